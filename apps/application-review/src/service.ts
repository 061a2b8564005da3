import { defineService } from '@biaozhi/service-kit';
import { ApplicationReviewModule } from './application-review.module.js';
import { ReviewConfig } from './config.js';
import { FastQueue1764000400000 } from './store/migrations/fast-queue.js';
import { ReviewGuards1764000300000, UnitEndMoves1764000301000 } from './store/migrations/guards.js';
import { ReviewQueue1764000200000 } from './store/migrations/queue.js';
import { SiteVisits1764000500000 } from './store/migrations/site-visits.js';
import { ApplicationReview1764000100000 } from './store/migrations/tables.js';
import { ReviewTallies1764000401000 } from './store/migrations/tallies.js';
import { DomainReviewSchema, SiteApplicationSchema } from './store/schemas.js';
import { TALLIES } from './store/tallies.js';

export const service = defineService({
  name: 'application-review',
  module: ApplicationReviewModule,
  entities: [SiteApplicationSchema, DomainReviewSchema],
  migrations: [
    ApplicationReview1764000100000,
    ReviewQueue1764000200000,
    ReviewGuards1764000300000,
    UnitEndMoves1764000301000,
    FastQueue1764000400000,
    ReviewTallies1764000401000,
    SiteVisits1764000500000,
  ],
  copies: {
    unit: 'unit_copy',
    bureau: 'bureau_copy',
    contact: 'contact_copy',
    calendar: 'calendar_copy',
    domain: 'domain_copy',
  },
  tallies: TALLIES,
  config: ReviewConfig,
});
