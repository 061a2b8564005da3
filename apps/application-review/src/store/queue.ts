import { Injectable } from '@nestjs/common';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { DataSource } from 'typeorm';
import type { Actor } from '../domain/act.js';
import type { Claim } from '../domain/review-case.js';

/** A case as the queue shows it. */
export interface QueueRow {
  id: string;
  subject: 'site' | 'domain';
  number: string;
  /** Site name or domain. */
  title: string;
  unitId: string;
  unitName: string;
  region: string;
  route: string;
  state: string;
  stage: string;
  round: number;
  claim: Claim | null;
  dueDay: string | null;
  dueProvisional: boolean;
  overdue: boolean;
  submittedAt: string;
  version: number;
}

export interface QueueFilter {
  subject?: string;
  state?: string;
  /** Only what the person has claimed. */
  mine?: boolean;
  /** Only what waits for this person's decision. */
  open?: boolean;
  overdue?: boolean;
  /** Part of unit name, title or number. */
  q?: string;
  after?: string;
  limit?: number;
}

export interface QueueCounts {
  /** Cases per state and subject. */
  states: { subject: string; state: string; count: number }[];
  /** Claimed by the person. */
  mine: number;
  /** Waiting for a decision that the person's role takes. */
  open: number;
  overdue: number;
}

/** Grows a WHERE clause and its values together. */
class Where {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  and(part: (place: (value: unknown) => string) => string): this {
    this.parts.push(part((value) => `$${this.values.push(value)}`));
    return this;
  }

  get sql(): string {
    return this.parts.map((part) => `(${part})`).join(' AND ') || 'true';
  }
}

const SEE_ALL = ['administrator', 'auditor'] as const;

/** The bureau whose cases a person sees. */
const bureauOf = ({ roles, bureauId }: Actor): string | undefined =>
  roles.includes('bureau-reviewer') || roles.includes('bureau-archivist') ? bureauId : undefined;

/** The stages that a person's role decides. */
const stagesOf = ({ roles }: Actor): string[] => [
  ...(roles.includes('conac-reviewer') ? ['conac'] : []),
  ...(roles.includes('bureau-reviewer') ? ['bureau', 'third'] : []),
];

/** The reviewers' list over both subjects. What a person may not see is not in it; the rule is `staffSees`, in SQL. */
@Injectable()
export class Queue {
  constructor(private readonly database: DataSource) {}

  /** Oldest submission first. */
  async page(by: Actor, now: Date, filter: QueueFilter): Promise<Page<QueueRow>> {
    const limit = filter.limit ?? 50;
    const { subject, state, q, after } = filter;
    const wanted = q?.normalize('NFC').trim().toLowerCase();
    const where = wanted ? this.found(by, wanted) : this.scope(by);
    if (subject) where.and((value) => `subject = ${value(subject)}`);
    if (state) where.and((value) => `state = ${value(state)}`);
    if (filter.mine) where.and((value) => this.mine(value, by, now));
    if (filter.open) where.and((value) => this.open(value, by));
    if (filter.overdue) where.and(() => 'overdue_at IS NOT NULL');
    if (after) {
      const [submittedAt, id] = decodeCursor(after);
      where.and((value) => `(submitted_at, id) > (${value(submittedAt)}::timestamptz, ${value(id)}::uuid)`);
    }
    // First which cases, then what they are like: a search may look at thousands for a page of fifty.
    const which = `SELECT subject, id FROM review_queue WHERE ${where.sql} ORDER BY submitted_at, id LIMIT $${where.values.push(limit + 1)}`;
    const rows: QueueRow[] = await this.database.query(
      `WITH page AS MATERIALIZED (${which})
       SELECT id, subject, number, title, unit_id AS "unitId", unit_name AS "unitName", region, route, state, stage, round,
              CASE WHEN (claim ->> 'until')::timestamptz > $${where.values.push(now)} THEN claim END AS claim,
              due_day::text AS "dueDay", due_provisional AS "dueProvisional", overdue_at IS NOT NULL AS overdue,
              to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "submittedAt", version
         FROM page JOIN review_queue USING (id, subject) ORDER BY submitted_at, id`,
      where.values,
    );
    return pageOf(rows, limit, (row) => [row.submittedAt, row.id]);
  }

