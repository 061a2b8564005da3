import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { BadgesController } from './http/badges.controller.js';
import { CodeTableController } from './http/code-table.controller.js';
import { BadgeViews } from './http/badge-view.js';
import { DecisionsController } from './http/decisions.controller.js';
import { PublicController } from './http/public.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { SearchController } from './http/search.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { PublicEdge } from './public/edge.js';
import { PublicLane } from './public/lane.js';
import { PublicRefresh } from './public/refresh.js';
import { BadgeCounts } from './store/badge-counts.js';
import { BadgeList } from './store/badge-list.js';
import { Badges } from './store/badges.js';
import { Copies } from './store/copies.js';
import { DivisionCodes } from './store/division-codes.js';
import { Inspections } from './store/inspections.js';
import { PublicBadges } from './store/public-badges.js';
import { Reports } from './store/reports.js';
import { UnitNumbers } from './store/unit-numbers.js';
import { BadgeHangs } from './use-cases/badge-hangs.js';
import { CalendarMovesDeadlines } from './use-cases/calendar-moves-deadlines.js';
import { DaysPass } from './use-cases/days-pass.js';
import { DomainOrUnitChanges } from './use-cases/domain-or-unit-changes.js';
import { InspectSites } from './use-cases/inspect-sites.js';
import { IssueBadge } from './use-cases/issue-badge.js';
import { NoticeReachesUnit } from './use-cases/notice-reaches-unit.js';
import { PublicReportsSite } from './use-cases/public-reports-site.js';
import { SetDivisionCode } from './use-cases/set-division-code.js';
import { StaffClosesReport } from './use-cases/staff-closes-report.js';
import { StaffDecidesOnBadge } from './use-cases/staff-decides-on-badge.js';

/** Issues badges, watches over them, and answers the public. */
@Module({
  // The public routes come first: `badges/public/:id` is not a badge called "public".
  controllers: [PublicController, SearchController, BadgesController, DecisionsController, CodeTableController, ReportsController, StatisticsController, Consumers],
  providers: [
    BadgeHangs,
    BadgeCounts,
    BadgeList,
    Badges,
    BadgeViews,
    CalendarMovesDeadlines,
    Copies,
    DaysPass,
    DivisionCodes,
    DomainOrUnitChanges,
    Inspections,
    InspectSites,
    IssueBadge,
    NoticeReachesUnit,
    PublicBadges,
    PublicEdge,
    PublicLane,
    PublicRefresh,
    PublicReportsSite,
    Reports,
    SetDivisionCode,
    StaffClosesReport,
    StaffDecidesOnBadge,
    UnitNumbers,
  ],
})
export class BadgeIssuanceModule {}
