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

/** Badges counted. */
@Injectable()
export class BadgeCounts {
  constructor(private readonly database: DataSource) {}

  /** How many are in each state, for the list; a state without any is not named. */
  async states({ unitId, bureauId }: Scope): Promise<Partial<Record<BadgeState['state'], number>>> {
    const rows: { state: BadgeState['state']; count: number }[] = await (unitId === undefined
      ? this.database.query('SELECT state, sum(rows)::int AS count FROM badge_tally WHERE bureau = $1 GROUP BY state HAVING sum(rows) > 0', [bureauId ?? ''])
      : this.database.query('SELECT state, count(*)::int AS count FROM badge WHERE unit_id = $1 GROUP BY state', [unitId]));
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** By division, affiliation, kind and state. Reads every badge of the scope: for people who look at figures, not for lists. */
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
