import { Injectable } from '@nestjs/common';
import { catalogue, say, type Locale } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { fullName } from '@biaozhi/standards';
import type { Actor } from '../domain/act.js';
import { difference } from '../domain/difference.js';
import { findingsOfForm } from '../domain/form-rules.js';
import type { PreCheck } from '../domain/pre-check.js';
import { preChecksOfDomain, preChecksOfSite } from '../domain/pre-checks.js';
import { DomainReview } from '../domain/domain-review.js';
import { SiteApplication } from '../domain/site-application.js';
import { visitedAddress, type SiteVisit } from '../domain/site-visit.js';
import { Copies } from '../store/copies.js';
import { DomainReviews } from '../store/domain-reviews.js';
import type { QueueRow } from '../store/queue.js';
import { SiteApplications } from '../store/site-applications.js';
import { SiteVisits } from '../store/site-visits.js';
import { Desk } from '../use-cases/desk.js';
import type { Case } from '../use-cases/reviewer-decides-case.js';
import { daysLeft, dueView, inWords, pointsView, preCheckInWords, roundsView, type Reader } from './views.js';

catalogue({
  'holder-unit': { 'zh-CN': '申请单位', en: 'the unit' },
  'holder-conac': { 'zh-CN': '政务和公益机构域名注册管理中心', en: 'the registry centre CONAC' },
});

/** Whether the site can be looked at again by this reviewer; see `POST /cases/:id/visits`. */
const mayAskForVisit = (one: Case, { roles }: Actor): boolean =>
  one instanceof SiteApplication &&
  visitedAddress(one.round.data) !== undefined &&
  (roles.includes('bureau-reviewer') || roles.includes('conac-reviewer'));

/** Gathers what a person is shown of an application or a case. */
@Injectable()
export class Presenter {
  constructor(
    private readonly sites: SiteApplications,
    private readonly domains: DomainReviews,
    private readonly visits: SiteVisits,
    private readonly copies: Copies,
    private readonly desk: Desk,
    private readonly clock: Clock,
  ) {}

  async reader(locale: Locale): Promise<Reader> {
    return { locale, now: this.clock.now(), today: this.clock.today(), calendar: await this.copies.calendar() };
  }

  /** Rows of the queue, with the working days that are left; none while nobody is at work. */
  async rows(rows: QueueRow[]): Promise<(QueueRow & { daysLeft: number | null })[]> {
    const reader = { today: this.clock.today(), calendar: await this.copies.calendar() };
    return rows.map((row) => ({ ...row, daysLeft: row.dueDay ? daysLeft(row.dueDay, reader) : null }));
  }

  /** An application as its unit sees it. */
  async application(one: SiteApplication, by: Actor, locale: Locale) {
    const reader = await this.reader(locale);
    const editable = one.state === 'DRAFT' || one.state === 'REFUSED';
    const facts = editable ? await this.desk.facts(one.unitId) : undefined;
    const findings = facts ? findingsOfForm({ form: one.form, kind: one.kind, facts }) : [];
    const successorId = one.state === 'PAPER_FAILED' ? await this.sites.successorOf(one.id) : undefined;
    const offers = one.offersTo(by.roles).filter((step) => step !== 'replace' || !successorId);
    const {
      id,
      number,
      version,
      state,
      kind,
      route,
      stage,
      paperRequired,
      form,
      dataHash,
      passedOn,
      predecessorId,
      paper,
      createdAt,
    } = one;
    return {
      id,
      number,
      version,
      state,
      kind,
      route,
      stage,
      round: one.rounds.length,
      unitId: one.unitId,
      unitName: one.unitName,
      bureauId: one.bureauId,
      paperRequired,
      form,
      rounds: roundsView(one.rounds, locale, false),
      due: dueView(one, reader),
      holder: await this.holder(one, locale),
      offers,
      findings: findings.map((found) => inWords(found, locale)),
      dataHash,
      passedOn,
      predecessorId,
      successorId,
      /** While it can be changed, what may be picked from, as far as this service knows by now; afterwards those that were submitted. */
      domains: facts
        ? facts.domains.map(({ id: domainId, uLabel, aLabel, state: domainState, expiresOn }) => ({
            id: domainId,
            uLabel,
            aLabel,
            state: domainState,
            expiresOn,
          }))
        : one.rounds.at(-1)?.data.domains,
      filing: paper,
      createdAt,
      submittedAt: one.submittedAt,
    };
  }

