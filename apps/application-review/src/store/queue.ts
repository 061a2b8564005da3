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

/** The reviewers' list over both subjects. What a person may not see is not in it; the rule is `staffSees`, in SQL. */
@Injectable()
export class Queue {
  constructor(private readonly database: DataSource) {}

  /** Oldest submission first. */
  async page(by: Actor, now: Date, filter: QueueFilter): Promise<Page<QueueRow>> {
    const limit = filter.limit ?? 50;
    const where = this.scope(by);
    const { subject, state, q, after } = filter;
    if (subject) where.and((value) => `subject = ${value(subject)}`);
    if (state) where.and((value) => `state = ${value(state)}`);
    if (filter.mine) where.and((value) => this.mine(value, by, now));
    if (filter.open) where.and((value) => this.open(value, by));
    if (filter.overdue) where.and(() => 'overdue_at IS NOT NULL');
    const wanted = q?.normalize('NFC').trim().toLowerCase();
    if (wanted) {
      where.and(
        (value) =>
          `grams(search_text) @> grams(${value(wanted)}) AND position(${value(wanted)} IN lower(search_text)) > 0`,
      );
    }
    if (after) {
      const [submittedAt, id] = decodeCursor(after);
      where.and((value) => `(submitted_at, id) > (${value(submittedAt)}::timestamptz, ${value(id)}::uuid)`);
    }
    const rows: QueueRow[] = await this.database.query(
      `SELECT id, subject, number, title, unit_id AS "unitId", unit_name AS "unitName", region, route, state, stage, round,
              CASE WHEN (claim ->> 'until')::timestamptz > $${where.values.push(now)} THEN claim END AS claim,
              due_day::text AS "dueDay", due_provisional AS "dueProvisional", overdue_at IS NOT NULL AS overdue,
              to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "submittedAt", version
         FROM review_queue WHERE ${where.sql} ORDER BY submitted_at, id LIMIT $${where.values.push(limit + 1)}`,
      where.values,
    );
    return pageOf(rows, limit, (row) => [row.submittedAt, row.id]);
  }

  async counts(by: Actor, now: Date): Promise<QueueCounts> {
    const where = this.scope(by);
    const value = (given: unknown): string => `$${where.values.push(given)}`;
    const rows: { subject: string; state: string; count: number; mine: number; open: number; overdue: number }[] =
      await this.database.query(
        `SELECT subject, state, count(*)::int AS count,
                count(*) FILTER (WHERE ${this.mine(value, by, now)})::int AS mine,
                count(*) FILTER (WHERE ${this.open(value, by)})::int AS open,
                count(*) FILTER (WHERE overdue_at IS NOT NULL)::int AS overdue
           FROM review_queue WHERE ${where.sql} GROUP BY subject, state ORDER BY subject, state`,
        where.values,
      );
    const sum = (key: 'mine' | 'open' | 'overdue'): number => rows.reduce((total, row) => total + row[key], 0);
    return {
      states: rows.map(({ subject, state, count }) => ({ subject, state, count })),
      mine: sum('mine'),
      open: sum('open'),
      overdue: sum('overdue'),
    };
  }

  private scope(by: Actor): Where {
    const where = new Where();
    if (by.roles.includes('administrator') || by.roles.includes('auditor')) return where;
    const ofBureau = by.roles.includes('bureau-reviewer') || by.roles.includes('bureau-archivist');
    return where.and((value) =>
      [
        ...(by.roles.includes('conac-reviewer') ? [`stage <> 'bureau'`] : []),
        ...(ofBureau && by.bureauId ? [`bureau_id = ${value(by.bureauId)}`] : []),
        'false',
      ].join(' OR '),
    );
  }

  private mine(value: (given: unknown) => string, by: Actor, now: Date): string {
    return `claim ->> 'accountId' = ${value(by.accountId)} AND (claim ->> 'until')::timestamptz > ${value(now)}`;
  }

  private open(value: (given: unknown) => string, by: Actor): string {
    const stages = [
      ...(by.roles.includes('conac-reviewer') ? ['conac'] : []),
      ...(by.roles.includes('bureau-reviewer') ? ['bureau', 'third'] : []),
    ];
    return `clock_day IS NOT NULL AND stage = ANY(${value(stages)})`;
  }
}
