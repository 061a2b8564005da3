import { Injectable } from '@nestjs/common';
import { BadgeIssued, publicationOf, type NoticeState } from '@biaozhi/contracts';
import { shanghaiDay } from '@biaozhi/standards';
import { Badges } from '../store/badges.js';
import { Copies } from '../store/copies.js';

const ISSUE = publicationOf(BadgeIssued).type;

/** The five working days count from the first delivery of the notice of issue. */
@Injectable()
export class NoticeReachesUnit {
  constructor(
    private readonly badges: Badges,
    private readonly copies: Copies,
  ) {}

  /** @param at when the delivery was recorded */
  async run({ about, causeType }: Pick<NoticeState, 'about' | 'causeType'>, at: Date): Promise<void> {
    const [type, id = ''] = about.split('/');
    if (type !== 'badge' || causeType !== ISSUE) return;
    const badge = await this.badges.find(id);
    // SMS and mail both arrive; only the first sets the clock.
    if (!badge || badge.notifiedOn !== undefined) return;
    const calendar = await this.copies.calendar();
    await this.badges.change(id, undefined, (fresh) => fresh.notified(shanghaiDay(at), calendar));
  }
}
