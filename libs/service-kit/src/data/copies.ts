import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Rebuild, Transactions } from '@biaozhi/bus';
import type { AggregateType } from '@biaozhi/contracts';
import { finding, problem } from '@biaozhi/problem';
import { Audit } from './audit.js';

/** Tables that hold nothing but copies of other services' aggregates, each by its aggregate type. */
export type CopyTables = Partial<Record<AggregateType, string>>;

/** Injection token of the service's {@link CopyTables}. */
export const COPY_TABLES = Symbol('biaozhi:copy-tables');

/** The copies that a service keeps of other services' aggregates, and the way to have one anew. */
@Injectable()
export class CopyRebuild {
  constructor(
    @Inject(COPY_TABLES) private readonly tables: CopyTables,
    private readonly rebuilds: Rebuild,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** Aggregate types of which this service keeps a copy. */
  get copies(): AggregateType[] {
    return Object.keys(this.tables) as AggregateType[];
  }

  /**
   * Empties a copy and has it read again from the first event on. Until that is done, some of it is not known here.
   * @returns how many events the producer sends again because its stream has forgotten them; nothing when it does not answer
   * @throws Problem 422 for something that is no copy of this service
   */
  rebuild(copy: string, by: Principal | 'system'): Promise<{ resent: number | undefined }> {
    const aggregate = this.copies.find((one) => one === copy);
    const table = aggregate && this.tables[aggregate];
    if (!table) throw problem(422, 'validation', { findings: [finding('isIn', '/copy')] });
    return this.rebuilds.rebuild(aggregate, async () => {
      await this.transactions.run((manager) => manager.query(`DELETE FROM ${table}`));
      await this.audit.record({ actor: by, action: 'copy.rebuild', subject: `copy/${aggregate}` });
    });
  }
}
