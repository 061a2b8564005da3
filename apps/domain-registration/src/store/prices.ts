import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';

export interface Price {
  suffix: string;
  /** First day of validity. */
  validFrom: string;
  /** fen a year */
  yearlyFen: number;
  source: string;
}

/** The price table. What was in force on an earlier day is not changed, so that old orders can be explained. */
@Injectable()
export class Prices {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  list(): Promise<Price[]> {
    return this.transactions.manager.query(
      `SELECT suffix, valid_from::text AS "validFrom", yearly_fen::float8 AS "yearlyFen", source FROM price ORDER BY suffix, valid_from`,
    );
  }

  /** fen for a number of years from a day on. */
  async of(suffix: string, years: number, day: string): Promise<number> {
    const manager = this.transactions.manager;
    const rows: { yearly: number }[] = await manager.query(
      `SELECT yearly_fen::float8 AS yearly FROM price WHERE suffix = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1`,
      [suffix, day],
    );
    if (!rows[0]) throw problem(409, 'price-missing');
    return rows[0].yearly * years;
  }

  /** @throws Problem 422 `price-in-past` */
  async set(by: Principal, { suffix, validFrom, yearlyFen, source }: Price): Promise<void> {
    if (validFrom < this.clock.today()) throw problem(422, 'rules-broken', { findings: [finding('price-in-past', '/validFrom')] });
    await this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO price (suffix, valid_from, yearly_fen, source) VALUES ($1, $2, $3, $4)
         ON CONFLICT (suffix, valid_from) DO UPDATE SET yearly_fen = excluded.yearly_fen, source = excluded.source`,
        [suffix, validFrom, yearlyFen, source],
      );
      await this.audit.record({ actor: by, action: 'price.set', subject: `price/${suffix}`, details: { validFrom, yearlyFen } });
    });
  }
}
