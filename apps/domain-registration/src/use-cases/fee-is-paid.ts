import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Clock } from '@biaozhi/service-kit';
import { Domain } from '../domain/domain.js';
import type { FeeOrder, TransferClaim } from '../domain/fee-order.js';
import type { Settlement } from '../domain/settlement.js';
import type { Actor } from '../store/aggregates.js';
import { DomainApplications } from '../store/domain-applications.js';
import { Domains } from '../store/domains.js';
import { FeeOrders } from '../store/fee-orders.js';
import { ReviewDecidesDomain } from './review-decides-domain.js';

/** What a decision on an order is conditional on. */
interface Decided {
  /** The version that was looked at; absent: whatever is there. */
  version?: number;
  /** The settlement that is decided on, the order with it. */
  settlementId?: string;
}

/** A fee is claimed, turned back, or paid; with the payment the name is registered, or renewed. */
@Injectable()
export class FeeIsPaid {
  constructor(
    private readonly orders: FeeOrders,
    private readonly applications: DomainApplications,
    private readonly domains: Domains,
    private readonly decides: ReviewDecidesDomain,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  claim(me: Principal, id: string, claim: TransferClaim): Promise<FeeOrder> {
    return this.claimBy(me, id, 'claim', (order) => order.claimTransfer(claim, this.clock.today(), me.roles));
  }

  /** The bureau claims it with others. */
  claimWith(me: Principal, id: string, settlement: Pick<Settlement, 'id' | 'claim'>): Promise<FeeOrder> {
    return this.claimBy(me, id, 'settle', (order) => order.settle(settlement, me.roles));
  }

  dispute(me: Principal, id: string, { version, settlementId }: Decided = {}): Promise<FeeOrder> {
    return this.orders.change(id, { by: me, action: 'fee-order.dispute', version }, async (order) => {
      order.checkDecidedIn(settlementId);
      const today = this.clock.today();
      order.dispute(await this.decides.dueDay(today), today, me.roles);
      if (order.purpose === 'registration') {
        await this.applications.change(order.subjectId, { by: me, action: 'domain-application.dispute' }, (one) =>
          one.disputed(order.dueDay, me.roles),
        );
      }
      return [];
    });
  }

  /** 认款: finance has seen the money. */
  confirm(me: Principal, id: string, { version, settlementId }: Decided = {}): Promise<FeeOrder> {
    return this.orders.change(id, { by: me, action: 'fee-order.confirm', version }, async (order) => {
      order.checkDecidedIn(settlementId);
      order.confirm(this.clock.now(), me.roles);
      await this.settle(order, me);
      return [];
    });
  }

  /** Many at once, in one transaction: all are confirmed or none. */
  confirmAll(me: Principal, ids: string[]): Promise<FeeOrder[]> {
    return this.transactions.run(async () => {
      const confirmed: FeeOrder[] = [];
      // In the order of their ids, so that two bulk confirmations cannot wait for each other in a circle.
      for (const id of [...new Set(ids)].sort()) confirmed.push(await this.confirm(me, id));
      return confirmed;
    });
  }

  /** The provider says that the order is paid. */
  online(id: string, transaction: string): Promise<FeeOrder> {
    return this.orders.change(id, { by: 'system', action: 'fee-order.pay-online' }, async (order) => {
      order.paidOnline(transaction, this.clock.now());
      await this.settle(order, 'system');
      return [];
    });
  }

  private claimBy(me: Principal, id: string, step: 'claim' | 'settle', take: (order: FeeOrder) => void): Promise<FeeOrder> {
    return this.orders.change(id, { by: me, action: `fee-order.${step}` }, async (order) => {
      take(order);
      if (order.purpose === 'registration') {
        await this.applications.change(order.subjectId, { by: me, action: `domain-application.${step}` }, (one) => one.claimed(me.roles, step));
      }
      return [];
    });
  }

  private async settle(order: FeeOrder, by: Actor): Promise<void> {
    const today = this.clock.today();
    const roles = by === 'system' ? 'system' : by.roles;
    if (order.purpose === 'renewal') {
      await this.domains.change(order.subjectId, { by, action: 'domain.renew' }, (domain) => domain.renew(order.years, today, roles));
      return;
    }
    const application = await this.applications.change(order.subjectId, { by, action: 'domain-application.paid' }, (one) => one.paid(roles));
    const [domain, registered] = Domain.register(v7(), application, today);
    await this.domains.add(domain, by, 'domain.register', [registered]);
  }
}
