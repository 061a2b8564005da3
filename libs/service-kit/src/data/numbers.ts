import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';

/**
 * Human numbers without gaps, from a locked counter row. A sequence would leave gaps after a rollback
 * and jump after a crash; a counter row makes takers of the same counter wait for each other instead.
 */
@Injectable()
export class Numbers {
  constructor(private readonly transactions: Transactions) {}

  /** The next number of a counter, 1 first. It is given back when the transaction fails. */
  next(counter: string): Promise<number> {
    return this.transactions.run(async (manager) => {
      const rows: { value: string }[] = await manager.query(
        `INSERT INTO counter (name, value) VALUES ($1, 1)
         ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value`,
        [counter],
      );
      return Number(rows[0]!.value);
    });
  }
}
