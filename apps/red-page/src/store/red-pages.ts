import { Injectable } from '@nestjs/common';
import type { RedPageState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Changes, decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { RedPage } from '../domain/red-page.js';

/** Whose pages somebody may see: those of a unit, of a bureau, or all. */
export interface Scope {
  unitId?: string;
  bureauId?: string;
}

/** The red pages, changed one at a time under a lock. */
@Injectable()
export class RedPages {
  constructor(
    private readonly transactions: Transactions,
    private readonly changes: Changes,
  ) {}

  /** Stores a new page; inside a transaction. */
  async add(page: RedPage): Promise<void> {
    page.version = 1;
    await this.transactions.manager.insert(RedPage, page);
  }

  /**
   * Locks a page, lets `decide` change it, and commits state and events together.
   * @param seen the version that a person decided on; nothing where the software decides
   * @throws Problem 404; 409 `conflict` with the fresh state in `current`
   */
  change(id: string, seen: number | undefined, decide: (page: RedPage) => RedPageState[] | Promise<RedPageState[]>): Promise<RedPage> {
    return this.changes.change(RedPage, id, { seen, fresh: ({ state, version }) => ({ id, state, version }) }, decide);
  }

  find(id: string): Promise<RedPage | undefined> {
    return this.one('page.id = :id', { id });
  }

  /** The page that shows a badge. */
  ofBadge(badgeId: string): Promise<RedPage | undefined> {
    return this.one('page.badge_id = :badgeId', { badgeId });
  }

  /** The open page under a name. */
  openAt(aLabel: string): Promise<RedPage | undefined> {
    return this.one(`page.a_label = :aLabel AND page.state <> 'CLOSED'`, { aLabel });
  }

  /** A page of pages in the scope, the newest first. */
  async page(scope: Scope, { after, limit = 50 }: { after?: string; limit?: number }): Promise<Page<RedPage>> {
    const query = this.transactions.manager.createQueryBuilder(RedPage, 'page').orderBy('page.id', 'DESC').limit(limit + 1);
    if (scope.unitId !== undefined) query.andWhere('page.unit_id = :unitId', { unitId: scope.unitId });
    if (scope.bureauId !== undefined) query.andWhere('page.bureau_id = :bureauId', { bureauId: scope.bureauId });
    if (after !== undefined) query.andWhere('page.id < :after::uuid', { after: String(decodeCursor(after)[0]) });
    return pageOf(await query.getMany(), limit, ({ id }) => [id]);
  }

  private async one(where: string, parameters: object): Promise<RedPage | undefined> {
    const found = await this.transactions.manager.createQueryBuilder(RedPage, 'page').where(where, parameters).getOne();
    return found ?? undefined;
  }
}
