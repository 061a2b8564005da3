import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BadgeState } from '@biaozhi/contracts';
import type { Scope } from './badge-list.js';

/** How many badges are alike. */
export interface BadgeCount {
  region: string;
  /** 隶属关系 of the unit; nothing for a unit that is not known yet. */
  affiliation: string | null;
  kind: 'organ' | 'institution';
  state: BadgeState['state'];
  count: number;
}

/** Badges counted. Reads every badge of the scope, so it is asked for by people who look at figures, not by lists. */
@Injectable()
export class BadgeCounts {
  constructor(private readonly database: DataSource) {}

  of({ bureauId }: Scope): Promise<BadgeCount[]> {
    return this.database.query(
      `SELECT badge.region, unit.affiliation, unit_kind AS kind, badge.state, count(*)::int AS count
         FROM badge LEFT JOIN unit ON unit.id = unit_id
        WHERE $1::uuid IS NULL OR bureau_id = $1
        GROUP BY badge.region, unit.affiliation, unit_kind, badge.state`,
      [bureauId ?? null],
    );
  }
}
