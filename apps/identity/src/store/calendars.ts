import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Outbox, Transactions } from '@biaozhi/bus';
import { CalendarPublished } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { Audit } from '@biaozhi/service-kit';
import { CENTRE, type CalendarYear } from '@biaozhi/standards';

/** The editable table of working days. */
@Injectable()
export class Calendars {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  list(): Promise<CalendarYear[]> {
    return this.transactions.manager.query(
      'SELECT year, version, off, work, source FROM calendar_year ORDER BY year',
    );
  }

  /**
   * Publishes a year, or corrects it as the next version.
   * @throws Problem 409 `conflict` with the fresh state when it is not the version that was seen
   */
  publish(
    { year, off, work, source }: Omit<CalendarYear, 'version'>,
    by: Principal | 'system',
    seen?: number,
  ): Promise<CalendarYear> {
    return this.transactions.run(async (manager) => {
      const [row]: { id: string; version: number }[] = await manager.query(
        `INSERT INTO calendar_year (year, id, version, off, work, source) VALUES ($1, $2, 1, $3, $4, $5)
         ON CONFLICT (year) DO UPDATE SET version = calendar_year.version + 1, off = excluded.off, work = excluded.work,
           source = excluded.source RETURNING id, version`,
        [year, v7(), [...off].sort(), [...work].sort(), source],
      );
      const { id, version } = row!;
      if (seen !== undefined && version !== seen + 1) {
        const current = (await this.list()).find((one) => one.year === year);
        throw problem(409, 'conflict', {
          extensions: { current: version === 1 ? null : { ...current, version: version - 1 } },
        });
      }
      const whole = { year, version, off: [...off].sort(), work: [...work].sort(), source };
      await this.audit.record({
        actor: by,
        action: 'calendar.publish',
        subject: `calendar/${id}`,
        details: { year, version },
      });
      await this.outbox.append(CalendarPublished.of({ id, region: CENTRE, ...whole }));
      return whole;
    });
  }
}
