import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublicBadge } from '../domain/public-badge.js';

const BATCH = 250;

/** Only what the public may see is read at all. */
const SELECT = `
  SELECT badge.public_id AS "publicId", badge.code, badge.state, badge.colour, badge.unit_name AS "unitName",
         badge.unit_kind AS "unitKind", badge.address, badge.functions, badge.site_name AS "siteName", badge.domains,
         badge.english_domain AS "englishDomain", badge.home_page AS "homePage", bureau.name AS "bureauName", badge.issuer,
         to_char(badge.issued_on, 'YYYY-MM-DD') AS "issuedOn",
         to_char(badge.last_checked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "lastCheckedAt",
         badge.id
    FROM badge LEFT JOIN bureau ON bureau.id = badge.bureau_id`;

/** Reads badges as the public sees them, and what has changed of them. */
@Injectable()
export class PublicBadges {
  constructor(private readonly database: DataSource) {}

  /**
   * Hands over every badge that changed since the cursor, some of them again.
   * The cursor is the oldest transaction that was still running: what it changed is not visible yet, and an ever-growing
   * number or time would skip it when it commits late.
   * @param cursor `0` for all, else what the last call answered
   */
  async changedSince(cursor: string, take: (badge: PublicBadge) => void): Promise<string> {
    const [{ horizon }] = await this.database.query<[{ horizon: string }]>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
    );
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.database.query<(PublicBadge & { id: string })[]>(
        `${SELECT} WHERE badge.changed >= $1::xid8 AND badge.id > $2 ORDER BY badge.id LIMIT ${BATCH}`,
        [cursor, after],
      );
      for (const { id: _, ...badge } of rows) take(badge);
      if (rows.length < BATCH) return horizon;
      after = rows.at(-1)!.id;
    }
  }
}
