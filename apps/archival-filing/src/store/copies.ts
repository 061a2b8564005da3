import { Injectable } from '@nestjs/common';
import type { BureauState, CalendarState, SiteApplicationState, UnitState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { DEFAULT_CALENDAR, WorkingCalendar, type CalendarYear } from '@biaozhi/standards';

/** A bureau as far as paper needs it. */
export type BureauCopy = Pick<BureauState, 'id' | 'name' | 'paperAddress' | 'paperHours' | 'copiesWanted'>;

/** An application as far as this service must know whose it is and how far. */
export interface ApplicationCopy {
  id: string;
  number: string;
  unitId: string;
  bureauId?: string;
  state: SiteApplicationState['state'];
  paperRequired: boolean;
}

/** What this service keeps of other services' aggregates, from their events. */
@Injectable()
export class Copies {
  constructor(private readonly transactions: Transactions) {}

  async keepUnit({ id, name, state }: UnitState): Promise<void> {
    await this.query('INSERT INTO unit (id, name, state) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = $2, state = $3', [
      id,
      name,
      state,
    ]);
  }

  /** Whether a unit was merged or abolished; one that we have not heard of was not. */
  async unitHasEnded(id: string): Promise<boolean> {
    // Locked, so that a unit which ends at this moment is seen either here or by whoever looks for its filings.
    const [unit] = await this.query<{ state: string }>('SELECT state FROM unit WHERE id = $1 FOR SHARE', [id]);
    return unit !== undefined && unit.state !== 'ACTIVE';
  }

  /** Names of units, by id. */
  async unitNames(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.query<{ id: string; name: string }>('SELECT id, name FROM unit WHERE id = ANY($1)', [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async keepBureau({ id, name, paperAddress, paperHours, copiesWanted }: BureauState): Promise<void> {
    await this.query(
      `INSERT INTO bureau (id, name, paper_address, paper_hours, copies_wanted) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET name = $2, paper_address = $3, paper_hours = $4, copies_wanted = $5`,
      [id, name, paperAddress, paperHours, copiesWanted],
    );
  }

  /** Bureaus by id. */
  async bureaus(ids: readonly (string | undefined)[]): Promise<Map<string, BureauCopy>> {
    const rows = await this.query<BureauCopy>(
      `SELECT id, name, paper_address AS "paperAddress", paper_hours AS "paperHours", copies_wanted AS "copiesWanted"
         FROM bureau WHERE id = ANY($1)`,
      [ids.filter((id) => id !== undefined)],
    );
    return new Map(rows.map((bureau) => [bureau.id, bureau]));
  }

  /** Keeps an application's newest state; one without a unit is not for us. */
  async keepApplication({ id, number, unitId, bureauId, state, paperRequired }: SiteApplicationState): Promise<void> {
    if (unitId === undefined) return;
    await this.query(
      `INSERT INTO application (id, number, unit_id, bureau_id, state, paper_required) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET number = $2, unit_id = $3, bureau_id = $4, state = $5, paper_required = $6`,
      [id, number, unitId, bureauId ?? null, state, paperRequired],
    );
  }

  async application(id: string): Promise<ApplicationCopy | undefined> {
    const [row] = await this.query<ApplicationCopy & { bureauId: string | null }>(
      `SELECT id, number, unit_id AS "unitId", bureau_id AS "bureauId", state, paper_required AS "paperRequired"
         FROM application WHERE id = $1`,
      [id],
    );
    return row && { ...row, bureauId: row.bureauId ?? undefined };
  }

  async keepCalendar({ year, version, off, work, source }: CalendarState): Promise<void> {
    await this.query(
      `INSERT INTO calendar_year (year, version, off, work, source) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (year) DO UPDATE SET version = $2, off = $3, work = $4, source = $5 WHERE calendar_year.version < $2`,
      [year, version, off, work, source],
    );
  }

  /** The working calendar: years that were published, and until then the ones that the software brings. */
  async calendar(): Promise<WorkingCalendar> {
    const published = await this.query<CalendarYear>('SELECT year, version, off, work, source FROM calendar_year', []);
    const years = new Map<number, CalendarYear>();
    for (const year of [...DEFAULT_CALENDAR, ...published]) years.set(year.year, year);
    return new WorkingCalendar([...years.values()]);
  }

  private query<R = unknown>(sql: string, values: unknown[]): Promise<R[]> {
    return this.transactions.manager.query<R[]>(sql, values);
  }
}
