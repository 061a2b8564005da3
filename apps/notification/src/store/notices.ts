import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import { v7 } from 'uuid';
import type { Channel, DeliveryState } from '../domain/delivery.js';
import type { Audience } from '../domain/template.js';

/** What is said, before it has an id. */
export interface NewNotice {
  audience: Audience;
  unitId?: string;
  bureauId?: string;
  region: string;
  cause: string;
  causeType: string;
  about: string;
  correlationId: string;
  template: string;
  templateVersion: number;
  title: string;
  text: string;
  mail?: { subject: string; body: string; confidential: boolean };
  sms?: { template: string; values: Record<string, string> };
}

/** A notice as its reader sees it. */
export interface Notice {
  id: string;
  template: string;
  templateVersion: number;
  about: string;
  title: string;
  text: string;
  createdAt: Date;
  readAt: Date | null;
}

/** What of a notice went out by SMS or mail. */
export interface Sent {
  noticeId: string;
  channel: Channel;
  state: DeliveryState;
  body: string | null;
  confidential: boolean;
  smsTemplate: string | null;
  smsValues: Record<string, string> | null;
}

/** Whose notices somebody reads. */
export type Inbox = { audience: 'handler'; unitId: string } | { audience: 'bureau'; bureauId: string } | { audience: 'conac' };

const COLUMNS = `id, template, template_version AS "templateVersion", about, title, text, created_at AS "createdAt", read_at AS "readAt"`;

/** Notices, and the list of messages that each makes. */
@Injectable()
export class Notices {
  constructor(private readonly transactions: Transactions) {}

  /** Adds a notice and queues its messages; false when the event was told already. */
  async add(notice: NewNotice): Promise<boolean> {
    const id = v7();
    const rows = await this.query(
      `INSERT INTO notice (id, audience, unit_id, bureau_id, region, cause, cause_type, about, correlation_id, template, template_version, title, text)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (cause, template) DO NOTHING RETURNING id`,
      [
        id,
        notice.audience,
        notice.unitId ?? null,
        notice.bureauId ?? null,
        notice.region,
        notice.cause,
        notice.causeType,
        notice.about,
        notice.correlationId,
        notice.template,
        notice.templateVersion,
        notice.title,
        notice.text,
      ],
    );
    if (!rows.length) return false;
    const { mail, sms } = notice;
    if (sms) {
      await this.query(`INSERT INTO delivery (id, notice_id, channel, sms_template, sms_values) VALUES ($1, $2, 'sms', $3, $4)`, [
        v7(),
        id,
        sms.template,
        JSON.stringify(sms.values),
      ]);
    }
    if (mail) {
      await this.query(
        `INSERT INTO delivery (id, notice_id, channel, subject, body, confidential) VALUES ($1, $2, 'mail', $3, $4, $5)`,
        [v7(), id, mail.subject, mail.body, mail.confidential],
      );
    }
    return true;
  }

  /** A page of an inbox, the newest first. */
  async page(inbox: Inbox, query: { after?: string; limit?: number; unread?: boolean }): Promise<Page<Notice>> {
    const limit = query.limit ?? 50;
    const { where, values } = whereOf(inbox);
    if (query.unread) where.push('read_at IS NULL');
    if (query.after !== undefined) {
      values.push(String(decodeCursor(query.after)[0]));
      where.push(`id < $${values.length}::uuid`);
    }
    values.push(limit + 1);
    const rows = await this.query<Notice>(
      `SELECT ${COLUMNS} FROM notice WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT $${values.length}`,
      values,
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** Marks a notice of the inbox as read, the first time only; nothing when it is not there. */
  async read(inbox: Inbox, id: string, now: Date): Promise<Notice | undefined> {
    const { where, values } = whereOf(inbox);
    values.push(id, now);
    const place = values.length;
    const rows = await this.query<Notice>(
      `WITH marked AS (
         UPDATE notice SET read_at = coalesce(read_at, $${place}) WHERE ${where.join(' AND ')} AND id = $${place - 1} RETURNING *
       ) SELECT ${COLUMNS} FROM marked`,
      values,
    );
    return rows[0];
  }

  /** What went out for these notices. */
  sent(noticeIds: string[]): Promise<Sent[]> {
    return this.query<Sent>(
      `SELECT notice_id AS "noticeId", channel, state, body, confidential, sms_template AS "smsTemplate", sms_values AS "smsValues"
         FROM delivery WHERE notice_id = ANY($1) ORDER BY channel DESC`,
      [noticeIds],
    );
  }

  private query<R = unknown>(sql: string, values: unknown[]): Promise<R[]> {
    return this.transactions.manager.query<R[]>(sql, values);
  }
}

function whereOf(inbox: Inbox): { where: string[]; values: unknown[] } {
  if (inbox.audience === 'handler') return { where: [`audience = 'handler'`, 'unit_id = $1'], values: [inbox.unitId] };
  if (inbox.audience === 'bureau') return { where: [`audience = 'bureau'`, 'bureau_id = $1'], values: [inbox.bureauId] };
  return { where: [`audience = 'conac'`], values: [] };
}
