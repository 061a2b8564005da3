import { Injectable } from '@nestjs/common';
import { Outbox, Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Audit, Changes } from '@biaozhi/service-kit';
import { variantFold } from '@biaozhi/standards';
import { domainApplicationWorkflow, type DomainApplication } from '../domain/domain-application.js';
import { Aggregates } from './aggregates.js';
import { DomainApplicationSchema } from './schemas.js';

@Injectable()
export class DomainApplications extends Aggregates<DomainApplication> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes) {
    super(transactions, outbox, audit, changes, DomainApplicationSchema, 'domain-application');
  }

  /** Whether nobody else holds the name or one that differs only in simplified and traditional characters. */
  async isFree(uLabel: string, exceptFor?: string): Promise<boolean> {
    const manager = this.transactions.manager;
    const rows: { application_id: string }[] = await manager.query('SELECT application_id FROM name_held WHERE folded = $1', [
      variantFold(uLabel),
    ]);
    return !rows[0] || rows[0].application_id === exceptFor;
  }

  /** Takes the name for an application, which then holds no other. @throws Problem 422 `name-taken`, also for who loses the race */
  async hold({ id, uLabel }: DomainApplication): Promise<void> {
    const manager = this.transactions.current()!;
    await this.release(id);
    const rows: unknown[] = await manager.query(
      'INSERT INTO name_held (folded, application_id) VALUES ($1, $2) ON CONFLICT (folded) DO NOTHING RETURNING folded',
      [variantFold(uLabel), id],
    );
    if (!rows.length) throw problem(422, 'rules-broken', { findings: [finding('name-taken', '/label')] });
  }

  /** A unit's applications that can still be withdrawn. */
  async openOf(unitId: string): Promise<string[]> {
    const rows: { id: string }[] = await this.transactions.manager.query(
      'SELECT id FROM domain_application WHERE unit_id = $1 AND state = ANY($2) ORDER BY id',
      [unitId, domainApplicationWorkflow.table.withdraw.from],
    );
    return rows.map(({ id }) => id);
  }

  async release(applicationId: string): Promise<void> {
    await this.transactions.current()!.query('DELETE FROM name_held WHERE application_id = $1', [applicationId]);
  }
}
