import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { catalogue, problem, say, type Locale } from '@biaozhi/problem';
import { PageQuery, type Page } from '@biaozhi/service-kit';
import { staffSees, unitSees } from '../domain/scope.js';
import { SiteApplications, type SiteApplicationRow } from '../store/site-applications.js';
import { Timeline, type TimelineEntry } from '../store/timeline.js';
import { HandlerFillsInForm } from '../use-cases/handler-fills-in-form.js';
import { HandlerOpensDraft, HandlerReplacesFailedApplication } from '../use-cases/handler-opens-draft.js';
import { HandlerSubmitsApplication } from '../use-cases/handler-submits-application.js';
import { HandlerWithdrawsApplication } from '../use-cases/handler-withdraws-application.js';
import { actorOf, anId, handlerOf, Language } from './person.js';
import { Presenter } from './presenter.js';
import { FillInDto, OpenDraftDto, VersionDto } from './site-application.dto.js';
import { eventNames, nameOf } from './event-names.js';

catalogue(eventNames);

/** 网站开办审核/资质复核申请: what a unit's handler does with the unit's applications. */
@Policy('handler')
@Controller('site-applications')
export class SiteApplicationsController {
  constructor(
    private readonly applications: SiteApplications,
    private readonly timeline: Timeline,
    private readonly opens: HandlerOpensDraft,
    private readonly fillsIn: HandlerFillsInForm,
    private readonly submits: HandlerSubmitsApplication,
    private readonly withdraws: HandlerWithdrawsApplication,
    private readonly replaces: HandlerReplacesFailedApplication,
    private readonly presenter: Presenter,
  ) {}

  /** Begins an application; 503 `not-yet-known` while the unit's data has not arrived. */
  @Post()
  async open(@Me() me: Principal, @Body() { kind }: OpenDraftDto, @Language() locale: Locale) {
    const by = handlerOf(me);
    return this.presenter.application(await this.opens.run(by, kind), by, locale);
  }

  /** The unit's applications, newest first. */
  @Get()
  list(@Me() me: Principal, @Query() page: PageQuery): Promise<Page<SiteApplicationRow>> {
    return this.applications.ofUnit(handlerOf(me).unitId, page);
  }

  /** An application with its form, what is still wrong with it, and what may be done. */
  @Get(':id')
  async read(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const by = handlerOf(me);
    const one = await this.applications.find({ id });
    if (!one || !unitSees(by, one)) throw problem(404, 'not-found');
    return this.presenter.application(one, by, locale);
  }

  /** Saves a step of the form; the answer tells what is still wrong as `findings`. */
  @Patch(':id')
  async fillIn(
    @Me() me: Principal,
    @Param('id', anId) id: string,
    @Body() { version, ...fields }: FillInDto,
    @Language() locale: Locale,
  ) {
    const by = handlerOf(me);
    return this.presenter.application(await this.fillsIn.run(by, id, { ...fields }, version), by, locale);
  }

  /** Submits, or submits again; 422 `rules-broken` with a finding per field. */
  @Post(':id/submit')
  @HttpCode(200)
  async submit(
    @Me() me: Principal,
    @Param('id', anId) id: string,
    @Body() { version }: VersionDto,
    @Language() locale: Locale,
  ) {
    const by = handlerOf(me);
    return this.presenter.application(await this.submits.run(by, id, version), by, locale);
  }

  /** Withdraws an application that is not decided yet. */
  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(
    @Me() me: Principal,
    @Param('id', anId) id: string,
    @Body() { version }: VersionDto,
    @Language() locale: Locale,
  ) {
    const by = handlerOf(me);
    return this.presenter.application(await this.withdraws.run(by, id, version), by, locale);
  }

  /** After PAPER_FAILED: a new draft with the same content, linked by `predecessorId`. */
  @Post(':id/successor')
  async replace(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const by = handlerOf(me);
    return this.presenter.application(await this.replaces.run(by, id), by, locale);
  }

  /** What happened, oldest first: reviews, paper, badge. */
  @Get(':id/timeline')
  @Policy('handler', 'bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor')
  async history(
    @Me() me: Principal,
    @Param('id', anId) id: string,
    @Language() locale: Locale,
  ): Promise<{ items: (TimelineEntry & { text: string })[] }> {
    const one = await this.applications.find({ id });
    const by = actorOf(me);
    if (!one || !(unitSees(by, one) || staffSees(by, one))) throw problem(404, 'not-found');
    const entries = await this.timeline.of(id);
    return {
      items: entries.map((entry) => ({ ...entry, text: say(nameOf(entry), locale) })),
    };
  }
}
