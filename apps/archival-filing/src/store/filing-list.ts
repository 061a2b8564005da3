import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { Filing } from '../domain/filing.js';
import type { FilingStateName } from '../domain/filing.workflow.js';
import type { Scope } from '../domain/scope.js';

/** How much lies on a bureau's desk. */
export interface FilingCounts {
  expected: number;
  received: number;
  /** Received, and past the last day. */
  overdue: number;
}

/** The index narrows it down; the position makes it exact. */
const FOUND = 'findable(filing.search_text, filing.bureau_id) @> sought(:text, :bureau) AND position(:text IN filing.search_text) <> 0';

/** Filings in lists. */
@Injectable()
export class FilingList {
  constructor(private readonly database: DataSource) {}

  /** A page of the filings in the scope: a bureau works off the oldest first, everybody else sees the newest first. */
  async page(scope: Scope, query: { state?: FilingStateName; q?: string; after?: string; limit?: number }): Promise<Page<Filing>> {
    const limit = query.limit ?? 50;
    const oldestFirst = scope.bureauId !== undefined;
    const wanted = query.q?.trim().toLowerCase();
    const rows = this.database.createQueryBuilder(Filing, 'filing').limit(limit + 1);
    rows.orderBy('filing.id', oldestFirst ? 'ASC' : 'DESC');
    if (scope.unitId !== undefined) rows.andWhere('filing.unit_id = :unitId', { unitId: scope.unitId });
    // The search knows the bureau; to say so twice would make PostgreSQL expect too little.
    if (scope.bureauId !== undefined && !wanted) rows.andWhere('filing.bureau_id = :bureauId', { bureauId: scope.bureauId });
    if (query.state) rows.andWhere('filing.state = :state', { state: query.state });
    if (wanted) rows.andWhere(FOUND, { text: wanted, bureau: scope.bureauId ?? null });
    if (query.after !== undefined) {
      rows.andWhere(`filing.id ${oldestFirst ? '>' : '<'} :after::uuid`, { after: String(decodeCursor(query.after)[0]) });
    }
    return pageOf(await rows.getMany(), limit, ({ id }) => [id]);
  }

  async counts({ unitId, bureauId }: Scope, today: string): Promise<FilingCounts> {
    const [counts] = await this.database.query<FilingCounts[]>(
      `SELECT count(*) FILTER (WHERE state = 'EXPECTED')::int AS expected,
              count(*) FILTER (WHERE state = 'RECEIVED')::int AS received,
              count(*) FILTER (WHERE state = 'RECEIVED' AND NOT due_provisional AND due_day < $3)::int AS overdue
         FROM filing
        WHERE state IN ('EXPECTED', 'RECEIVED') AND ($1::uuid IS NULL OR unit_id = $1) AND ($2::uuid IS NULL OR bureau_id = $2)`,
      [unitId ?? null, bureauId ?? null, today],
    );
    return counts!;
  }
}
