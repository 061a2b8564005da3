import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Clock, Numbers } from '@biaozhi/service-kit';
import { checkTransfer, type FeeOrder, type TransferClaim } from '../domain/fee-order.js';
import { commonRegion, refusalsOf, Settlement, type Outcome } from '../domain/settlement.js';
import { FeeOrders } from '../store/fee-orders.js';
import { Settlements } from '../store/settlements.js';
import { FeeIsPaid } from './fee-is-paid.js';

/**
 * A bureau pays the fees of many of its units by one transfer (集中结算), and finance decides on all of them at once. Orders are locked
 * in the order of their ids, so that of two settlements with the same order one wins and the other finds the order taken.
 */
@Injectable()
export class BureauSettlesFees {
  constructor(
    private readonly settlements: Settlements,
    private readonly orders: FeeOrders,
    private readonly paid: FeeIsPaid,
    private readonly transactions: Transactions,
    private readonly numbers: Numbers,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 for orders that are not of the bureau's units, 409 for those that are not open; nothing is changed then */
  claim(me: Principal, ids: readonly string[], claim: TransferClaim): Promise<Settlement> {
    checkTransfer(claim, this.clock.today());
    return this.transactions.run(async () => {
      const orders = (await this.orders.lockedIn(ids)).filter(({ bureauId }) => bureauId === me.bureauId);
      const findings = refusalsOf(ids, orders);
      if (findings.length) throw problem(orders.length < ids.length ? 422 : 409, 'orders-not-settled', { findings });
      const settlement = Object.assign(new Settlement(), { id: v7(), version: 1, state: 'CLAIMED', bureauId: me.bureauId, claim });
      for (const { id } of orders) await this.paid.claimWith(me, id, settlement);
      const totalFen = orders.reduce((sum, { amountFen }) => sum + amountFen, 0);
      Object.assign(settlement, { region: commonRegion(orders.map(({ region }) => region)), count: orders.length, totalFen });
      Object.assign(settlement, { number: await this.nextNumber(), claimedBy: me.displayName, claimedAt: this.clock.now() });
      await this.settlements.add(settlement, me, 'settlement.claim');
      await this.settlements.keepOrders(settlement.id, ids);
      return settlement;
    });
  }

  /** Finance has seen the money: every order that still waits is paid. */
  confirm(me: Principal, id: string, version: number): Promise<Settlement> {
    return this.settlements.change(id, { by: me, action: 'settlement.confirm', version }, async (settlement) => {
      settlement.confirm(me.displayName, this.clock.now(), me.roles);
      await this.decideEach(settlement, 'PAID', (order) => this.paid.confirm(me, order.id, { settlementId: id }));
      return [];
    });
  }

  /** The money did not arrive: every order that still waits is open again, with the whole time to pay. */
  dispute(me: Principal, id: string, version: number): Promise<Settlement> {
    return this.settlements.change(id, { by: me, action: 'settlement.dispute', version }, async (settlement) => {
      settlement.dispute(me.displayName, this.clock.now(), me.roles);
      await this.decideEach(settlement, 'REOPENED', (order) => this.paid.dispute(me, order.id, { settlementId: id }));
      return [];
    });
  }

  /** What was paid online or cancelled meanwhile is not undone. */
  private async decideEach({ id }: Settlement, outcome: Outcome, decide: (order: FeeOrder) => Promise<unknown>): Promise<void> {
    const orders = await this.orders.lockedIn([...(await this.settlements.outcomes(id)).keys()]);
    const waiting = orders.filter((order) => order.waitsIn(id));
    for (const order of waiting) await decide(order);
    await this.settlements.keepOutcome(id, waiting.map((order) => order.id), outcome);
  }

  private async nextNumber(): Promise<string> {
    const day = this.clock.today().replaceAll('-', '');
    return `J${day}${String(await this.numbers.next(`settlement:${day}`)).padStart(4, '0')}`;
  }
}
