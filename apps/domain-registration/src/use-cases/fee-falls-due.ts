import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from '../config.js';
import { Copies } from '../store/copies.js';
import { DomainApplications } from '../store/domain-applications.js';
import { FeeOrders } from '../store/fee-orders.js';
import { attemptEach } from './attempt-each.js';
import { UnitPaysOnline } from './unit-pays-online.js';

/** The last day to pay: orders past it lapse, and it is counted anew when a calendar is published. */
@Injectable()
export class FeeFallsDue implements OnModuleInit {
  constructor(
    private readonly orders: FeeOrders,
    private readonly applications: DomainApplications,
    private readonly online: UnitPaysOnline,
    private readonly copies: Copies,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly config: DomainRegistrationConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.every('fee-days', this.config.jobSeconds, () => this.dayPasses());
  }

  /** Lapses what is past its day. An order whose day is provisional waits for the calendar. */
  async dayPasses(): Promise<void> {
    await attemptEach(await this.orders.late(this.clock.today()), async ({ id, online }) => {
      // It may have been paid without our hearing of it. While the provider cannot be asked, nothing lapses.
      if (online) await this.online.askAbout(id);
      await this.lapse(id);
    });
  }

  /** A calendar was published or corrected. */
  async recount(): Promise<void> {
    const calendar = await this.copies.calendar();
    for (const id of await this.orders.unsettled()) {
      const order = await this.orders.get(id, 'system');
      const due = calendar.addWorkingDays(order.openedOn, this.config.feeWorkingDays);
      if (due.day === order.dueDay && due.provisional === order.dueProvisional) continue;
      await this.orders.change(id, { by: 'system', action: 'fee-order.recount' }, async (one) => {
        one.fallsDue(due);
        if (one.purpose === 'registration') {
          await this.applications.change(one.subjectId, { by: 'system', action: 'domain-application.recount' }, (application) => {
            application.feeFallsDue(due.day);
            return [];
          });
        }
        return [];
      });
    }
  }

  private async lapse(id: string): Promise<void> {
    await this.orders.change(id, { by: 'system', action: 'fee-order.lapse' }, async (order) => {
      // Paid or claimed since we looked.
      if (order.state !== 'OPEN') return [];
      order.lapse();
      if (order.purpose === 'registration') {
        await this.applications.change(order.subjectId, { by: 'system', action: 'domain-application.lapse' }, async (one) => {
          const events = one.lapsed();
          await this.applications.release(one.id);
          return events;
        });
      }
      return [];
    });
  }
}
