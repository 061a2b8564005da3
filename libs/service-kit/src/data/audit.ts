import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { hashOf } from '@biaozhi/contracts';
import { Clock } from '../clock.js';

/** Something that was done, by whom, to what. */
export interface AuditEntry {
  actor: Principal | 'system';
  /** What was done, e.g. `badge.revoke`. */
  action: string;
  /** To what: `<aggregate type>/<id>`. */
  subject: string;
  /** Reasons and figures; no personal data. */
  details?: Record<string, unknown>;
}

/** A line of the trail as it is kept. */
export interface AuditRecord {
  subject: string;
  /** 1, 2, 3 … for each subject. */
  position: number;
  at: string;
  actor: string;
  actorName: string;
  action: string;
  details: Record<string, unknown>;
  /** Hash of the line before, 64 zeros for the first. */
  previous: string;
  /** SHA-256 over the canonical JSON (RFC 8785) of everything above. */
  hash: string;
}

/** Which lines of a trail are wanted; what is not said does not matter. */
export interface TrailFilter {
  action?: string;
  /** The name that the trail shows, in full. */
  person?: string;
  /** First and last day, `YYYY-MM-DD`, Asia/Shanghai. */
  from?: string;
  to?: string;
}

const FIRST = '0'.repeat(64);

/** The hash of a record's content. */
export function auditHash(record: Omit<AuditRecord, 'hash'>): string {
  const { subject, position, at, actor, actorName, action, details, previous } = record;
  return hashOf({ subject, position, at, actor, actorName, action, details, previous });
}

/**
 * The audit trail: one hash chain per subject, written in the transaction of what it tells about.
 * A chain per subject, because one chain for all would let only one transaction run at a time.
 */
@Injectable()
export class Audit {
  constructor(
    private readonly transactions: Transactions,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records one line; inside a transaction, or in one of its own. */
  record({ actor, action, subject, details = {} }: AuditEntry): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [subject]);
      const last = await lastOf(manager, subject);
      const content = {
        subject,
        position: (last?.position ?? 0) + 1,
        at: this.clock.now().toISOString(),
        actor: actor === 'system' ? 'system' : actor.accountId,
        actorName: actor === 'system' ? 'system' : actor.displayName,
        action,
        details: JSON.parse(JSON.stringify(details)) as Record<string, unknown>,
        previous: last?.hash ?? FIRST,
      };
      await manager.query(
        `INSERT INTO audit_record (subject, position, at, actor, actor_name, action, details, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          subject,
          content.position,
          content.at,
          content.actor,
          content.actorName,
          action,
          JSON.stringify(content.details),
          content.previous,
          auditHash(content),
        ],
      );
    });
  }

  /** The trail of a subject, oldest first. */
  async of(subject: string): Promise<AuditRecord[]> {
    return this.database.query<AuditRecord[]>(`${SELECT} WHERE subject = $1 ORDER BY position`, [subject]);
  }

  /**
   * The newest lines of the service, for the auditor's list.
   * @param filter only lines like these
   * @param after the line that the page before ended with; several lines may be of one instant
   */
  async latest(filter: TrailFilter, after: Pick<AuditRecord, 'at' | 'subject' | 'position'> | undefined, limit: number): Promise<AuditRecord[]> {
    const parameters: unknown[] = [];
    const put = (value: unknown): string => `$${parameters.push(value)}`;
    const { action, person, from, to } = filter;
    const conditions = [
      action && `action = ${put(action)}`,
      person && `actor_name = ${put(person)}`,
      from && `at >= ${put(from)}::timestamp AT TIME ZONE 'Asia/Shanghai'`,
      to && `at < (${put(to)}::timestamp + interval '1 day') AT TIME ZONE 'Asia/Shanghai'`,
      after && `at <= ${put(after.at)} AND (at, subject, position) < (${put(after.at)}, ${put(after.subject)}, ${put(after.position)})`,
    ].filter(Boolean);
    // The column, not the text that SELECT makes of it: the order comes from the index.
    return this.database.query<AuditRecord[]>(
      `${SELECT} ${conditions.length ? `WHERE ${conditions.join(' AND ')}` : ''}
       ORDER BY audit_record.at DESC, subject DESC, position DESC LIMIT ${put(limit)}`,
      parameters,
    );
  }

  /** What has been done in this service so far, each kind once, in alphabetical order; the index is asked once for each kind. */
  async actions(): Promise<string[]> {
    const rows = await this.database.query<{ action: string }[]>(
      `WITH RECURSIVE known AS (
         SELECT min(action) AS action FROM audit_record
         UNION ALL SELECT (SELECT min(action) FROM audit_record WHERE action > known.action) FROM known WHERE known.action IS NOT NULL
       ) SELECT action FROM known WHERE action IS NOT NULL`,
    );
    return rows.map(({ action }) => action);
  }

  /** Positions of a subject's chain that do not fit: changed, missing or moved lines. Empty when it is whole. */
  async broken(subject: string): Promise<number[]> {
    let previous = FIRST;
    return (await this.of(subject)).flatMap((record, index) => {
      const fits = record.position === index + 1 && record.previous === previous && auditHash(record) === record.hash;
      previous = record.hash;
      return fits ? [] : [record.position];
    });
  }
}

const SELECT = `SELECT subject, position, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  actor, actor_name AS "actorName", action, details, previous, hash FROM audit_record`;

const lastOf = async (manager: EntityManager, subject: string): Promise<AuditRecord | undefined> =>
  (await manager.query<AuditRecord[]>(`${SELECT} WHERE subject = $1 ORDER BY position DESC LIMIT 1`, [subject]))[0];
