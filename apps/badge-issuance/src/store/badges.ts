import { Injectable } from '@nestjs/common';
import type { BadgeState } from '@biaozhi/contracts';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Changes } from '@biaozhi/service-kit';
import { Badge } from '../domain/badge.js';

/** The badges of the country, changed one at a time under a lock. */
@Injectable()
export class Badges {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly changes: Changes,
  ) {}

  /** Stores a new badge and what it says; inside a transaction. */
  async add(badge: Badge, events: BadgeState[]): Promise<void> {
    await this.transactions.run(async (manager) => {
      badge.version = 1;
      await manager.insert(Badge, badge);
      await this.outbox.append(...events);
    });
  }

  /**
   * Locks a badge, lets `decide` change it, and commits state and events together.
   * @param seen the version that a person decided on; nothing where the software decides
   * @throws Problem 404; 409 `conflict` with the fresh state in `current`
   */
  change(id: string, seen: number | undefined, decide: (badge: Badge) => BadgeState[] | Promise<BadgeState[]>): Promise<Badge> {
    return this.changes.change(Badge, id, { seen, fresh: ({ state, version }) => ({ id, state, version }) }, decide);
  }

  /** A badge as it is. */
  async find(id: string): Promise<Badge | undefined> {
    return this.one('id = :id', { id });
  }

  /** The badge of an application; each has one at most. */
  async ofApplication(applicationId: string): Promise<Badge | undefined> {
    return this.one('application_id = :applicationId', { applicationId });
  }

  /** Badges of a unit that are not revoked, the newest first; those of one site where its main domain is given. */
  async standing(unitId: string, mainDomain?: string): Promise<Badge[]> {
    return this.many(
      `unit_id = :unitId AND state <> 'REVOKED' AND (:mainDomain::text IS NULL OR main_domain = :mainDomain)`,
      { unitId, mainDomain: mainDomain ?? null },
    );
  }

  /** Ids of badges that wait to be hung: all, those whose last day is over, or is near. */
  async waiting(filter: 'all' | 'late' | 'near', day: string, until = day): Promise<string[]> {
    const firm = 'AND NOT deadline_provisional';
    const which = {
      // A suspended badge goes on waiting when it comes back.
      all: `(state = 'ISSUED' OR (state = 'SUSPENDED' AND resumes = 'ISSUED'))`,
      late: `state = 'ISSUED' ${firm} AND deadline < $1`,
      near: `state = 'ISSUED' ${firm} AND NOT reminded AND deadline BETWEEN $1 AND $2`,
    }[filter];
    const values = { all: [], late: [day], near: [day, until] }[filter];
    const rows: { id: string }[] = await this.transactions.manager.query(`SELECT id FROM badge WHERE ${which} ORDER BY deadline, id`, values);
    return rows.map(({ id }) => id);
  }

  private one(where: string, parameters: object): Promise<Badge | undefined> {
    return this.many(where, parameters).then(([badge]) => badge);
  }

  private many(where: string, parameters: object): Promise<Badge[]> {
    return this.transactions.manager.createQueryBuilder(Badge, 'badge').where(where, parameters).orderBy('badge.id', 'DESC').getMany();
  }
}
