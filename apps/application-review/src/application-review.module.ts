import { Module } from '@nestjs/common';
import './domain/messages.js';
import './domain/form-messages.js';
import { Consumers } from './consumers.js';
import { CasesController, DomainApplicationsController, ReasonsController } from './http/cases.controller.js';
import { Presenter } from './http/presenter.js';
import { SiteApplicationsController } from './http/site-applications.controller.js';
import { Clocks } from './store/clocks.js';
import { Copies } from './store/copies.js';
import { DomainReviews } from './store/domain-reviews.js';
import { Queue } from './store/queue.js';
import { SiteApplications } from './store/site-applications.js';
import { SiteVisits } from './store/site-visits.js';
import { Timeline } from './store/timeline.js';
import { DeadlinesPass } from './use-cases/deadlines-pass.js';
import { Desk } from './use-cases/desk.js';
import { DomainApplicationArrives } from './use-cases/domain-application-arrives.js';
import { HandlerFillsInForm } from './use-cases/handler-fills-in-form.js';
import { HandlerOpensDraft, HandlerReplacesFailedApplication } from './use-cases/handler-opens-draft.js';
import { HandlerSubmitsApplication } from './use-cases/handler-submits-application.js';
import { HandlerWithdrawsApplication } from './use-cases/handler-withdraws-application.js';
import { BadgeMoves, PaperMoves } from './use-cases/paper-moves.js';
import { ReviewerClaimsCase } from './use-cases/reviewer-claims-case.js';
import { CaseFinder, ReviewerDecidesCase } from './use-cases/reviewer-decides-case.js';
import { UnitChanges } from './use-cases/unit-changes.js';
import { VisitSites } from './use-cases/visit-sites.js';

const store = [Clocks, Copies, DomainReviews, Queue, SiteApplications, SiteVisits, Timeline];

const useCases = [
  BadgeMoves,
  CaseFinder,
  DeadlinesPass,
  Desk,
  DomainApplicationArrives,
  HandlerFillsInForm,
  HandlerOpensDraft,
  HandlerReplacesFailedApplication,
  HandlerSubmitsApplication,
  HandlerWithdrawsApplication,
  PaperMoves,
  ReviewerClaimsCase,
  ReviewerDecidesCase,
  UnitChanges,
  VisitSites,
];

@Module({
  controllers: [
    SiteApplicationsController,
    CasesController,
    ReasonsController,
    DomainApplicationsController,
    Consumers,
  ],
  providers: [...store, ...useCases, Presenter],
})
export class ApplicationReviewModule {}
