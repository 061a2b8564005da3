import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { Outbox, Transactions } from '@biaozhi/bus';
import type { AggregateData } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { Audit, type AuditEntry } from './audit.js';

/** An aggregate that changes by decisions, one after the other. */
export interface Versioned extends ObjectLiteral {
  id: string;
  /** Grows by one with each change. */
  version: number;
}

/** What a change is conditional on. */
export interface Seen<T> {
  /** The version that a person decided on; absent where the software decides. */
  seen?: number;
  /** Whether the aggregate exists for the caller; absent: for everybody. */
  sees?: (one: T) => boolean;
  /** What who came too late is shown as `current`; absent: all of it. */
  fresh?: (one: T) => object;
}

/** What a change is conditional on, and what is noted of it. */
export interface Conditions<T> extends Seen<T> {
  /** The audit record, from the aggregate as it has become; absent: the caller writes it. */
  record?: (one: T) => AuditEntry;
}

/** How every aggregate changes: under a lock, by the domain's decision, with everything that belongs to it in one transaction. */
@Injectable()
export class Changes {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /**
   * Locks an aggregate, lets `decide` change it, and keeps state, audit record and events together.
   * @throws Problem 404; 409 `conflict` with the fresh state in `current` when its version is not the one that was seen
   */
  async change<T extends Versioned>(
    entity: EntityTarget<T>,
    id: string,
    { record, ...conditions }: Conditions<T>,
    decide: (one: T) => AggregateData[] | Promise<AggregateData[]>,
  ): Promise<T> {
    return this.transactions.run(async () => {
      const one = await this.lock(entity, id, conditions);
      const events = await decide(one);
      one.version += 1;
      await this.keep(entity, one);
      if (record) await this.audit.record(record(one));
      await this.outbox.append(...events);
      return one;
    });
  }

  /**
   * An aggregate under a lock that ends with the transaction, for those who keep it by {@link keep}.
   * @throws Problem 404; 409 `conflict` with the fresh state in `current` when its version is not the one that was seen
   */
  async lock<T extends Versioned>(entity: EntityTarget<T>, id: string, { seen, sees, fresh }: Seen<T>): Promise<T> {
    const where = { id } as FindOptionsWhere<T>;
    const one = await this.transactions.manager.getRepository(entity).findOne({ where, lock: { mode: 'pessimistic_write' } });
    if (!one || (sees && !sees(one))) throw problem(404, 'not-found');
    if (seen !== undefined && seen !== one.version) {
      throw problem(409, 'conflict', { extensions: { current: fresh ? fresh(one) : { ...one } } });
    }
    return one;
  }

  /** Writes an aggregate as it has become; in the transaction of its lock. */
  async keep<T extends Versioned>(entity: EntityTarget<T>, one: T): Promise<void> {
    const { manager } = this.transactions;
    await manager.getRepository(entity).update({ id: one.id } as FindOptionsWhere<T>, wholeRow(manager, entity, one) as never);
  }
}

/** Every column of an entity: what is absent must be written as NULL, and TypeORM leaves `undefined` as it was. */
export function wholeRow<T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>, one: T): ObjectLiteral {
  const { columns } = manager.connection.getMetadata(entity);
  return Object.fromEntries(columns.map(({ propertyName }) => [propertyName, (one[propertyName] as unknown) ?? null]));
}
