import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from '../config.js';
import type { Domain } from '../domain/domain.js';
import type { FeeOrder } from '../domain/fee-order.js';
import { DomainApplications } from '../store/domain-applications.js';
import { Domains } from '../store/domains.js';
import { FeeOrders } from '../store/fee-orders.js';
import { attemptEach } from './attempt-each.js';
import { ReviewDecidesDomain } from './review-decides-domain.js';

/** Renewal, expiry, freezing and cancelling. */
@Injectable()
export class DomainLivesOn implements OnModuleInit {
  constructor(
    private readonly domains: Domains,
    private readonly orders: FeeOrders,
    private readonly applications: DomainApplications,
    private readonly decides: ReviewDecidesDomain,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly config: DomainRegistrationConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.every('domain-days', this.config.jobSeconds, () => this.dayPasses());
  }

  /** @throws Problem 409 `renewal-open` while an earlier order of the domain is not settled */
  async orderRenewal(me: Principal, id: string, years: number): Promise<FeeOrder> {
    let order: FeeOrder | undefined;
    await this.domains.change(id, { by: me, action: 'domain.order-renewal' }, async (domain) => {
      domain.checkRenewal(years, this.clock.today(), me.roles);
      const earlier = await this.orders.unsettledOf(id);
      if (earlier) throw problem(409, 'renewal-open', { extensions: { order: earlier } });
      order = await this.decides.open(domain, 'renewal', years);
      return [];
    });
    return order!;
  }

  freeze(me: Principal, id: string, version: number, reason: string): Promise<Domain> {
    return this.domains.change(id, { by: me, action: 'domain.freeze', version }, (domain) => domain.freeze(reason, me.roles));
  }

  unfreeze(me: Principal, id: string, version: number): Promise<Domain> {
    return this.domains.change(id, { by: me, action: 'domain.unfreeze', version }, (domain) => domain.unfreeze(me.roles));
  }

  /** A cancelled name is free again, and what was to be paid for it is not to be paid any more. */
  cancel(me: Principal, id: string, version: number, reason: string): Promise<Domain> {
    return this.transactions.run(async () => {
      // The order is locked before the domain, as by who pays it: else the two could wait for each other.
      await this.orders.cancelUnsettledOf(id);
      return this.domains.change(id, { by: me, action: 'domain.cancel', version }, async (domain) => {
        const events = domain.cancel(reason, me.roles);
        // One may have been opened until we had the domain.
        await this.orders.cancelUnsettledOf(id);
        await this.applications.release(domain.applicationId);
        return events;
      });
    });
  }

  /** Reminders and ends; each is told once however often this runs. */
  async dayPasses(): Promise<void> {
    const today = this.clock.today();
    await attemptEach(await this.domains.dueOn(today), (id) =>
      this.domains.change(id, { by: 'system', action: 'domain.day-passes' }, (domain) => domain.dayPasses(today)),
    );
  }
}
