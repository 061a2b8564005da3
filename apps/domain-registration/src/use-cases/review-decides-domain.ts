import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { DomainReviewState } from '@biaozhi/contracts';
import { Clock, Numbers } from '@biaozhi/service-kit';
import type { Deadline } from '@biaozhi/standards';
import { DomainRegistrationConfig } from '../config.js';
import { FeeOrder } from '../domain/fee-order.js';
import { Copies } from '../store/copies.js';
import { DomainApplications } from '../store/domain-applications.js';
import { FeeOrders } from '../store/fee-orders.js';
import { Prices } from '../store/prices.js';

interface Payable {
  id: string;
  unitId: string;
  region: string;
  bureauId?: string | null;
  uLabel: string;
  suffix: string;
}

/** What the reviews decided, as it reaches us over the bus. The fee falls due with the last approval, never before. */
@Injectable()
export class ReviewDecidesDomain {
  constructor(
    private readonly applications: DomainApplications,
    private readonly orders: FeeOrders,
    private readonly prices: Prices,
    private readonly copies: Copies,
    private readonly numbers: Numbers,
    private readonly clock: Clock,
    private readonly config: DomainRegistrationConfig,
  ) {}

  /** A route without a bureau begins at CONAC. */
  async opened(review: DomainReviewState): Promise<void> {
    if (review.stage !== 'conac') return;
    await this.applications.change(review.domainApplicationId, { by: 'system', action: 'domain-application.at-conac' }, (one) => {
      if (review.round === one.round && one.state === 'BUREAU_REVIEW') one.reachesConac();
      return [];
    });
  }

  async approved(review: DomainReviewState): Promise<void> {
    const seen = { by: 'system', action: `domain-application.${review.stage}-approved` } as const;
    await this.applications.change(review.domainApplicationId, seen, async (one) => {
      // A decision on an earlier round, or on an application that was withdrawn meanwhile, changes nothing.
      if (review.round !== one.round || one.state === 'WITHDRAWN') return [];
      if (!review.final) {
        one.reachesConac();
        return [];
      }
      return one.passed(await this.open(one, 'registration', one.years));
    });
  }

  async refused(review: DomainReviewState): Promise<void> {
    const seen = { by: 'system', action: `domain-application.${review.stage}-refused` } as const;
    await this.applications.change(review.domainApplicationId, seen, (one) =>
      review.round !== one.round || one.state === 'WITHDRAWN' ? [] : one.refused(),
    );
  }

  /** The last day to pay what was opened on a day. */
  async dueDay(openedOn: string): Promise<Deadline> {
    return (await this.copies.calendar()).addWorkingDays(openedOn, this.config.feeWorkingDays);
  }

  /** Opens the fee order of a registration or renewal. */
  async open(subject: Payable, purpose: FeeOrder['purpose'], years: number): Promise<FeeOrder> {
    const today = this.clock.today();
    const due = await this.dueDay(today);
    const day = today.replaceAll('-', '');
    const number = `F${day}${String(await this.numbers.next(`fee-order:${day}`)).padStart(5, '0')}`;
    const { id: subjectId, unitId, region, bureauId, uLabel, suffix } = subject;
    const order = Object.assign(new FeeOrder(), { id: v7(), version: 1, state: 'OPEN', number, purpose, subjectId, unitId, region, bureauId });
    const amountFen = await this.prices.of(suffix, years, today);
    Object.assign(order, { uLabel, years, amountFen, dueDay: due.day, dueProvisional: due.provisional, openedOn: today });
    return this.orders.add(order, 'system', 'fee-order.open');
  }
}
