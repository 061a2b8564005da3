import { Controller } from '@nestjs/common';
import { Consumes, type EventMeta } from '@biaozhi/bus';
import {
  BadgeDeadlineNear,
  BadgeDeadlineSet,
  BadgeHung,
  BadgeIssued,
  BadgeMissing,
  BadgeOverdue,
  BadgeRestored,
  BadgeRevoked,
  BadgeSuspended,
  BadgeWrongCode,
  BureauAdded,
  BureauChanged,
  BureauClosed,
  CalendarPublished,
  ContactChanged,
  DomainApplicationResubmitted,
  DomainApplicationSubmitted,
  DomainApplicationWithdrawn,
  DomainCancelled,
  DomainExpired,
  DomainExpiring,
  DomainFrozen,
  DomainRegistered,
  DomainRenewed,
  DomainUnfrozen,
  FilingClosed,
  FilingConfirmed,
  FilingFailed,
  FilingOpened,
  FilingReceived,
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
  type BadgeState,
  type BureauState,
  type DomainState,
  type FilingState,
  type UnitState,
} from '@biaozhi/contracts';
import { Copies } from './store/copies.js';
import { DeadlinesPass } from './use-cases/deadlines-pass.js';
import { DomainApplicationArrives } from './use-cases/domain-application-arrives.js';
import { BadgeMoves, PaperMoves } from './use-cases/paper-moves.js';
import { UnitChanges } from './use-cases/unit-changes.js';

/** What the bus makes this service do. */
@Controller()
export class Consumers {
  constructor(
    private readonly copies: Copies,
    private readonly units: UnitChanges,
    private readonly applications: DomainApplicationArrives,
    private readonly paper: PaperMoves,
    private readonly badges: BadgeMoves,
    private readonly deadlines: DeadlinesPass,
  ) {}

  @Consumes(UnitRegistered, UnitChanged, UnitMerged, UnitAbolished)
  onUnit(unit: UnitState): Promise<void> {
    return this.units.run(unit);
  }

  @Consumes(BureauAdded, BureauChanged, BureauClosed)
  async onBureau(bureau: BureauState): Promise<void> {
    await this.copies.keepBureau(bureau);
  }

  @Consumes(ContactChanged)
  async onContact(contact: ContactChanged): Promise<void> {
    await this.copies.keepContact(contact);
  }

  @Consumes(CalendarPublished)
  async onCalendar(calendar: CalendarPublished): Promise<void> {
    await this.copies.keepCalendar(calendar);
    await this.deadlines.recompute(calendar.id);
  }

  @Consumes(DomainApplicationSubmitted, DomainApplicationResubmitted)
  onDomainApplication(application: DomainApplicationSubmitted | DomainApplicationResubmitted): Promise<void> {
    return this.applications.submitted(application);
  }

  @Consumes(DomainApplicationWithdrawn)
  onDomainApplicationWithdrawn(application: DomainApplicationWithdrawn): Promise<void> {
    return this.applications.withdrawn(application);
  }

  @Consumes(
    DomainRegistered,
    DomainRenewed,
    DomainExpiring,
    DomainExpired,
    DomainFrozen,
    DomainUnfrozen,
    DomainCancelled,
  )
  async onDomain(domain: DomainState): Promise<void> {
    await this.copies.keepDomain(domain);
  }

  @Consumes(FilingOpened, FilingReceived, FilingConfirmed, FilingFailed, FilingClosed)
  onFiling(filing: FilingState, meta: EventMeta): Promise<void> {
    return this.paper.run(filing, meta.time);
  }

  @Consumes(
    BadgeIssued,
    BadgeDeadlineSet,
    BadgeDeadlineNear,
    BadgeHung,
    BadgeMissing,
    BadgeWrongCode,
    BadgeOverdue,
    BadgeSuspended,
    BadgeRestored,
    BadgeRevoked,
  )
  onBadge(badge: BadgeState, meta: EventMeta): Promise<void> {
    return this.badges.run(badge, meta.time);
  }
}
