import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import type { Locale } from '@biaozhi/problem';
import { Clock, type Page } from '@biaozhi/service-kit';
import { inScope, READERS, scopeOf } from '../domain/scope.js';
import { FilingList, type FilingCounts } from '../store/filing-list.js';
import { Filings } from '../store/filings.js';
import { ArchivistChecksPaper } from '../use-cases/archivist-checks-paper.js';
import { ConfirmBody, FailBody, FilingsQuery, ReceiveBody } from './dtos.js';
import { FilingViews, type FilingView } from './filing-view.js';
import { anId, Language } from './language.js';

/** 纸质备案: the bureau's desk for paper, and what the unit sees of it. */
@ApiTags('filings')
@Controller('filings')
@Policy(...READERS)
export class FilingsController {
  constructor(
    private readonly filings: Filings,
    private readonly list: FilingList,
    private readonly checks: ArchivistChecksPaper,
    private readonly views: FilingViews,
    private readonly clock: Clock,
  ) {}

  /** The bureau's queue, oldest first; a unit's own filings, newest first. */
  @Get()
  async page(@Query() query: FilingsQuery, @Me() me: Principal, @Language() locale: Locale): Promise<Page<FilingView>> {
    const { items, ...rest } = await this.list.page(scopeOf(me), query);
    return { items: await this.views.many(items, me, locale), ...rest };
  }

  /** How many filings are expected, received, overdue. */
  @Get('counts')
  counts(@Me() me: Principal): Promise<FilingCounts> {
    return this.list.counts(scopeOf(me), this.clock.today());
  }

  /** A filing with its checklist and what the reader may do. */
  @Get(':id')
  async read(@Param('id', anId) id: string, @Me() me: Principal, @Language() locale: Locale): Promise<FilingView> {
    return this.views.one(inScope(await this.filings.find(id), me), me, locale);
  }

  /** Enters the receipt of the paper; ten working days begin. */
  @Post(':id/receive')
  @HttpCode(200)
  @Policy('bureau-archivist')
  async receive(@Param('id', anId) id: string, @Body() body: ReceiveBody, @Me() me: Principal, @Language() locale: Locale): Promise<FilingView> {
    const filing = await this.checks.receive(me, id, body.version, body.copies, body.items ?? []);
    return this.views.one(filing, me, locale);
  }

  /** Confirms the paper: every wanted item is in order. The badge follows. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Policy('bureau-archivist')
  async confirm(@Param('id', anId) id: string, @Body() body: ConfirmBody, @Me() me: Principal, @Language() locale: Locale): Promise<FilingView> {
    return this.views.one(await this.checks.confirm(me, id, body.version, body.items), me, locale);
  }

  /** Finds the paper faulty, and says why. The application ends. */
  @Post(':id/fail')
  @HttpCode(200)
  @Policy('bureau-archivist')
  async fail(@Param('id', anId) id: string, @Body() body: FailBody, @Me() me: Principal, @Language() locale: Locale): Promise<FilingView> {
    return this.views.one(await this.checks.fail(me, id, body.version, body.items, body.comment), me, locale);
  }
}
