import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import type { Due } from '../domain/act.js';
import type { Subject } from '../domain/routes.js';

const TABLES = ['site_application', 'domain_review'] as const;

/** The clocks of the stages at work, over both subjects. */
@Injectable()
export class Clocks {
  constructor(
    private readonly transactions: Transactions,
  ) {}

  /** Cases whose last day is over and that nobody has been told of. */
  late(today: string): Promise<{ id: string; subject: Subject }[]> {
    return this.transactions.manager.query(
      `SELECT id, subject FROM review_queue
        WHERE clock_day IS NOT NULL AND due_day < $1 AND NOT due_provisional AND overdue_at IS NULL ORDER BY due_day, id`,
      [today],
    );
  }

  /**
   * Sets the last day of every running clock anew. Few days are distinct, so this is a few statements however many cases there
   * are. A case that is in time again by the new calendar is no longer late.
   * @param which `provisional`: only the clocks that still wait for a calendar
   * @returns how many moved
   */
  reset(due: (day: string) => Due, today: string, which: 'all' | 'provisional' = 'all'): Promise<number> {
    return this.transactions.run(async (manager) => {
      let moved = 0;
      for (const table of TABLES) {
        const days: { day: string }[] = await manager.query(
          `SELECT DISTINCT clock_day::text AS day FROM ${table} WHERE clock_day IS NOT NULL AND (due_provisional OR $1) ORDER BY 1`,
          [which === 'all'],
        );
        for (const { day } of days) {
          const { day: last, provisional } = due(day);
          const [{ count }]: [{ count: number }] = await manager.query(
            `WITH moved AS (
               UPDATE ${table} SET due_day = $2, due_provisional = $3, overdue_at = CASE WHEN $2 < $4 THEN overdue_at END
                WHERE clock_day = $1 AND (due_day <> $2 OR due_provisional <> $3) RETURNING 1
             ) SELECT count(*)::int AS count FROM moved`,
            [day, last, provisional, today],
          );
          moved += count;
        }
      }
      return moved;
    });
  }

  /** A unit now belongs to another bureau: what the old one has not passed goes to the new one. */
  async move(unitId: string, bureauId: string): Promise<void> {
    for (const table of TABLES) {
      await this.transactions.manager.query(
        `UPDATE ${table} SET bureau_id = $2, claim = NULL WHERE unit_id = $1 AND bureau_id IS DISTINCT FROM $2
          AND clock_day IS NOT NULL AND stage = 'bureau'`,
        [unitId, bureauId],
      );
    }
  }
}
