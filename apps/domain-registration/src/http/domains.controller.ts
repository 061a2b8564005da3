import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { pageOf, type Page } from '@biaozhi/service-kit';
import { domainWorkflow, type Domain } from '../domain/domain.js';
import type { FeeOrder } from '../domain/fee-order.js';
import { Copies } from '../store/copies.js';
import { Domains } from '../store/domains.js';
import { DomainLivesOn } from '../use-cases/domain-lives-on.js';
import { ListQuery, ReasonDto, RenewalDto, VersionDto } from './dto.js';
import { idOf } from './fields.js';
import { rdapOf } from './rdap.js';

type DomainView = Domain & { offers: string[] };

const viewOf = (domain: Domain, me: Principal): DomainView => Object.assign(domain, { offers: domainWorkflow.offers(domain, me.roles) });

@Controller()
export class DomainsController {
  constructor(
    private readonly domains: Domains,
    private readonly livesOn: DomainLivesOn,
    private readonly copies: Copies,
  ) {}

  /** Registered domains that the asker may see, the newest first. */
  @Policy()
  @Get('domains')
  async list(@Me() me: Principal, @Query() { after, state, limit = 50 }: ListQuery): Promise<Page<DomainView>> {
    const before = idOf(after);
    const rows = await this.domains.list(me, { before, state, limit: limit + 1 });
    return pageOf(rows.map((one) => viewOf(one, me)), limit, ({ id }) => [id]);
  }

  /** One registered domain with what may be done. */
  @Policy()
  @Get('domains/:id')
  async get(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<DomainView> {
    return viewOf(await this.domains.get(id, me), me);
  }

  /** Orders a renewal; the domain is renewed when its fee is paid. */
  @Policy('handler')
  @Post('domains/:id/renewals')
  renew(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { years }: RenewalDto): Promise<FeeOrder> {
    return this.livesOn.orderRenewal(me, id, years);
  }

  /** Freezes a domain, with a reason. */
  @Policy('conac-reviewer')
  @Post('domains/:id/freeze')
  @HttpCode(200)
  async freeze(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version, reason }: ReasonDto): Promise<DomainView> {
    return viewOf(await this.livesOn.freeze(me, id, version, reason), me);
  }

  /** Lifts a freeze. */
  @Policy('conac-reviewer')
  @Post('domains/:id/unfreeze')
  @HttpCode(200)
  async unfreeze(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: VersionDto): Promise<DomainView> {
    return viewOf(await this.livesOn.unfreeze(me, id, version), me);
  }

  /** Gives a domain up (注销) for good, with a reason. */
  @Policy('conac-reviewer', 'handler')
  @Post('domains/:id/cancel')
  @HttpCode(200)
  async cancel(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version, reason }: ReasonDto): Promise<DomainView> {
    return viewOf(await this.livesOn.cancel(me, id, version, reason), me);
  }

  /** Public registration data (RFC 9083) of a name in either form, without personal data. */
  @Open()
  @Get('rdap/domain/:name')
  @Header('content-type', 'application/rdap+json; charset=utf-8')
  // RFC 7480 §5.6: pages of other origins may ask.
  @Header('access-control-allow-origin', '*')
  async rdap(@Param('name') name: string): Promise<object> {
    const domain = await this.domains.named(name);
    if (!domain || domain.state === 'CANCELLED') throw problem(404, 'not-found');
    return rdapOf(domain, await this.copies.nameOf(domain.unitId));
  }
}
