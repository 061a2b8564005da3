import { defineService } from '@biaozhi/service-kit';
import { BadgeIssuanceModule } from './badge-issuance.module.js';
import { BadgeIssuanceConfig } from './config.js';
import { BadgeSchema } from './store/badge.schema.js';
import { badgeMigrations } from './store/migrations/index.js';
import { ReportSchema } from './store/report.schema.js';
import { BADGE_TALLY } from './store/tallies.js';

/** The service that issues badges (网站标识) and answers for them. */
export const service = defineService({
  name: 'badge-issuance',
  module: BadgeIssuanceModule,
  entities: [BadgeSchema, ReportSchema],
  migrations: badgeMigrations,
  // Not domains and calendars: told once more of all that became of them, badges would be suspended and their last days moved,
  // and units be told so. A calendar is mended by publishing its year again.
  copies: { unit: 'unit', bureau: 'bureau' },
  tallies: [BADGE_TALLY],
  config: BadgeIssuanceConfig,
});
