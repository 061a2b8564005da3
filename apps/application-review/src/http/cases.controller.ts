import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { REVIEW_POINTS } from '@biaozhi/contracts';
import { problem, say, type Locale } from '@biaozhi/problem';
import { Clock, type Page } from '@biaozhi/service-kit';
import { REASONS_OF } from '../domain/reasons.js';
import type { SiteVisit } from '../domain/site-visit.js';
import { DomainReviews } from '../store/domain-reviews.js';
import { Queue, type QueueCounts, type QueueRow } from '../store/queue.js';
import { ReviewerClaimsCase } from '../use-cases/reviewer-claims-case.js';
import { CaseFinder, ReviewerDecidesCase } from '../use-cases/reviewer-decides-case.js';
import { VisitSites } from '../use-cases/visit-sites.js';
import { DecisionDto, QueueQuery } from './case.dto.js';
import { actorOf, anId, handlerOf, Language } from './person.js';
import { Presenter } from './presenter.js';

/** 网站开办及标识申请审核: the reviewers' queue and desk, for domains and sites alike. */
@Policy('bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly queue: Queue,
    private readonly finder: CaseFinder,
    private readonly claims: ReviewerClaimsCase,
    private readonly decides: ReviewerDecidesCase,
    private readonly sites: VisitSites,
    private readonly presenter: Presenter,
    private readonly clock: Clock,
  ) {}

  /** The cases that the asker may see, oldest submission first. */
  @Get()
  async list(@Me() me: Principal, @Query() { mine, open, overdue, ...filter }: QueueQuery): Promise<Page<QueueRow & { daysLeft: number | null }>> {
    const [onlyMine, onlyOpen, onlyLate] = [mine, open, overdue].map((flag) => flag === 'true' || flag === '1');
    const page = await this.queue.page(actorOf(me), this.clock.now(), {
      ...filter,
      mine: onlyMine,
      open: onlyOpen,
      overdue: onlyLate,
    });
    return { ...page, items: await this.presenter.rows(page.items) };
  }

  /** How many cases are in each state, how many of these the asker can decide, and how many are late. */
  @Get('counts')
  counts(@Me() me: Principal): Promise<QueueCounts> {
    return this.queue.counts(actorOf(me), this.clock.now());
  }

  /** A case as its reviewer reads it: data, verdicts of all rounds, and what may be done. */
  @Get(':id')
  async read(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const by = actorOf(me);
    return this.presenter.case(await this.finder.find(by, id), by, locale);
  }

  /** Claims a case (领取); 409 `claimed-by-another`. */
  @Post(':id/claim')
  @HttpCode(200)
  @Policy('bureau-reviewer', 'conac-reviewer')
  async claim(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const by = actorOf(me);
    return this.presenter.case(await this.claims.claim(by, id), by, locale);
  }

  /** Gives a claimed case back (退回); 409 `not-claimed`. */
  @Post(':id/release')
  @HttpCode(200)
  @Policy('bureau-reviewer', 'conac-reviewer')
  async release(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const by = actorOf(me);
    return this.presenter.case(await this.claims.release(by, id), by, locale);
  }

  /** Decides a case (提交审核结果); the slower of two gets 409 `conflict` with the fresh state as `current`. */
  @Post(':id/decision')
  @HttpCode(200)
  @Policy('bureau-reviewer', 'conac-reviewer')
  async decide(
    @Me() me: Principal,
    @Param('id', anId) id: string,
    @Body() { version, verdicts }: DecisionDto,
    @Language() locale: Locale,
  ) {
    const by = actorOf(me);
    const judged = verdicts.map(({ reasons = [], ...verdict }) => ({ ...verdict, reasons }));
    return this.presenter.case(await this.decides.run(by, id, version, judged), by, locale);
  }

  /** 再次查看: has the site looked at again; what was seen stands in the case as `visit`, and in its `preChecks`. */
  @Post(':id/visits')
  @HttpCode(202)
  @Policy('bureau-reviewer', 'conac-reviewer')
  visit(@Me() me: Principal, @Param('id', anId) id: string): Promise<SiteVisit> {
    return this.sites.ask(actorOf(me), id);
  }
}

/** The catalogue of reasons to refuse, by point. */
@Policy()
@Controller('reasons')
export class ReasonsController {
  /** The reasons to refuse that each point offers. */
  @Get()
  list(@Language() locale: Locale) {
    return {
      points: REVIEW_POINTS.map((point) => ({
        point,
        name: say(`point-${point}`, locale),
        reasons: REASONS_OF[point].map((code) => ({ code, text: say(code, locale) })),
      })),
    };
  }
}

/** What the reviews said to a unit's domain application. */
@Policy('handler')
@Controller('domain-applications')
export class DomainApplicationsController {
  constructor(
    private readonly reviews: DomainReviews,
    private readonly presenter: Presenter,
  ) {}

  /** The rounds of review of a domain application, with reasons and comments. */
  @Get(':id/review')
  async read(@Me() me: Principal, @Param('id', anId) id: string, @Language() locale: Locale) {
    const review = await this.reviews.ofApplication(id);
    if (review?.unitId !== handlerOf(me).unitId) throw problem(404, 'not-found');
    return this.presenter.review(review, locale);
  }
}
