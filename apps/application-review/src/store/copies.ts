import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import type { BureauState, CalendarState, ContactChanged, DomainState, UnitState } from '@biaozhi/contracts';
import { DEFAULT_CALENDAR, WorkingCalendar } from '@biaozhi/standards';
import type { BureauCopy, ContactCopy, DomainCopy, UnitCopy } from '../domain/facts.js';

/** What this service keeps of other services' state, from their events. The bus hands each aggregate over in order. */
@Injectable()
export class Copies {
  constructor(private readonly transactions: Transactions) {}

  keepUnit(unit: UnitState): Promise<unknown> {
    return this.query(
      'INSERT INTO unit_copy (id, data) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
      [unit.id, { ...unit }],
    );
  }

  keepBureau(bureau: BureauState): Promise<unknown> {
    return this.query(
      `INSERT INTO bureau_copy (id, level, state, data) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET level = excluded.level, state = excluded.state, data = excluded.data`,
      [bureau.id, bureau.level, bureau.state, { ...bureau }],
    );
  }

  keepContact({ id, handlerName, mobile, mail, phone, responsiblePerson }: ContactChanged): Promise<unknown> {
    return this.query(
      'INSERT INTO contact_copy (unit_id, data) VALUES ($1, $2) ON CONFLICT (unit_id) DO UPDATE SET data = excluded.data',
      [id, { handlerName, mobile, mail, phone, responsiblePerson }],
    );
  }

  keepDomain({ id, unitId, domain, state, expiresOn }: DomainState): Promise<unknown> {
    return this.query(
      `INSERT INTO domain_copy (id, unit_id, u_label, a_label, state, expires_on) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, u_label = excluded.u_label, a_label = excluded.a_label,
         state = excluded.state, expires_on = excluded.expires_on`,
      [id, unitId, domain.uLabel, domain.aLabel, state, expiresOn],
    );
  }

  keepCalendar({ year, version, off, work, source }: CalendarState): Promise<unknown> {
    return this.query(
      `INSERT INTO calendar_copy (year, version, data) VALUES ($1, $2, $3)
       ON CONFLICT (year) DO UPDATE SET version = excluded.version, data = excluded.data
       WHERE calendar_copy.version < excluded.version`,
      [year, version, { year, version, off, work, source }],
    );
  }

  async unit(id: string): Promise<UnitCopy | undefined> {
    return (await this.query<{ data: UnitCopy }>('SELECT data FROM unit_copy WHERE id = $1', [id]))[0]?.data;
  }

  async contact(unitId: string): Promise<ContactCopy | undefined> {
    return (await this.query<{ data: ContactCopy }>('SELECT data FROM contact_copy WHERE unit_id = $1', [unitId]))[0]
      ?.data;
  }

  async bureau(id: string): Promise<BureauCopy | undefined> {
    return (await this.query<{ data: BureauCopy }>('SELECT data FROM bureau_copy WHERE id = $1', [id]))[0]?.data;
  }

  /** The bureau that reviews a unit: the centre's for a central unit, wherever it sits; else the one it belongs to. */
  async bureauOf(unit: UnitCopy): Promise<BureauCopy | undefined> {
    if (unit.affiliation !== 'central') return unit.bureauId ? this.bureau(unit.bureauId) : undefined;
    const rows = await this.query<{ data: BureauCopy }>(
      `SELECT data FROM bureau_copy WHERE level = 'centre' AND state = 'ACTIVE' ORDER BY (id = $1) DESC, id LIMIT 1`,
      [unit.bureauId ?? null],
    );
    return rows[0]?.data;
  }

  async domainsOf(unitId: string): Promise<DomainCopy[]> {
    return this.query<DomainCopy>(
      `SELECT id, unit_id AS "unitId", u_label AS "uLabel", a_label AS "aLabel", state, expires_on::text AS "expiresOn"
         FROM domain_copy WHERE unit_id = $1 ORDER BY u_label`,
      [unitId],
    );
  }

  /** Published years over the ones that the software brings along. */
  async calendar(): Promise<WorkingCalendar> {
    const rows = await this.query<{
      data: { year: number; version: number; off: string[]; work: string[]; source: string };
    }>('SELECT data FROM calendar_copy ORDER BY year');
    const published = rows.map((row) => row.data);
    const brought = DEFAULT_CALENDAR.filter(({ year }) => !published.some((one) => one.year === year));
    return new WorkingCalendar([...brought, ...published]);
  }

  private query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.transactions.manager.query(sql, values);
  }
}
