import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Transactions } from '@biaozhi/bus';
import type { SeenSite, SiteVisit } from '../domain/site-visit.js';

const UTC = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, asked_by AS "askedBy", ${UTC('asked_at')} AS "askedAt", state, ${UTC('finished_at')} AS "finishedAt",
  title, status, final_url AS "finalUrl", address, failure`;
/** A visit that has run so long was left behind by a process that died. */
const LEFT_BEHIND = `interval '1 minute'`;

/** What is to be visited. */
export interface VisitWanted {
  applicationId: string;
  round: number;
  url: string;
  askedBy: SiteVisit['askedBy'];
}

/** Visits to sites: the queue of what is to be looked at, and what was seen. */
@Injectable()
export class SiteVisits {
  constructor(private readonly transactions: Transactions) {}

  /** Asks for a visit; one that still waits is answered instead of a second one, and goes where the newest round says. */
  async ask({ applicationId, round, url, askedBy }: VisitWanted, at: Date): Promise<SiteVisit> {
    const rows = await this.query<SiteVisit>(
      `INSERT INTO site_visit (id, application_id, round, url, asked_by, asked_at, state) VALUES ($1, $2, $3, $4, $5, $6, 'QUEUED')
       ON CONFLICT (application_id) WHERE state = 'QUEUED'
         DO UPDATE SET round = excluded.round, url = excluded.url, asked_by = least(site_visit.asked_by, excluded.asked_by)
       RETURNING ${COLUMNS}`,
      [v7(), applicationId, round, url, askedBy, at],
    );
    return present(rows[0]!);
  }

  /** How many visits people asked for since a moment. */
  async askedByPeople(applicationId: string, since: Date): Promise<number> {
    const rows = await this.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM site_visit WHERE application_id = $1 AND asked_by = 'person' AND asked_at > $2`,
      [applicationId, since],
    );
    return rows[0]!.n;
  }

  /** Takes a visit off the queue: people's first, then the oldest. A site is visited by one at a time. */
  take(at: Date): Promise<{ id: string; url: string } | undefined> {
    return this.transactions.run(async (manager) => {
      const [rows] = await manager.query<[{ id: string; url: string }[], number]>(
        `UPDATE site_visit SET state = 'RUNNING', started_at = $1 WHERE id = (
           SELECT id FROM site_visit AS next
            WHERE state <> 'DONE' AND (
              (state = 'QUEUED' AND NOT EXISTS (
                SELECT FROM site_visit AS other WHERE other.application_id = next.application_id AND other.state = 'RUNNING'))
              OR (state = 'RUNNING' AND started_at < $1::timestamptz - ${LEFT_BEHIND}))
            ORDER BY asked_by, asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING id, url`,
        [at],
      );
      return rows[0];
    });
  }

  /** Keeps what was seen. */
  async done(id: string, at: Date, { title, status, finalUrl, address, failure }: SeenSite): Promise<void> {
    await this.query(
      `UPDATE site_visit SET state = 'DONE', finished_at = $2, title = $3, status = $4, final_url = $5, address = $6, failure = $7
        WHERE id = $1`,
      [id, at, title ?? null, status ?? null, finalUrl ?? null, address ?? null, failure ?? null],
    );
  }

  /** The newest visit to the site of a round. */
  async last(applicationId: string, round: number): Promise<SiteVisit | undefined> {
    const rows = await this.query<SiteVisit>(
      `SELECT ${COLUMNS} FROM site_visit WHERE application_id = $1 AND round = $2 ORDER BY id DESC LIMIT 1`,
      [applicationId, round],
    );
    return rows[0] && present(rows[0]);
  }

  private query<R>(sql: string, values: unknown[]): Promise<R[]> {
    return this.transactions.manager.query<R[]>(sql, values);
  }
}

/** Absent is NULL in the table and `undefined` here. */
const present = (row: SiteVisit): SiteVisit =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as SiteVisit;
