import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { AnswerNotKept, pageOf, type Page } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from '../config.js';
import type { Signed } from '../payment/signature.js';
import { FeeOrders } from '../store/fee-orders.js';
import { PaymentNotices, type KeptNotice } from '../store/payment-notices.js';
import { Prices, type Price } from '../store/prices.js';
import { FeeIsPaid } from '../use-cases/fee-is-paid.js';
import { UnitPaysOnline } from '../use-cases/unit-pays-online.js';
import { ConfirmDto, ConfirmManyDto, ListQuery, NoticesQuery, PaymentNoticeDto, PriceDto, TransferClaimDto } from './dto.js';
import { idOf } from './fields.js';
import { OrderViews, type OrderView } from './order-views.js';

/** How a fee can be paid: at the online provider, and by transfer to an account, as far as each is set up. */
interface PaymentWays {
  online: boolean;
  transfer?: { name: string; bank: string; account: string };
}

/** Fee orders, payments and prices. */
@Controller()
export class FeesController {
  constructor(
    private readonly orders: FeeOrders,
    private readonly paid: FeeIsPaid,
    private readonly online: UnitPaysOnline,
    private readonly notices: PaymentNotices,
    private readonly prices: Prices,
    private readonly views: OrderViews,
    private readonly config: DomainRegistrationConfig,
  ) {}

  /** Fee orders that the asker may see, the newest first. */
  @Policy()
  @Get('fee-orders')
  async list(@Me() me: Principal, @Query() { after, state, limit = 50 }: ListQuery): Promise<Page<OrderView>> {
    const before = idOf(after);
    const rows = await this.orders.list(me, { before, state, limit: limit + 1 });
    return pageOf(await this.views.all(rows, me), limit, ({ id }) => [id]);
  }

  /** How many of the asker's orders are in each state; a state without any is not named. */
  @Policy()
  @Get('fee-orders/counts')
  async counts(@Me() me: Principal): Promise<{ states: Record<string, number> }> {
    return { states: await this.orders.counts(me) };
  }

  /** One fee order with what may be done. */
  @Policy()
  @Get('fee-orders/:id')
  async get(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.views.one(await this.orders.get(id, me), me);
  }

  /** Says for the unit that it has transferred the money. */
  @Policy('handler')
  @Post('fee-orders/:id/claim')
  @HttpCode(200)
  async claim(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() claim: TransferClaimDto): Promise<OrderView> {
    return this.views.one(await this.paid.claim(me, id, { ...claim }), me);
  }

  /** Begins an online payment; the answer leads to the provider's page. */
  @Policy('handler')
  @Post('fee-orders/:id/online-payment')
  @HttpCode(200)
  begin(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<{ payUrl: string }> {
    return this.online.begin(me, id);
  }

  /** Confirms many orders at once, all or none; one that is in a settlement is refused. */
  @Policy('conac-finance')
  @Post('fee-orders/confirm')
  @HttpCode(200)
  async confirmMany(@Me() me: Principal, @Body() { ids }: ConfirmManyDto): Promise<{ items: OrderView[] }> {
    return { items: await this.views.all(await this.paid.confirmAll(me, ids), me) };
  }

  /** Confirms that the money of an order has arrived (认款). */
  @Policy('conac-finance')
  @Post('fee-orders/:id/confirm')
  @HttpCode(200)
  async confirm(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ConfirmDto): Promise<OrderView> {
    return this.views.one(await this.paid.confirm(me, id, { version }), me);
  }

  /** Says that the money of a claim did not arrive. */
  @Policy('conac-finance')
  @Post('fee-orders/:id/dispute')
  @HttpCode(200)
  async dispute(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<OrderView> {
    return this.views.one(await this.paid.dispute(me, id), me);
  }

  /**
   * The provider's notice (README, payment protocol). It may come as often as it likes. The record of a refused one must stay
   * when the answer is an error, so no Idempotency-Key puts the two into one transaction.
   */
  @Open()
  @AnswerNotKept()
  @Post('payments/callback')
  @HttpCode(200)
  async callback(@Headers() headers: Partial<Signed>, @Body() notice: PaymentNoticeDto): Promise<{ received: true }> {
    await this.online.noticed(headers, { ...notice });
    return { received: true };
  }

  /** What the provider has told us, newest first; finance looks for what is not `settled`. */
  @Policy('conac-finance', 'auditor')
  @Get('payment-notices')
  async listNotices(@Query() { outcome, before, limit = 50 }: NoticesQuery): Promise<{ items: KeptNotice[] }> {
    return { items: await this.notices.list({ outcome, before, limit }) };
  }

  /** How a fee can be paid: online, and the account for transfers. */
  @Policy()
  @Get('payment-ways')
  ways(): PaymentWays {
    const { paymentUrl, payeeName: name, payeeBank: bank, payeeAccount: account } = this.config;
    return { online: paymentUrl !== undefined, ...(bank && account ? { transfer: { name, bank, account } } : {}) };
  }

  /** The price table, also rows that are not in force yet or any more. */
  @Open()
  @Get('prices')
  async listPrices(): Promise<{ items: Price[] }> {
    return { items: await this.prices.list() };
  }

  /** Adds a price from today or a later day on, or changes one that is not in force yet. */
  @Policy('conac-finance', 'administrator')
  @Put('prices')
  async setPrice(@Me() me: Principal, @Body() price: PriceDto): Promise<{ items: Price[] }> {
    await this.prices.set(me, price);
    return this.listPrices();
  }
}