  async counts(by: Actor, now: Date): Promise<QueueCounts> {
    const counted = new Where().and((value) => this.tallied(by, value));
    const stages = `$${counted.values.push(stagesOf(by))}`;
    const rows: { subject: string; state: string; count: number; open: number; overdue: number }[] = await this.database.query(
      `SELECT subject, state, sum(rows)::int AS count,
              coalesce(sum(rows) FILTER (WHERE open = 'true' AND stage = ANY(${stages})), 0)::int AS open,
              coalesce(sum(rows) FILTER (WHERE overdue = 'true'), 0)::int AS overdue
         FROM (SELECT 'site' AS subject, * FROM site_application_tally UNION ALL SELECT 'domain', * FROM domain_review_tally) AS tally
        WHERE ${counted.sql} GROUP BY subject, state HAVING sum(rows) > 0 ORDER BY subject, state`,
      counted.values,
    );
    const claimed = this.scope(by).and((value) => this.mine(value, by, now));
    const [{ mine }]: [{ mine: number }] = await this.database.query(
      `SELECT count(*)::int AS mine FROM review_queue WHERE ${claimed.sql}`,
      claimed.values,
    );
    const sum = (key: 'open' | 'overdue'): number => rows.reduce((total, row) => total + row[key], 0);
    return {
      states: rows.map(({ subject, state, count }) => ({ subject, state, count })),
      mine,
      open: sum('open'),
      overdue: sum('overdue'),
    };
  }

  private scope(by: Actor): Where {
    const where = new Where().and(() => 'submitted_at IS NOT NULL');
    if (SEE_ALL.some((role) => by.roles.includes(role))) return where;
    const bureauId = bureauOf(by);
    return where.and((value) =>
      [
        ...(by.roles.includes('conac-reviewer') ? [`stage <> 'bureau'`] : []),
        ...(bureauId ? [`bureau_id = ${value(bureauId)}`] : []),
        'false',
      ].join(' OR '),
    );
  }

  /**
   * What the person may see and what holds a text; the index narrows it down, the position makes it exact. Where one bureau bounds
   * it, the index knows the bureau: to say so twice would make PostgreSQL expect too little.
   */
  private found(by: Actor, wanted: string): Where {
    const bureau = SEE_ALL.some((role) => by.roles.includes(role)) || by.roles.includes('conac-reviewer') ? undefined : bureauOf(by);
    const where = bureau ? new Where().and(() => 'submitted_at IS NOT NULL') : this.scope(by);
    return where.and(
      (value) => `findable @> sought(${value(wanted)}, ${value(bureau ?? null)}) AND position(${value(wanted)} IN lower(search_text)) <> 0`,
    );
  }

  /** What `scope` lets through, in the tallies: they know the country and each bureau. */
  private tallied(by: Actor, value: (given: unknown) => string): string {
    if (SEE_ALL.some((role) => by.roles.includes(role))) return `bureau = ''`;
    const ofConac = by.roles.includes('conac-reviewer');
    const bureauId = bureauOf(by);
    return [
      ...(ofConac ? [`bureau = '' AND stage <> 'bureau'`] : []),
      ...(bureauId ? [`bureau = ${value(bureauId)}${ofConac ? ` AND stage = 'bureau'` : ''}`] : []),
      'false',
    ].join(' OR ');
  }

  /** Only what is at work is claimed; it is said, so that the small index of that serves. */
  private mine(value: (given: unknown) => string, by: Actor, now: Date): string {
    return `clock_day IS NOT NULL AND claim ->> 'accountId' = ${value(by.accountId)} AND (claim ->> 'until')::timestamptz > ${value(now)}`;
  }

  private open(value: (given: unknown) => string, by: Actor): string {
    return `clock_day IS NOT NULL AND stage = ANY(${value(stagesOf(by))})`;
  }
}