  /** A case as a reviewer sees it. */
  async case(one: Case, by: Actor, locale: Locale) {
    const reader = await this.reader(locale);
    const unit = await this.copies.unit(one.unitId);
    const claim = one.claimAt(reader.now);
    const [last, before] = [one.round, one.rounds.at(-2)];
    const visit = one instanceof SiteApplication ? await this.visits.last(one.id, last.number) : undefined;
    return {
      id: one.id,
      subject: one.subject,
      number: one instanceof SiteApplication ? one.number : one.round.data.number,
      version: one.version,
      state: one.state,
      route: one.route,
      stage: one.stage,
      round: last.number,
      unit,
      /** Name of the unit's division with those above it. */
      regionName: unit && fullName(unit.region),
      bureauId: one.bureauId,
      ...(one instanceof SiteApplication
        ? { kind: one.kind, paperRequired: one.paperRequired, predecessorId: one.predecessorId, dataHash: one.dataHash }
        : { domainApplicationId: one.domainApplicationId, contact: await this.copies.contact(one.unitId) }),
      data: last.data,
      rounds: roundsView(one.rounds, locale, true),
      difference: before ? difference(before.data, last.data) : [],
      preChecks: (await this.preChecks(one, reader.today, visit)).map((check) => preCheckInWords(check, locale)),
      visit,
      mayAskForVisit: mayAskForVisit(one, by),
      points: pointsView(one.subject, locale),
      claim,
      due: dueView(one, reader),
      holder: await this.holder(one, locale),
      offers: one.reviewerOffers(by, reader.now),
      submittedAt: one.submittedAt,
    };
  }

  /** A domain application's review as its unit sees it. */
  async review(one: DomainReview, locale: Locale) {
    return {
      id: one.id,
      domainApplicationId: one.domainApplicationId,
      state: one.state,
      route: one.route,
      stage: one.stage,
      round: one.rounds.length,
      rounds: roundsView(one.rounds, locale, false),
      due: dueView(one, await this.reader(locale)),
      holder: await this.holder(one, locale),
    };
  }

  private async preChecks(one: Case, today: string, visit: SiteVisit | undefined): Promise<PreCheck[]> {
    const unit = await this.copies.unit(one.unitId);
    if (!unit) return [];
    if (one instanceof DomainReview) {
      const { uLabel, aLabel } = one.round.data;
      return preChecksOfDomain(uLabel, unit, one.unitName, await this.domains.taken(aLabel, one.unitId));
    }
    const { data } = one.round;
    const ids = data.domains.map((domain) => domain.id);
    const others = await this.sites.othersFor(one.unitId, ids, one.id);
    const domains = await this.copies.domainsOf(one.unitId);
    return preChecksOfSite(data, { unit, domains, today, others: others.map((other) => other.number), visit });
  }

  /** Who has it now: the unit, its bureau or CONAC; nobody at an end. */
  private async holder(one: Case, locale: Locale): Promise<string | undefined> {
    if (['DRAFT', 'REFUSED'].includes(one.state)) return say('holder-unit', locale);
    const paperAtBureau =
      one instanceof SiteApplication && one.state === 'AWAITING_PAPER' && one.paper?.state === 'RECEIVED';
    if (one.state === 'AWAITING_PAPER' && !paperAtBureau) return say('holder-unit', locale);
    if (!one.underReview && !paperAtBureau) return undefined;
    if (one.stage === 'conac' && !paperAtBureau) return say('holder-conac', locale);
    return one.bureauId ? (await this.copies.bureau(one.bureauId))?.name : undefined;
  }
}
