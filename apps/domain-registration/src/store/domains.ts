import { Injectable } from '@nestjs/common';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Changes } from '@biaozhi/service-kit';
import { checkDomain } from '@biaozhi/standards';
import { REMINDERS, type Domain } from '../domain/domain.js';
import { Aggregates } from './aggregates.js';
import { DomainSchema } from './schemas.js';

@Injectable()
export class Domains extends Aggregates<Domain> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes) {
    super(transactions, outbox, audit, changes, DomainSchema, 'domain');
  }

  /** By its Chinese name or the encoded one, as typed; the newest where a cancelled name was given out again. */
  async named(name: string): Promise<Domain | undefined> {
    const check = checkDomain(name);
    if (!check.ok) return undefined;
    const order = { registeredOn: 'DESC', id: 'DESC' } as const;
    return (await this.repository.findOne({ where: { aLabel: check.aLabel }, order })) ?? undefined;
  }

  /** Ids of domains that have run out by a day, or whose next reminder is due. */
  async dueOn(today: string): Promise<string[]> {
    const rows: { id: string }[] = await this.transactions.manager.query(
      `SELECT id FROM domain WHERE state = 'ACTIVE' AND (
         expires_on < $1::date OR expires_on <= $1::date + coalesce((SELECT max(days) FROM unnest($2::int[]) AS days
                                                                       WHERE reminded = 0 OR days < reminded), -1)
       ) ORDER BY expires_on, id`,
      [today, [...REMINDERS]],
    );
    return rows.map(({ id }) => id);
  }
}
