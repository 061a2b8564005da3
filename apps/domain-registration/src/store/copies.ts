import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import type { CalendarState, UnitState } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { DEFAULT_CALENDAR, WorkingCalendar, type CalendarYear } from '@biaozhi/standards';
import type { UnitCopy } from '../domain/unit.js';

/** What this service keeps of identity's state, from its events. */
@Injectable()
export class Copies {
  constructor(private readonly transactions: Transactions) {}

  async keepUnit({ id, name, kind, administrativeFunctions, affiliation, region, bureauId, state }: UnitState): Promise<void> {
    const copy: UnitCopy = { id, name, kind, administrativeFunctions, affiliation, region, bureauId, state };
    await this.query('INSERT INTO unit_copy (id, data) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET data = excluded.data', [id, copy]);
  }

  async keepCalendar({ year, version, off, work, source }: CalendarState): Promise<void> {
    await this.query(
      'INSERT INTO calendar_copy (year, data) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET data = excluded.data',
      [year, { year, version, off, work, source }],
    );
  }

  /** @throws Problem 503 while the registration is still on its way: the handler may be quicker than the bus. */
  async unit(id: string | undefined): Promise<UnitCopy> {
    const rows = id ? await this.query<{ data: UnitCopy }>('SELECT data FROM unit_copy WHERE id = $1', [id]) : [];
    if (!rows[0]) throw problem(503, 'unit-not-known-yet');
    return rows[0].data;
  }

  /** The public name of a unit; nothing for one that we have not heard of. */
  async nameOf(id: string): Promise<string | undefined> {
    const rows = await this.query<{ name: string }>(`SELECT data->>'name' AS name FROM unit_copy WHERE id = $1`, [id]);
    return rows[0]?.name;
  }

  /** The public names of units, of those that we have heard of. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.query<{ id: string; name: string }>(`SELECT id, data->>'name' AS name FROM unit_copy WHERE id = ANY($1)`, [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async calendar(): Promise<WorkingCalendar> {
    const published = (await this.query<{ data: CalendarYear }>('SELECT data FROM calendar_copy ORDER BY year')).map((row) => row.data);
    const brought = DEFAULT_CALENDAR.filter(({ year }) => !published.some((one) => one.year === year));
    return new WorkingCalendar([...brought, ...published]);
  }

  private query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.transactions.manager.query(sql, values);
  }
}
