import { defineService } from '@biaozhi/service-kit';
import { RedPageModule } from './red-page.module.js';
import { RedPageSchema } from './store/red-page.schema.js';
import { redPageMigrations } from './store/migrations/tables.js';

/** The service of red pages (网络红页). */
export const service = defineService({
  name: 'red-page',
  module: RedPageModule,
  entities: [RedPageSchema],
  migrations: redPageMigrations,
  copies: { unit: 'unit' },
});
