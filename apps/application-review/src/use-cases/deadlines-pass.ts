import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Audit, Jobs } from '@biaozhi/service-kit';
import { SYSTEM } from '../domain/act.js';
import { Clocks } from '../store/clocks.js';
import { Copies } from '../store/copies.js';
import { DomainReviews } from '../store/domain-reviews.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

/** Time passes: late reviews are told once, and never decided; paper that never came lapses where the policy says so. */
@Injectable()
export class DeadlinesPass implements OnModuleInit {
  constructor(
    private readonly sites: SiteApplications,
    private readonly domains: DomainReviews,
    private readonly clocks: Clocks,
    private readonly copies: Copies,
    private readonly desk: Desk,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.every('review-deadlines', this.desk.config.deadlineCheckSeconds, () => this.check());
  }

  async check(): Promise<void> {
    const [now, today] = [this.desk.clock.now(), this.desk.clock.today()];
    await this.catchUp(today);
    for (const { id, subject } of await this.clocks.late(today)) {
      if (subject === 'site') {
        await this.sites.change(id, { by: SYSTEM, action: 'site-application.overdue' }, (one) =>
          one.flagOverdue(now, today),
        );
      } else {
        await this.domains.change(id, { by: SYSTEM, action: 'domain-review.overdue' }, (one) =>
          one.flagOverdue(now, today),
        );
      }
    }
    if (this.desk.config.lapseWorkingDays > 0) await this.lapse(today);
  }

  /** A stage may begin with the old calendar in the very moment in which a new one arrives; it gets its last day here. */
  private async catchUp(today: string): Promise<void> {
    const calendar = await this.copies.calendar();
    await this.clocks.reset(
      (day) => calendar.addWorkingDays(day, this.desk.config.reviewWorkingDays),
      today,
      'provisional',
    );
  }

  private async lapse(today: string): Promise<void> {
    const calendar = await this.copies.calendar();
    const act = await this.desk.act(SYSTEM);
    for (const { id, passedOn } of await this.sites.awaitingPaper()) {
      const last = calendar.addWorkingDays(passedOn, this.desk.config.lapseWorkingDays);
      if (last.provisional || today <= last.day) continue;
      await this.sites.change(id, { by: SYSTEM, action: 'site-application.lapse' }, (one) => one.lapse(act));
    }
  }

  /** A calendar was published or corrected: the last days of what is under review follow it. */
  async recompute(calendarId: string): Promise<void> {
    const calendar = await this.copies.calendar();
    const days = this.desk.config.reviewWorkingDays;
    const moved = await this.clocks.reset((day) => calendar.addWorkingDays(day, days), this.desk.clock.today());
    if (moved) {
      await this.audit.record({
        actor: 'system',
        action: 'calendar.recompute-deadlines',
        subject: `calendar/${calendarId}`,
        details: { moved },
      });
    }
  }
}
