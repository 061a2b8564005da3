import { Injectable } from '@nestjs/common';
import type { UnitState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';

/** What a first draft needs of a unit. */
export type UnitCopy = Pick<UnitState, 'address' | 'postcode' | 'functions'>;

/** Copies of units, from their events. */
@Injectable()
export class Units {
  constructor(private readonly transactions: Transactions) {}

  async keep({ id, address, postcode, functions }: UnitState): Promise<void> {
    await this.transactions.manager.query(
      `INSERT INTO unit (id, address, postcode, functions) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET address = $2, postcode = $3, functions = $4`,
      [id, address, postcode, functions],
    );
  }

  async find(id: string): Promise<UnitCopy | undefined> {
    const rows = await this.transactions.manager.query<UnitCopy[]>('SELECT address, postcode, functions FROM unit WHERE id = $1', [id]);
    return rows[0];
  }
}
