import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from '../config.js';
import { CALLBACK, PaymentProvider } from '../payment/provider.js';
import { verify, type Signed } from '../payment/signature.js';
import { FeeOrders } from '../store/fee-orders.js';
import { PaymentNotices, type Outcome, type PaymentNotice } from '../store/payment-notices.js';
import { attemptEach } from './attempt-each.js';
import { FeeIsPaid } from './fee-is-paid.js';

/** What the provider is told about a notice that had no effect. `not-open` is ours to solve, so it is taken as received. */
const REFUSALS: Partial<Record<Outcome, string>> = {
  'unknown-order': 'payment-order-unknown',
  'wrong-amount': 'payment-amount',
  reused: 'payment-reused',
};

/**
 * Online payment. Notices may come twice, late, forged or never: each is checked, recorded and has its effect once; what no
 * notice told us we ask for.
 */
@Injectable()
export class UnitPaysOnline implements OnModuleInit {
  private readonly log = new Logger(UnitPaysOnline.name);

  constructor(
    private readonly orders: FeeOrders,
    private readonly notices: PaymentNotices,
    private readonly paid: FeeIsPaid,
    private readonly provider: PaymentProvider,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly config: DomainRegistrationConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.every('payment-reconcile', this.config.jobSeconds, () => this.reconcile());
  }

  /** @returns the page at which the unit pays */
  async begin(me: Principal, id: string): Promise<{ payUrl: string }> {
    const order = await this.orders.get(id, me);
    if (order.state !== 'OPEN') throw problem(409, 'order-not-open', { params: { state: order.state } });
    // Outside of a transaction: the provider may be slow. Asking twice for one order is harmless.
    const payUrl = await this.provider.announce({ id, amountFen: order.amountFen, subject: `${order.uLabel} ${order.years}年` });
    await this.orders.change(id, { by: me, action: 'fee-order.begin-online' }, (one) => {
      one.beginOnline(payUrl);
      return [];
    });
    return { payUrl };
  }

  /** @throws Problem 401 for a notice that is not the provider's or too old, 422 for one that does not fit the order */
  async noticed(headers: Partial<Signed>, notice: PaymentNotice): Promise<void> {
    const { paymentKey } = this.config;
    const judged = paymentKey ? verify(paymentKey, headers, `POST ${CALLBACK}`, notice, this.clock.now()) : 'wrong';
    if (judged !== 'good') throw problem(401, judged === 'stale' ? 'payment-stale' : 'payment-signature');
    const refusal = REFUSALS[await this.take(notice)];
    if (refusal) throw problem(422, refusal);
  }

  /** Asks the provider about every order that was handed to it and is not paid here. */
  async reconcile(): Promise<void> {
    if (this.config.paymentUrl) await attemptEach(await this.orders.online(), (id) => this.askAbout(id));
  }

  /** Takes a payment of which no notice came. @throws Problem 503 when the provider cannot be asked */
  async askAbout(id: string): Promise<void> {
    if (!this.config.paymentUrl) return;
    const found = await this.provider.look(id);
    if (found?.state === 'PAID' && found.transaction) {
      await this.take({ order: id, transaction: found.transaction, amountFen: found.amountFen });
    }
  }

  private async take(notice: PaymentNotice): Promise<Outcome> {
    const outcome = await this.notices.once(notice, this.clock.now(), () => this.settle(notice));
    if (outcome !== 'settled') this.log.warn(`Payment ${notice.transaction} for order ${notice.order}: ${outcome}`);
    return outcome;
  }

  private async settle({ order: id, transaction, amountFen }: PaymentNotice): Promise<Outcome> {
    const order = await this.orders.locked(id);
    if (!order) return 'unknown-order';
    if (order.amountFen !== amountFen) return 'wrong-amount';
    if (order.state !== 'OPEN' && order.state !== 'CLAIMED') return 'not-open';
    await this.paid.online(id, transaction);
    return 'settled';
  }
}
