import { Injectable } from '@nestjs/common';
import type { CalendarState } from '@biaozhi/contracts';
import { Audit, Clock } from '@biaozhi/service-kit';
import { Badges } from '../store/badges.js';
import { Copies } from '../store/copies.js';

/** A published or corrected year may move the last day of every badge that is still to be hung. */
@Injectable()
export class CalendarMovesDeadlines {
  constructor(
    private readonly badges: Badges,
    private readonly copies: Copies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async run(published: CalendarState): Promise<void> {
    await this.copies.keepCalendar(published);
    const calendar = await this.copies.calendar();
    for (const id of await this.badges.waiting('all', this.clock.today())) {
      const badge = (await this.badges.find(id))!;
      if (!badge.recompute(calendar).length) continue;
      const { deadline } = await this.badges.change(id, undefined, (fresh) => fresh.recompute(calendar));
      const details = { deadline, year: published.year, calendarVersion: published.version };
      await this.audit.record({ actor: 'system', action: 'badge.deadline', subject: `badge/${id}`, details });
    }
  }
}
