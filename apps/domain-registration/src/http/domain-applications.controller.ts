import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { localeOf, say } from '@biaozhi/problem';
import { pageOf, type Page } from '@biaozhi/service-kit';
import { domainApplicationWorkflow, type DomainApplication } from '../domain/domain-application.js';
import { DomainApplications } from '../store/domain-applications.js';
import { ApplicationEnds } from '../use-cases/application-ends.js';
import { HandlerAppliesForDomain } from '../use-cases/handler-applies-for-domain.js';
import { ListQuery, NameQuery, WishChangeDto, WishDto } from './dto.js';
import { idOf } from './fields.js';

/** An application with the steps that the asker could take now. */
export type ApplicationView = DomainApplication & { offers: string[] };

const viewOf = (one: DomainApplication, me: Principal): ApplicationView =>
  Object.assign(one, { offers: domainApplicationWorkflow.offers(one, me.roles) });

@Policy('handler')
@Controller()
export class DomainApplicationsController {
  constructor(
    private readonly applications: DomainApplications,
    private readonly applies: HandlerAppliesForDomain,
    private readonly ends: ApplicationEnds,
  ) {}

  /** Whether the unit could have a name; findings and suggestions when not. */
  @Get('names/check')
  async check(@Me() me: Principal, @Query() { label, suffix }: NameQuery, @Req() request: FastifyRequest): Promise<object> {
    const locale = localeOf(request.headers['accept-language']);
    const { findings, ...checked } = await this.applies.check(me, label, suffix);
    return { ...checked, findings: findings.map((f) => ({ code: f.code, pointer: f.pointer, message: say(f.code, locale, f.params) })) };
  }

  /** Begins an application for a name. */
  @Post('domain-applications')
  async draft(@Me() me: Principal, @Body() wish: WishDto): Promise<ApplicationView> {
    return viewOf(await this.applies.draft(me, wish), me);
  }

  /** Changes the wish while it is a draft or refused. */
  @Patch('domain-applications/:id')
  async edit(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() change: WishChangeDto): Promise<ApplicationView> {
    return viewOf(await this.applies.edit(me, id, change), me);
  }

  /** Submits, or submits again after a refusal. */
  @Post('domain-applications/:id/submit')
  @HttpCode(200)
  async submit(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationView> {
    return viewOf(await this.applies.submit(me, id), me);
  }

  /** Withdraws an application. */
  @Post('domain-applications/:id/withdraw')
  @HttpCode(200)
  async withdraw(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationView> {
    return viewOf(await this.ends.byHandler(me, id), me);
  }

  /** One application with what may be done. */
  @Policy()
  @Get('domain-applications/:id')
  async get(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationView> {
    return viewOf(await this.applications.get(id, me), me);
  }

  /** Applications that the asker may see, the newest first. */
  @Policy()
  @Get('domain-applications')
  async list(@Me() me: Principal, @Query() { after, state, limit = 50 }: ListQuery): Promise<Page<ApplicationView>> {
    const before = idOf(after);
    const rows = await this.applications.list(me, { before, state, limit: limit + 1 });
    return pageOf(rows.map((one) => viewOf(one, me)), limit, ({ id }) => [id]);
  }
}
