import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { ApplicationsController } from './http/applications.controller.js';
import { CheckController } from './http/check.controller.js';
import { FilingViews } from './http/filing-view.js';
import { FilingsController } from './http/filings.controller.js';
import { Copies } from './store/copies.js';
import { Dossiers } from './store/dossiers.js';
import { FilingList } from './store/filing-list.js';
import { Filings } from './store/filings.js';
import { ApplicationMoves } from './use-cases/application-moves.js';
import { ArchivistChecksPaper } from './use-cases/archivist-checks-paper.js';
import { CalendarMovesDeadlines } from './use-cases/calendar-moves-deadlines.js';
import { DossierArrives } from './use-cases/dossier-arrives.js';
import { FilingCloses } from './use-cases/filing-closes.js';
import { UnitPrintsDocuments } from './use-cases/unit-prints-documents.js';

/** Expects, checks and files the stamped paper, and prints what is stamped. */
@Module({
  controllers: [FilingsController, ApplicationsController, CheckController, Consumers],
  providers: [
    ApplicationMoves,
    ArchivistChecksPaper,
    CalendarMovesDeadlines,
    Copies,
    Dossiers,
    DossierArrives,
    FilingCloses,
    FilingList,
    Filings,
    FilingViews,
    UnitPrintsDocuments,
  ],
})
export class ArchivalFilingModule {}
