import { Injectable } from '@nestjs/common';
import type { BureauState, ContactChanged, DomainApplicationState, UnitState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import type { BureauCopy } from '../domain/template.js';

/** How to reach a unit's handler (经办人). Restricted: it leaves this service only as the address of a message. */
export interface ContactCopy {
  mobile: string;
  mail: string;
}

/** What this service keeps of other services' aggregates, from their events. */
@Injectable()
export class Copies {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps a unit's contact, and lets what waited for one go out now. Telephone and responsible person are not needed here. */
  async keepContact({ id, handlerName, mobile, mail }: ContactChanged): Promise<void> {
    await this.query(
      `INSERT INTO contact (unit_id, handler_name, mobile, mail) VALUES ($1, $2, $3, $4)
       ON CONFLICT (unit_id) DO UPDATE SET handler_name = $2, mobile = $3, mail = $4`,
      [id, handlerName, mobile, mail],
    );
    await this.query(
      `UPDATE delivery SET next_attempt_at = now()
         FROM notice WHERE notice.id = delivery.notice_id AND notice.unit_id = $1 AND delivery.state = 'QUEUED'`,
      [id],
    );
  }

  async keepUnit({ id, name }: UnitState): Promise<void> {
    await this.query('INSERT INTO unit (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2', [id, name]);
  }

  async keepBureau({ id, name, paperAddress, paperHours, copiesWanted }: BureauState): Promise<void> {
    await this.query(
      `INSERT INTO bureau (id, name, paper_address, paper_hours, copies_wanted) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET name = $2, paper_address = $3, paper_hours = $4, copies_wanted = $5`,
      [id, name, paperAddress, paperHours, copiesWanted],
    );
  }

  async keepDomainApplication({ id, number, domain }: DomainApplicationState): Promise<void> {
    await this.query(
      `INSERT INTO domain_application (id, number, u_label) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET number = $2, u_label = $3`,
      [id, number, domain.uLabel],
    );
  }

  async contact(unitId: string): Promise<ContactCopy | undefined> {
    return (await this.query<ContactCopy>('SELECT mobile, mail FROM contact WHERE unit_id = $1', [unitId]))[0];
  }

  async unitName(id: string): Promise<string | undefined> {
    return (await this.query<{ name: string }>('SELECT name FROM unit WHERE id = $1', [id]))[0]?.name;
  }

  async bureau(id: string): Promise<BureauCopy | undefined> {
    const rows = await this.query<BureauCopy>(
      `SELECT name, paper_address AS "paperAddress", paper_hours AS "paperHours", copies_wanted AS "copiesWanted"
         FROM bureau WHERE id = $1`,
      [id],
    );
    return rows[0];
  }

  async domainApplication(id: string): Promise<{ number: string; uLabel: string } | undefined> {
    const rows = await this.query<{ number: string; uLabel: string }>(
      'SELECT number, u_label AS "uLabel" FROM domain_application WHERE id = $1',
      [id],
    );
    return rows[0];
  }

  private query<R = unknown>(sql: string, values: unknown[]): Promise<R[]> {
    return this.transactions.manager.query<R[]>(sql, values);
  }
}
