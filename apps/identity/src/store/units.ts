import { Injectable } from '@nestjs/common';
import type { AggregateData } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { Outbox, Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Audit, Changes, type AuditEntry } from '@biaozhi/service-kit';
import type { Unit } from '../domain/unit.js';
import { UnitSchema } from './schemas.js';

/** How a unit's handler and responsible person are reached. Personal data. */
export interface Contact {
  responsiblePerson: string;
  handlerName: string;
  mobile: string;
  phone: string;
  mail: string;
}

@Injectable()
export class Units {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly changes: Changes,
  ) {}

  async find(id: string): Promise<Unit | undefined> {
    return (await this.transactions.manager.getRepository(UnitSchema).findOneBy({ id })) ?? undefined;
  }

  /** @throws Problem 404 */
  async get(id: string): Promise<Unit> {
    const unit = await this.find(id);
    if (!unit) throw problem(404, 'not-found');
    return unit;
  }

  async isRegistered(uscc: string): Promise<boolean> {
    return this.transactions.manager.getRepository(UnitSchema).existsBy({ uscc });
  }

  /** @throws Problem 409 `unit-already-registered`, also for who loses the race. */
  add(unit: Unit, events: AggregateData[]): Promise<void> {
    return this.transactions.run(async (manager) => {
      const insert = manager
        .getRepository(UnitSchema)
        .createQueryBuilder()
        .insert()
        .values(unit)
        .orIgnore()
        .updateEntity(false);
      const { raw } = (await insert.returning('id').execute()) as { raw: unknown[] };
      if (!raw.length) throw problem(409, 'unit-already-registered');
      await this.audit.record({
        actor: 'system',
        action: 'unit.register',
        subject: `unit/${unit.id}`,
        details: { uscc: unit.uscc },
      });
      await this.outbox.append(...events);
    });
  }

  /** Units in order of their ids after one: of a bureau, or of all; whose name holds a text or whose code it is. */
  list({ bureauId, q, after }: { bureauId?: string; q?: string; after?: string }, limit: number): Promise<Unit[]> {
    const query = this.transactions.manager.getRepository(UnitSchema).createQueryBuilder('unit').orderBy('unit.id').limit(limit);
    if (bureauId) query.andWhere('unit.bureauId = :bureauId', { bureauId });
    // The index narrows it down; the position makes it exact, and comes first where units are looked at one by one: it costs little.
    const found = 'position(:q in unit.name) <> 0 AND findable(unit.name, unit.bureauId) @> sought(:q, NULL)';
    // Only what is as long as a code is one; to ask for both alternatives always would keep PostgreSQL from the indexes.
    if (q) query.andWhere(q.length === 18 ? `(${found} OR unit.uscc = upper(:q)::char(18))` : found, { q });
    if (after) query.andWhere('unit.id > :after', { after });
    return query.getMany();
  }

  /** Ids of the units at work whose bureau is not the one that serves them. */
  async astray(): Promise<{ id: string; bureauId: string }[]> {
    return this.transactions.manager.query(
      `SELECT unit.id, served.bureau_id AS "bureauId" FROM unit JOIN bureau_serves served
           ON served.affiliation = unit.affiliation
          AND served.region = CASE unit.affiliation WHEN 'central' THEN '100000' ELSE unit.region END
        WHERE unit.state = 'ACTIVE' AND served.bureau_id <> unit.bureau_id ORDER BY unit.id`,
    );
  }

  /** Ids of a bureau's units at work. */
  async idsOf(bureauId: string): Promise<string[]> {
    const units = await this.transactions.manager
      .getRepository(UnitSchema)
      .find({ where: { bureauId, state: 'ACTIVE' }, select: { id: true } });
    return units.map(({ id }) => id);
  }

  /** Whether a bureau has units at work. */
  existsOf(bureauId: string): Promise<boolean> {
    return this.transactions.manager.getRepository(UnitSchema).existsBy({ bureauId, state: 'ACTIVE' });
  }

  /** @throws Problem 409 `conflict` with the fresh state when the unit is no longer as it was seen */
  change(
    id: string,
    seen: number | undefined,
    by: Principal,
    action: string,
    decide: (unit: Unit) => AggregateData[] | Promise<AggregateData[]>,
  ): Promise<Unit> {
    const subject = `unit/${id}`;
    const record = ({ version }: Unit): AuditEntry => ({ actor: by, action, subject, details: { version } });
    return this.changes.change(UnitSchema, id, { seen, record }, decide);
  }

  keepContact(unitId: string, contact: Contact): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO contact (unit_id, responsible_person, handler_name, mobile, phone, mail) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (unit_id) DO UPDATE SET responsible_person = excluded.responsible_person,
           handler_name = excluded.handler_name, mobile = excluded.mobile, phone = excluded.phone, mail = excluded.mail`,
        [unitId, contact.responsiblePerson, contact.handlerName, contact.mobile, contact.phone, contact.mail],
      );
    });
  }

  async contactOf(unitId: string): Promise<Contact | undefined> {
    const rows: Contact[] = await this.transactions.manager.query(
      `SELECT responsible_person AS "responsiblePerson", handler_name AS "handlerName", mobile, phone, mail
         FROM contact WHERE unit_id = $1`,
      [unitId],
    );
    return rows[0];
  }
}
