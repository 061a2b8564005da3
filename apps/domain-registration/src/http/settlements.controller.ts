import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { pageOf, type Page } from '@biaozhi/service-kit';
import { outcomeOf, settlementWorkflow, type Outcome, type Settlement } from '../domain/settlement.js';
import { FeeOrders } from '../store/fee-orders.js';
import { Settlements } from '../store/settlements.js';
import { BureauSettlesFees } from '../use-cases/bureau-settles-fees.js';
import { ListQuery, SettlementDto, VersionDto } from './dto.js';
import { idOf } from './fields.js';
import { OrderViews, type OrderView } from './order-views.js';

const BUREAU = ['bureau-reviewer', 'bureau-archivist'] as const;
const READERS = [...BUREAU, 'conac-finance', 'conac-reviewer', 'administrator', 'auditor'] as const;

type SettlementView = Settlement & { offers: string[] };
type OrderInSettlement = OrderView & { outcome: Outcome | 'WAITING' };

const viewOf = (one: Settlement, me: Principal): SettlementView => Object.assign(one, { offers: settlementWorkflow.offers(one, me.roles) });

/** Settlements (集中结算): a bureau pays the fees of many of its units by one transfer. */
@Controller('settlements')
export class SettlementsController {
  constructor(
    private readonly settlements: Settlements,
    private readonly orders: FeeOrders,
    private readonly settles: BureauSettlesFees,
    private readonly views: OrderViews,
  ) {}

  /** The asker's bureau's, or all; newest first. */
  @Policy(...READERS)
  @Get()
  async list(@Me() me: Principal, @Query() { after, state, limit = 50 }: ListQuery): Promise<Page<SettlementView>> {
    const before = idOf(after);
    const rows = await this.settlements.list(me, { before, state, limit: limit + 1 });
    return pageOf(rows.map((one) => viewOf(one, me)), limit, ({ id }) => [id]);
  }

  /** How many of the asker's settlements are in each state; a state without any is not named. */
  @Policy(...READERS)
  @Get('counts')
  async counts(@Me() me: Principal): Promise<{ states: Record<string, number> }> {
    return { states: await this.settlements.counts(me) };
  }

  /** A settlement with its orders as they are now, and what became of each by the decision. */
  @Policy(...READERS)
  @Get(':id')
  async get(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SettlementView & { orders: OrderInSettlement[] }> {
    const settlement = await this.settlements.get(id, me);
    const outcomes = await this.settlements.outcomes(id);
    const orders = await this.views.all(await this.orders.all([...outcomes.keys()]), me);
    return Object.assign(viewOf(settlement, me), {
      orders: orders.map((order) => Object.assign(order, { outcome: outcomeOf(settlement, order, outcomes.get(order.id) ?? null) })),
    });
  }

  /** The bureau says that it has paid these orders by one transfer; all are claimed, or none. A refused one is named by its pointer. */
  @Policy(...BUREAU)
  @Post()
  async claim(@Me() me: Principal, @Body() { ids, ...claim }: SettlementDto): Promise<SettlementView> {
    return viewOf(await this.settles.claim(me, ids, claim), me);
  }

  /** 认款: pays every order that still waits. */
  @Policy('conac-finance')
  @Post(':id/confirm')
  @HttpCode(200)
  async confirm(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: VersionDto): Promise<SettlementView> {
    return viewOf(await this.settles.confirm(me, id, version), me);
  }

  /** The money did not arrive: every order that still waits is open again. */
  @Policy('conac-finance')
  @Post(':id/dispute')
  @HttpCode(200)
  async dispute(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: VersionDto): Promise<SettlementView> {
    return viewOf(await this.settles.dispute(me, id, version), me);
  }
}
