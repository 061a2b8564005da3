import type { EntitySchema, FindOptionsWhere, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { AggregateData } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { Outbox, Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Audit, Changes, type AuditEntry } from '@biaozhi/service-kit';

export type Actor = Principal | 'system';

/** What every aggregate here has. */
interface Kept extends ObjectLiteral {
  id: string;
  version: number;
  state: string;
  /** Absent where it is a bureau's. */
  unitId?: string;
  bureauId?: string | null;
}

/** What a change is conditional on. */
export interface Seen {
  by: Actor;
  /** For the audit trail, e.g. `fee-order.confirm`. */
  action: string;
  /** The version that the caller decided on; absent: whatever is there. */
  version?: number;
}

const SEE_ALL = ['conac-reviewer', 'conac-finance', 'administrator', 'auditor'] as const;

export const seesAll = (by: Principal): boolean => SEE_ALL.some((role) => by.roles.includes(role));

/** A handler sees its unit's, a bureau its own, CONAC all. Others do not exist for the asker. */
export const sees = (by: Actor, one: Pick<Kept, 'unitId' | 'bureauId'>): boolean =>
  by === 'system' ||
  (by.unitId !== undefined && by.unitId === one.unitId) ||
  (by.bureauId !== undefined && by.bureauId === one.bureauId) ||
  seesAll(by);

/** The aggregates of one type in PostgreSQL. */
export abstract class Aggregates<T extends Kept> {
  constructor(
    protected readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly changes: Changes,
    private readonly schema: EntitySchema<T>,
    private readonly aggregate: string,
  ) {}

  protected get repository() {
    return this.transactions.manager.getRepository(this.schema);
  }

  /** @throws Problem 404, also for what is not the asker's */
  async get(id: string, by: Actor): Promise<T> {
    const one = await this.repository.findOneBy({ id } as FindOptionsWhere<T>);
    if (!one || !sees(by, one)) throw problem(404, 'not-found');
    return one;
  }

  /** The asker's, newest first, before an id. */
  async list(by: Actor, { before, state, limit }: { before?: string; state?: string; limit: number }): Promise<T[]> {
    const query = this.seenBy(by).orderBy('one.id', 'DESC').limit(limit);
    if (before) query.andWhere('one.id < :before', { before });
    if (state) query.andWhere('one.state = :state', { state });
    return query.getMany();
  }

  protected seenBy(by: Actor): SelectQueryBuilder<T> {
    const query = this.repository.createQueryBuilder('one');
    if (by === 'system' || seesAll(by)) return query;
    const mine = by.unitId ? { column: 'unitId', id: by.unitId } : { column: 'bureauId', id: by.bureauId ?? null };
    return query.where(`one.${mine.column} = :mine`, { mine: mine.id });
  }

  add(one: T, by: Actor, action: string, events: AggregateData[] = []): Promise<T> {
    return this.transactions.run(async () => {
      await this.repository.insert(one as never);
      await this.audit.record(this.recordOf(one, by, action));
      await this.outbox.append(...events);
      return one;
    });
  }

  /**
   * Locks, lets the domain decide, and keeps state, audit record and outbox rows together.
   * @throws Problem 404; 409 `conflict` with the fresh state when its version is not the one that was seen
   */
  change(id: string, { by, action, version }: Seen, decide: (one: T) => AggregateData[] | Promise<AggregateData[]>): Promise<T> {
    const record = (one: T): AuditEntry => this.recordOf(one, by, action);
    return this.changes.change(this.schema, id, { seen: version, sees: (one) => sees(by, one), record }, decide);
  }

  private recordOf({ id, state, version }: T, actor: Actor, action: string): AuditEntry {
    return { actor, action, subject: `${this.aggregate}/${id}`, details: { state, version } };
  }
}
