import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BadgeState } from '@biaozhi/contracts';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { Badge } from '../domain/badge.js';

/** Whose badges somebody may see: those of a unit, of a bureau, or all. */
export interface Scope {
  unitId?: string;
  bureauId?: string;
}

/** The index narrows it down; the position makes it exact. */
const FOUND = 'findable(badge.search_text, badge.bureau_id) @> sought(:text, :bureau) AND position(:text IN badge.search_text) <> 0';

/** Badges in lists, the newest first. */
@Injectable()
export class BadgeList {
  constructor(private readonly database: DataSource) {}

  /** A page of badges in the scope. */
  async page(scope: Scope, query: { state?: BadgeState['state']; q?: string; after?: string; limit?: number }): Promise<Page<Badge>> {
    const limit = query.limit ?? 50;
    const wanted = query.q?.trim().toLowerCase();
    const rows = this.database.createQueryBuilder(Badge, 'badge').orderBy('badge.id', 'DESC').limit(limit + 1);
    if (scope.unitId !== undefined) rows.andWhere('badge.unit_id = :unitId', { unitId: scope.unitId });
    // The search knows the bureau; to say so twice would make PostgreSQL expect too little.
    if (scope.bureauId !== undefined && !wanted) rows.andWhere('badge.bureau_id = :bureauId', { bureauId: scope.bureauId });
    if (query.state) rows.andWhere('badge.state = :state', { state: query.state });
    if (wanted) rows.andWhere(FOUND, { text: wanted, bureau: scope.bureauId ?? null });
    if (query.after !== undefined) rows.andWhere('badge.id < :after::uuid', { after: String(decodeCursor(query.after)[0]) });
    return pageOf(await rows.getMany(), limit, ({ id }) => [id]);
  }
}
