import { defineService } from '@biaozhi/service-kit';
import { NotificationConfig } from './config.js';
import { templatesAtProviders } from './domain/sms.js';
import { NotificationModule } from './notification.module.js';
import { notificationMigrations } from './store/migrations/tables.js';

/** The service that tells people what happened, by SMS, mail and in the portal. */
export const service = defineService({
  name: 'notification',
  module: NotificationModule,
  entities: [],
  migrations: notificationMigrations,
  copies: { unit: 'unit', bureau: 'bureau', contact: 'contact', 'domain-application': 'domain_application' },
  config: NotificationConfig,
  commands: {
    /** Prints the texts to register at the providers, with the codes that we use for them. */
    templates: async () => {
      process.stdout.write(`${JSON.stringify(templatesAtProviders(), null, 2)}\n`);
    },
  },
});
