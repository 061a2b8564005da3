import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { Clock, type Page } from '@biaozhi/service-kit';
import { NotificationConfig } from '../config.js';
import type { Channel, DeliveryState } from '../domain/delivery.js';
import { smsTemplate, smsText } from '../domain/sms.js';
import { Notices, type Inbox, type Notice, type Sent } from '../store/notices.js';
import { IdParam, NoticesQuery } from './dtos.js';

/** A notice with what went out of the house for it. */
export interface NoticeView extends Omit<Notice, 'readAt'> {
  /** Absent while it was not read. */
  readAt?: Date;
  /** By SMS and mail, word for word; a text that held a secret is not kept. */
  sent: { channel: Channel; state: DeliveryState; text?: string }[];
}

/** Everybody's own inbox: a unit's handler, a bureau, CONAC's reviewers. */
@ApiTags('notices')
@Controller('notices')
@Policy('handler', 'bureau-reviewer', 'bureau-archivist', 'conac-reviewer')
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly clock: Clock,
    private readonly config: NotificationConfig,
  ) {}

  /** My notices, the newest first, with the text as it was sent. */
  @Get()
  async page(@Query() query: NoticesQuery, @Me() me: Principal): Promise<Page<NoticeView>> {
    const { items, next } = await this.notices.page(inboxOf(me), query);
    const shown = await this.views(items);
    return next === undefined ? { items: shown } : { items: shown, next };
  }

  /** Marks a notice as read; the first time counts. Of a bureau's notice, one reader is enough. */
  @Post(':id/read')
  @HttpCode(200)
  async read(@Param() { id }: IdParam, @Me() me: Principal): Promise<NoticeView> {
    const notice = await this.notices.read(inboxOf(me), id, this.clock.now());
    if (!notice) throw problem(404, 'not-found');
    return (await this.views([notice]))[0]!;
  }

  private async views(notices: Notice[]): Promise<NoticeView[]> {
    const sent = await this.notices.sent(notices.map(({ id }) => id));
    return notices.map(({ readAt, ...notice }) => ({
      ...notice,
      ...(readAt ? { readAt } : {}),
      sent: sent.filter(({ noticeId }) => noticeId === notice.id).map((one) => this.sentView(one)),
    }));
  }

  private sentView({ channel, state, body, confidential, smsTemplate: key, smsValues }: Sent): NoticeView['sent'][number] {
    const template = key === null ? undefined : smsTemplate(key);
    const text = template ? smsText(template, smsValues ?? {}, this.config.smsSignature) : confidential ? null : body;
    return text === null ? { channel, state } : { channel, state, text };
  }
}

/** Staff first: somebody of a bureau may also be the handler of the bureau's own site, but not with the same account. */
function inboxOf({ roles, unitId, bureauId }: Principal): Inbox {
  if (roles.includes('conac-reviewer')) return { audience: 'conac' };
  if ((roles.includes('bureau-reviewer') || roles.includes('bureau-archivist')) && bureauId) return { audience: 'bureau', bureauId };
  if (roles.includes('handler') && unitId) return { audience: 'handler', unitId };
  throw problem(403, 'forbidden');
}
