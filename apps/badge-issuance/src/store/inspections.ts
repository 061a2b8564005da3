import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Transactions } from '@biaozhi/bus';
import { pageOf, type Page } from '@biaozhi/service-kit';
import type { PageEvidence, SiteEvidence } from '../inspection/site-inspector.js';

/** A look at a badge's site: asked for, at work, or done with its evidence. */
export interface Inspection {
  id: string;
  badgeId: string;
  /** `schedule`: it was due; `person`: somebody asked. */
  askedBy: 'schedule' | 'person';
  /** RFC 3339 */
  askedAt: string;
  state: 'QUEUED' | 'RUNNING' | 'DONE';
  finishedAt?: string;
  /** When done; see {@link FINDINGS}. */
  finding?: SiteEvidence['finding'];
  /** The home page first. */
  pages: PageEvidence[];
}

const UTC = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, badge_id AS "badgeId", asked_by AS "askedBy", ${UTC('asked_at')} AS "askedAt", state,
  ${UTC('finished_at')} AS "finishedAt", finding, pages`;
/** An inspection that has run so long was left behind by a process that died. */
const LEFT_BEHIND = `interval '1 minute'`;

/** Inspections: the queue of what is to be looked at, and the evidence of what was seen. */
@Injectable()
export class Inspections {
  constructor(private readonly transactions: Transactions) {}

  /** Asks for an inspection; one that still waits is answered instead of a second one. */
  async ask(badgeId: string, askedBy: Inspection['askedBy'], at: Date): Promise<Inspection> {
    const [asked] = await this.query(
      `INSERT INTO inspection (id, badge_id, asked_by, asked_at, state) VALUES ($1, $2, $3, $4, 'QUEUED')
       ON CONFLICT (badge_id) WHERE state = 'QUEUED'
         DO UPDATE SET asked_by = least(inspection.asked_by, excluded.asked_by) RETURNING ${COLUMNS}`,
      [v7(), badgeId, askedBy, at],
    );
    return asked!;
  }

  /** How many inspections people asked for since a moment. */
  async askedByPeople(badgeId: string, since: Date): Promise<number> {
    const rows = await this.transactions.manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM inspection WHERE badge_id = $1 AND asked_by = 'person' AND asked_at > $2`,
      [badgeId, since],
    );
    return rows[0]!.n;
  }

  /** Asks for every badge whose next inspection is due. */
  async askDue(at: Date, limit: number): Promise<void> {
    const due = await this.transactions.manager.query<{ id: string }[]>(
      `SELECT id FROM badge WHERE next_check_at <= $1
          AND NOT EXISTS (SELECT 1 FROM inspection WHERE badge_id = badge.id AND inspection.state <> 'DONE')
        ORDER BY next_check_at LIMIT $2`,
      [at, limit],
    );
    for (const { id } of due) await this.ask(id, 'schedule', at);
  }

  /** Takes an inspection off the queue: people's first, then the oldest. A badge is inspected by one at a time. */
  async take(at: Date): Promise<{ id: string; badgeId: string } | undefined> {
    return this.transactions.run(async (manager) => {
      const [rows] = await manager.query<[{ id: string; badgeId: string }[], number]>(
        `UPDATE inspection SET state = 'RUNNING', started_at = $1 WHERE id = (
           SELECT id FROM inspection AS next
            WHERE (state = 'QUEUED' AND NOT EXISTS (
                     SELECT 1 FROM inspection AS other WHERE other.badge_id = next.badge_id AND other.state = 'RUNNING'))
               OR (state = 'RUNNING' AND started_at < $1::timestamptz - ${LEFT_BEHIND})
            ORDER BY asked_by, asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING id, badge_id AS "badgeId"`,
        [at],
      );
      return rows[0];
    });
  }

  /** Keeps what was seen. */
  async done(id: string, at: Date, { finding, pages }: SiteEvidence): Promise<void> {
    await this.transactions.manager.query(`UPDATE inspection SET state = 'DONE', finished_at = $2, finding = $3, pages = $4 WHERE id = $1`, [
      id,
      at,
      finding,
      JSON.stringify(pages),
    ]);
  }

  /** Inspections of a badge, the newest first. */
  async of(badgeId: string, after: string | undefined, limit: number): Promise<Page<Inspection>> {
    const rows = await this.query(
      `SELECT ${COLUMNS} FROM inspection WHERE badge_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [badgeId, after ?? null, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  private async query(sql: string, values: unknown[]): Promise<Inspection[]> {
    const rows = await this.transactions.manager.query<Inspection[]>(sql, values);
    return rows.map(({ finishedAt, finding, ...row }) => ({
      ...row,
      ...(finishedAt ? { finishedAt } : {}),
      ...(finding ? { finding } : {}),
    }));
  }
}
