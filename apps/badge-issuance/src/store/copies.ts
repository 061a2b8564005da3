import { Injectable } from '@nestjs/common';
import type { BureauState, CalendarState, DomainState, UnitState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { DEFAULT_CALENDAR, WorkingCalendar, type CalendarYear } from '@biaozhi/standards';

/** A unit as far as badges need it. */
export type UnitCopy = Pick<UnitState, 'id' | 'name' | 'kind' | 'administrativeFunctions' | 'affiliation' | 'region' | 'address' | 'functions' | 'state'>;

/** What this service keeps of other services' aggregates, from their events. */
@Injectable()
export class Copies {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps a unit's newest state. */
  async keepUnit(unit: UnitState): Promise<void> {
    await this.query(
      `INSERT INTO unit (id, name, kind, administrative_functions, affiliation, region, address, functions, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (id) DO UPDATE SET name = $2, kind = $3, administrative_functions = $4, affiliation = $5, region = $6,
         address = $7, functions = $8, state = $9`,
      [unit.id, unit.name, unit.kind, unit.administrativeFunctions, unit.affiliation, unit.region, unit.address, unit.functions, unit.state],
    );
  }

  /**
   * The unit, locked until the transaction ends: badges of one unit are issued one after the other.
   * @throws Error when its registration has not arrived yet; the bus tries again
   */
  async lockUnit(id: string): Promise<UnitCopy> {
    const [unit] = await this.query<UnitCopy>(
      `SELECT id, name, kind, administrative_functions AS "administrativeFunctions", affiliation, region, address, functions, state
         FROM unit WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!unit) throw new Error(`The unit ${id} is not known here yet`);
    return unit;
  }

  /** Keeps a bureau's name; pages that name it as issuer are made anew. */
  async keepBureau({ id, name }: BureauState): Promise<void> {
    const changed = await this.query(
      `INSERT INTO bureau (id, name) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET name = $2 WHERE bureau.name <> $2 RETURNING id`,
      [id, name],
    );
    if (changed.length) await this.query(`UPDATE badge SET bureau_id = bureau_id WHERE bureau_id = $1`, [id]);
  }

  /** Keeps a domain's newest state. */
  async keepDomain({ domain, unitId, state }: DomainState): Promise<void> {
    await this.query(
      `INSERT INTO domain (a_label, unit_id, state) VALUES ($1, $2, $3)
       ON CONFLICT (a_label) DO UPDATE SET unit_id = $2, state = $3`,
      [domain.aLabel, unitId ?? null, state],
    );
  }

  /** Whether a domain is good; one that we have not heard of is not held against its unit. */
  async domainIsGood(aLabel: string | undefined): Promise<boolean> {
    const [domain] = await this.query<{ state: string }>('SELECT state FROM domain WHERE a_label = $1', [aLabel ?? '']);
    return domain === undefined || domain.state === 'ACTIVE';
  }

  /** Keeps a year of the working calendar. */
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
