import { Controller } from '@nestjs/common';
import {
  BureauAdded,
  BureauChanged,
  BureauClosed,
  CalendarPublished,
  DossierPassedInFull,
  SiteApplicationBureauApproved,
  SiteApplicationBureauRefused,
  SiteApplicationCompleted,
  SiteApplicationConacApproved,
  SiteApplicationConacRefused,
  SiteApplicationLapsed,
  SiteApplicationPaperFailed,
  SiteApplicationPassed,
  SiteApplicationSubmitted,
  SiteApplicationThirdApproved,
  SiteApplicationThirdRefused,
  SiteApplicationWithdrawn,
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
  type SiteApplicationState,
  type UnitState,
} from '@biaozhi/contracts';
import { Consumes } from '@biaozhi/bus';
import { Copies } from './store/copies.js';
import { ApplicationMoves } from './use-cases/application-moves.js';
import { CalendarMovesDeadlines } from './use-cases/calendar-moves-deadlines.js';
import { DossierArrives } from './use-cases/dossier-arrives.js';
import { FilingCloses } from './use-cases/filing-closes.js';

/** What the bus makes this service do. */
@Controller()
export class Consumers {
  constructor(
    private readonly copies: Copies,
    private readonly applicationMoves: ApplicationMoves,
    private readonly dossierArrives: DossierArrives,
    private readonly filingCloses: FilingCloses,
    private readonly calendarMovesDeadlines: CalendarMovesDeadlines,
  ) {}

  @Consumes(SiteApplicationPassed)
  onPassed(event: SiteApplicationPassed): Promise<void> {
    return this.applicationMoves.passes(event);
  }

  @Consumes(SiteApplicationWithdrawn)
  onWithdrawn(event: SiteApplicationWithdrawn): Promise<void> {
    return this.applicationMoves.ends(event, 'withdraw');
  }

  @Consumes(SiteApplicationLapsed)
  onLapsed(event: SiteApplicationLapsed): Promise<void> {
    return this.applicationMoves.ends(event, 'lapse');
  }

  @Consumes(
    SiteApplicationSubmitted,
    SiteApplicationBureauApproved,
    SiteApplicationBureauRefused,
    SiteApplicationConacApproved,
    SiteApplicationConacRefused,
    SiteApplicationThirdApproved,
    SiteApplicationThirdRefused,
    SiteApplicationPaperFailed,
    SiteApplicationCompleted,
  )
  onApplication(event: SiteApplicationState): Promise<void> {
    return this.applicationMoves.goesOn(event);
  }

  @Consumes(DossierPassedInFull)
  onDossier(event: DossierPassedInFull): Promise<void> {
    return this.dossierArrives.run(event);
  }

  @Consumes(BureauAdded, BureauChanged, BureauClosed)
  onBureau(event: BureauAdded): Promise<void> {
    return this.copies.keepBureau(event);
  }

  @Consumes(UnitRegistered, UnitChanged, UnitMerged, UnitAbolished)
  onUnit(event: UnitState): Promise<void> {
    return this.filingCloses.unit(event);
  }

  @Consumes(CalendarPublished)
  onCalendar(event: CalendarPublished): Promise<void> {
    return this.calendarMovesDeadlines.run(event);
  }
}
