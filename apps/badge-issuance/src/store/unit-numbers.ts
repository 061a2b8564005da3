import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { Numbers } from '@biaozhi/service-kit';

/** The unit part of badge codes, and the serials within it: both without gaps. */
@Injectable()
export class UnitNumbers {
  constructor(
    private readonly transactions: Transactions,
    private readonly numbers: Numbers,
  ) {}

  /** A unit's number; the first badge gives it one. Lock the unit first, or two badges at once draw two numbers. */
  of(unitId: string): Promise<number> {
    return this.transactions.run(async (manager) => {
      const kept: { number: number }[] = await manager.query('SELECT number FROM unit_number WHERE unit_id = $1', [unitId]);
      if (kept[0]) return kept[0].number;
      const number = await this.numbers.next('unit-number');
      await manager.query('INSERT INTO unit_number (unit_id, number) VALUES ($1, $2)', [unitId, number]);
      return number;
    });
  }

  /** The next serial within a unit, 1 first. */
  nextSerial(unitNumber: number): Promise<number> {
    return this.numbers.next(`badge-serial/${unitNumber}`);
  }
}
