import { defineService } from '@biaozhi/service-kit';
import { ArchivalFilingModule } from './archival-filing.module.js';
import { ArchivalFilingConfig } from './config.js';
import { FilingSchema } from './store/filing.schema.js';
import { EndedUnits1764000101000 } from './store/migrations/ended-units.js';
import { FastFilings1764000102000 } from './store/migrations/fast-list.js';
import { Filings1764000100000 } from './store/migrations/tables.js';

/** The service that files the stamped paper (纸质备案) and prints letter and form. */
export const service = defineService({
  name: 'archival-filing',
  module: ArchivalFilingModule,
  entities: [FilingSchema],
  migrations: [Filings1764000100000, EndedUnits1764000101000, FastFilings1764000102000],
  copies: { unit: 'unit', bureau: 'bureau', calendar: 'calendar_year', 'site-application': 'application' },
  config: ArchivalFilingConfig,
});
