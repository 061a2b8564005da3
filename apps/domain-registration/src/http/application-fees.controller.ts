import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { DomainApplications } from '../store/domain-applications.js';
import { FeeIsPaid } from '../use-cases/fee-is-paid.js';
import { UnitPaysOnline } from '../use-cases/unit-pays-online.js';
import { ConfirmDto, TransferClaimDto } from './dto.js';
import { OrderViews, type OrderView } from './order-views.js';

/** The steps of paying, asked of the application: before both reviews have passed each is refused with 409 `fee-not-due`. */
@Controller('domain-applications/:id')
export class ApplicationFeesController {
  constructor(
    private readonly applications: DomainApplications,
    private readonly paid: FeeIsPaid,
    private readonly online: UnitPaysOnline,
    private readonly views: OrderViews,
  ) {}

  /** The unit says that it has transferred the money. */
  @Policy('handler')
  @Post('claim')
  @HttpCode(200)
  async claim(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() claim: TransferClaimDto): Promise<OrderView> {
    return this.views.one(await this.paid.claim(me, await this.orderOf(id, me), { ...claim }), me);
  }

  /** The unit pays at the online provider's page. */
  @Policy('handler')
  @Post('online-payment')
  @HttpCode(200)
  async begin(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<{ payUrl: string }> {
    return this.online.begin(me, await this.orderOf(id, me));
  }

  /** 认款: finance has seen the money. */
  @Policy('conac-finance')
  @Post('confirm')
  @HttpCode(200)
  async confirm(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: ConfirmDto): Promise<OrderView> {
    return this.views.one(await this.paid.confirm(me, await this.orderOf(id, me), { version }), me);
  }

  private async orderOf(id: string, me: Principal): Promise<string> {
    const { fee, state } = await this.applications.get(id, me);
    if (!fee) throw problem(409, 'fee-not-due', { extensions: { state } });
    return fee.id;
  }
}
