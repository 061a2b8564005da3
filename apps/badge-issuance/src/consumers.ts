import { Controller } from '@nestjs/common';
import {
  BureauAdded,
  BureauChanged,
  CalendarPublished,
  DomainCancelled,
  DomainExpired,
  DomainFrozen,
  DomainRegistered,
  DomainRenewed,
  DomainUnfrozen,
  FilingConfirmed,
  NoticeDelivered,
  RedPageClosed,
  RedPageOffline,
  RedPagePublished,
  SiteApplicationPassed,
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
  type FilingState,
  type SiteApplicationState,
} from '@biaozhi/contracts';
import { Consumes, type EventMeta } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Copies } from './store/copies.js';
import { BadgeHangs } from './use-cases/badge-hangs.js';
import { CalendarMovesDeadlines } from './use-cases/calendar-moves-deadlines.js';
import { DomainOrUnitChanges } from './use-cases/domain-or-unit-changes.js';
import { IssueBadge, type PassedSite } from './use-cases/issue-badge.js';
import { NoticeReachesUnit } from './use-cases/notice-reaches-unit.js';

/** What the bus makes this service do. */
@Controller()
export class Consumers {
  constructor(
    private readonly copies: Copies,
    private readonly issueBadge: IssueBadge,
    private readonly noticeReachesUnit: NoticeReachesUnit,
    private readonly calendarMovesDeadlines: CalendarMovesDeadlines,
    private readonly domainOrUnitChanges: DomainOrUnitChanges,
    private readonly badgeHangs: BadgeHangs,
  ) {}

  /** The paper is confirmed: the bureau is the issuer. */
  @Consumes(FilingConfirmed)
  onConfirmed(event: FilingConfirmed): Promise<void> {
    return this.issueBadge.run({ ...siteOf(event), applicationId: event.applicationId, issuer: 'bureau' });
  }

  /** Where no paper is needed, the last online review issues; where it is, this event waits for the paper. */
  @Consumes(SiteApplicationPassed)
  async onPassed(event: SiteApplicationPassed): Promise<void> {
    if (event.paperRequired) return;
    await this.issueBadge.run({ ...siteOf(event), applicationId: event.id, issuer: 'conac' });
  }

  @Consumes(NoticeDelivered)
  onDelivered(event: NoticeDelivered, meta: EventMeta): Promise<void> {
    return this.noticeReachesUnit.run(event, meta.time);
  }

  @Consumes(CalendarPublished)
  onCalendar(event: CalendarPublished): Promise<void> {
    return this.calendarMovesDeadlines.run(event);
  }

  @Consumes(DomainRegistered, DomainRenewed, DomainUnfrozen, DomainExpired, DomainFrozen, DomainCancelled)
  onDomain(event: DomainRegistered): Promise<void> {
    return this.domainOrUnitChanges.domain(event);
  }

  @Consumes(UnitRegistered, UnitChanged, UnitMerged, UnitAbolished)
  onUnit(event: UnitRegistered): Promise<void> {
    return this.domainOrUnitChanges.unit(event);
  }

  @Consumes(BureauAdded, BureauChanged)
  onBureau(event: BureauAdded): Promise<void> {
    return this.copies.keepBureau(event);
  }

  @Consumes(RedPagePublished, RedPageOffline, RedPageClosed)
  onRedPage(event: RedPagePublished): Promise<void> {
    return this.badgeHangs.redPage(event);
  }
}

/** @throws Problem 422 for an application that belongs to no unit: nothing could ever be issued for it */
function siteOf(event: FilingState | SiteApplicationState): Omit<PassedSite, 'applicationId' | 'issuer'> {
  const { unitId, region, bureauId, place, siteName, domains, englishDomain, homePage } = event;
  if (unitId === undefined) throw problem(422, 'validation', { params: { field: 'unitId' } });
  return { unitId, region, bureauId, place, siteName, domains, englishDomain, homePage };
}
