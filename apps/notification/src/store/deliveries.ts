import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { v7 } from 'uuid';
import type { Channel, DeliveryState, Next, Outcome } from '../domain/delivery.js';

/** A message that somebody has taken to send. */
export interface Claimed {
  id: string;
  claim: string;
  channel: Channel;
  subject: string | null;
  body: string | null;
  smsTemplate: string | null;
  smsValues: Record<string, string> | null;
  attempts: number;
  unitId: string;
  bureauId: string | null;
  region: string;
  cause: string;
  causeType: string;
  about: string;
  correlationId: string;
}

/** A message as administrators see it: without what it says, and with its address masked. */
export interface DeliveryRow {
  id: string;
  noticeId: string;
  unitId: string | null;
  template: string;
  templateVersion: number;
  channel: Channel;
  state: DeliveryState;
  attempts: number;
  sentTo: string | null;
  provider: string | null;
  receipt: string | null;
  lastError: string | null;
  nextAttemptAt: Date | null;
  createdAt: Date;
  settledAt: Date | null;
  version: number;
}

const ROW = `d.id, d.notice_id AS "noticeId", n.unit_id AS "unitId", n.template, n.template_version AS "templateVersion", d.channel, d.state,
  d.attempts, d.sent_to AS "sentTo", d.provider, d.receipt, d.last_error AS "lastError",
  CASE WHEN d.state = 'QUEUED' THEN d.next_attempt_at END AS "nextAttemptAt", d.created_at AS "createdAt", d.settled_at AS "settledAt", d.version`;

/**
 * Messages that wait, and what became of them. A message is claimed in a transaction of its own for a while; the provider
 * is called without one. Whoever dies in between loses the claim, and the message is sent again: at least once.
 */
@Injectable()
export class Deliveries {
  constructor(private readonly transactions: Transactions) {}

  /** Takes messages that are due. Several replicas take different ones. */
  claim(limit: number, seconds: number): Promise<Claimed[]> {
    return this.query<Claimed>(
      `WITH due AS (
         SELECT id FROM delivery
          WHERE state = 'QUEUED' AND next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
          ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE delivery d SET claim = $2, claimed_until = now() + make_interval(secs => $3), attempts = attempts + 1
           FROM due WHERE d.id = due.id RETURNING d.*
       )
       SELECT t.id, t.claim, t.channel, t.subject, t.body, t.sms_template AS "smsTemplate", t.sms_values AS "smsValues", t.attempts,
              n.unit_id AS "unitId", n.bureau_id AS "bureauId", n.region, n.cause, n.cause_type AS "causeType", n.about,
              n.correlation_id AS "correlationId"
         FROM taken t JOIN notice n ON n.id = t.notice_id ORDER BY t.next_attempt_at`,
      [limit, v7(), seconds],
    );
  }

  /** Records what came of an attempt; false when the claim was lost to somebody else meanwhile. */
  async settle({ id, claim }: Claimed, outcome: Outcome, next: Next): Promise<boolean> {
    const accepted = outcome.kind === 'accepted' ? outcome : undefined;
    const rows = await this.query(
      `WITH settled AS (
         UPDATE delivery SET state = $3, claim = NULL, claimed_until = NULL, version = version + 1,
           next_attempt_at = now() + make_interval(secs => $4),
           settled_at = CASE WHEN $3 = 'QUEUED' THEN NULL ELSE now() END,
           sent_to = coalesce($5, sent_to), provider = $6, receipt = $7, last_error = $8,
           body = CASE WHEN confidential AND $3 = 'DELIVERED' THEN NULL ELSE body END
         WHERE id = $1 AND claim = $2 AND state = 'QUEUED' RETURNING id
       ) SELECT id FROM settled`,
      [
        id,
        claim,
        next.state,
        next.state === 'QUEUED' ? next.pauseSeconds : 0,
        outcome.sentTo ?? null,
        accepted?.by ?? null,
        accepted?.receipt ?? null,
        accepted ? null : (outcome as { code: string }).code,
      ],
    );
    return rows.length > 0;
  }

  /** A page of messages, the newest first. */
  async page(query: { state?: DeliveryState; channel?: Channel; unitId?: string; after?: string; limit?: number }): Promise<Page<DeliveryRow>> {
    const limit = query.limit ?? 50;
    const where: string[] = ['true'];
    const values: unknown[] = [];
    const add = (condition: string, value: unknown): void => {
      if (value === undefined) return;
      values.push(value);
      where.push(condition.replace('?', `$${values.length}`));
    };
    add('d.state = ?', query.state);
    add('d.channel = ?', query.channel);
    add('n.unit_id = ?::uuid', query.unitId);
    add('d.id < ?::uuid', query.after === undefined ? undefined : String(decodeCursor(query.after)[0]));
    values.push(limit + 1);
    const rows = await this.query<DeliveryRow>(
      `SELECT ${ROW} FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE ${where.join(' AND ')}
        ORDER BY d.id DESC LIMIT $${values.length}`,
      values,
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /**
   * Queues a failed message again.
   * @throws Problem 404, 409 `conflict` when somebody was faster, 409 `wrong-state` when it has not failed
   */
  async again(id: string, version: number): Promise<DeliveryRow> {
    const current = await this.one(id, 'FOR UPDATE OF d');
    if (!current) throw problem(404, 'not-found');
    if (current.version !== version) throw problem(409, 'conflict', { extensions: { current } });
    if (current.state !== 'FAILED') throw problem(409, 'wrong-state', { params: { state: current.state, step: 'retry' } });
    await this.query(
      `UPDATE delivery SET state = 'QUEUED', attempts = 0, next_attempt_at = now(), settled_at = NULL, version = version + 1 WHERE id = $1`,
      [id],
    );
    return (await this.one(id))!;
  }

  private async one(id: string, lock = ''): Promise<DeliveryRow | undefined> {
    return (
      await this.query<DeliveryRow>(`SELECT ${ROW} FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE d.id = $1 ${lock}`, [id])
    )[0];
  }

  private query<R = unknown>(sql: string, values: unknown[]): Promise<R[]> {
    return this.transactions.manager.query<R[]>(sql, values);
  }
}
