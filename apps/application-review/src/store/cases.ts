import type { EntitySchema, FindOptionsWhere } from 'typeorm';
import type { AggregateData } from '@biaozhi/contracts';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, wholeRow, type Changes } from '@biaozhi/service-kit';
import type { Actor } from '../domain/act.js';
import type { ReviewCase } from '../domain/review-case.js';
import { Timeline } from './timeline.js';

/** What a change is conditional on. */
export interface Seen<T> {
  by: Actor;
  /** What is done, for the audit record, e.g. `site-application.submit`. */
  action: string;
  /** Whose cases may be touched; others do not exist for the caller. */
  sees?: (by: Actor, one: T) => boolean;
  /** The version on which the caller decided; absent: whatever is there. */
  version?: number;
}

/** The cases of one subject in PostgreSQL. */
export abstract class Cases<T extends ReviewCase<string, unknown>> {
  constructor(
    protected readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly changes: Changes,
    private readonly timeline: Timeline,
    private readonly schema: EntitySchema<T>,
    private readonly aggregate: string,
  ) {}

  /** A case by its id, or by something else that is unique. */
  async find(where: FindOptionsWhere<T>): Promise<T | undefined> {
    return (await this.transactions.manager.getRepository(this.schema).findOneBy(where)) ?? undefined;
  }

  /** Adds a new case, with what its creation caused. */
  add(one: T, by: Actor, action: string, events: AggregateData[] = []): Promise<T> {
    return this.transactions.run(async (manager) => {
      await manager.getRepository(this.schema).insert(wholeRow(manager, this.schema, one) as never);
      await this.tell(one, by, action, events);
      return one;
    });
  }

  /**
   * Locks a case, lets the domain decide, and keeps state, audit record, timeline and outbox rows together.
   * @throws Problem 404 for a case that is not there or not the caller's; 409 `conflict` with the fresh state when its version
   * is not the one that the caller saw
   */
  change(id: string, seen: Seen<T>, decide: (one: T) => AggregateData[] | Promise<AggregateData[]>): Promise<T> {
    const { by, action, sees, version } = seen;
    const conditions = { seen: version, sees: (one: T) => !sees || sees(by, one), fresh: (one: T) => one.fresh() };
    return this.transactions.run(async () => {
      const one = await this.changes.lock(this.schema, id, conditions);
      const events = await decide(one);
      await this.changes.keep(this.schema, one);
      await this.tell(one, by, action, events);
      return one;
    });
  }

  private async tell(one: T, by: Actor, action: string, events: AggregateData[]): Promise<void> {
    await this.audit.record({
      actor:
        by.accountId === 'system'
          ? 'system'
          : { ...by, displayName: by.name, loginName: '', sessionId: '', roles: [...by.roles] },
      action,
      subject: `${this.aggregate}/${one.id}`,
      details: {
        state: one.state,
        round: one.rounds.length,
        version: one.version,
        ...(one.stage ? { stage: one.stage } : {}),
      },
    });
    await this.timeline.tell(one.id, events);
    await this.outbox.append(...events);
  }
}
