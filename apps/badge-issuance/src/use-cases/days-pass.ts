import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { Audit, Clock, Jobs } from '@biaozhi/service-kit';
import { REMINDER_DAYS } from '../domain/deadline.js';
import { Badges } from '../store/badges.js';
import { Copies } from '../store/copies.js';

const EVERY_SECONDS = 300;

/** Reminds a unit two working days before the last day, and notes when the last day has passed: each once. */
@Injectable()
export class DaysPass {
  constructor(
    private readonly transactions: Transactions,
    private readonly badges: Badges,
    private readonly copies: Copies,
    private readonly audit: Audit,
    private readonly clock: Clock,
    jobs: Jobs,
  ) {
    jobs.every('badge-deadlines', EVERY_SECONDS, () => this.run());
  }

  async run(): Promise<void> {
    const today = this.clock.today();
    for (const id of await this.badges.waiting('late', today)) await this.missDeadline(id, today);
    const calendar = await this.copies.calendar();
    const { day: until } = calendar.addWorkingDays(today, REMINDER_DAYS);
    for (const id of await this.badges.waiting('near', today, until)) {
      await this.badges.change(id, undefined, (badge) => {
        const due = badge.state === 'ISSUED' && !badge.reminded && !badge.deadlineProvisional;
        return due ? badge.remind(today, calendar) : [];
      });
    }
  }

  private missDeadline(id: string, today: string): Promise<void> {
    return this.transactions.run(async () => {
      let missed = false;
      // It may have been hung since the list was made.
      await this.badges.change(id, undefined, (badge) => {
        missed = badge.state === 'ISSUED' && !badge.deadlineProvisional && badge.deadline < today;
        return missed ? badge.missDeadline(today) : [];
      });
      if (missed) await this.audit.record({ actor: 'system', action: 'badge.overdue', subject: `badge/${id}` });
    });
  }
}
