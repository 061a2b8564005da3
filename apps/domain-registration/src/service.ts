import { defineService } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from './config.js';
import { DomainRegistrationModule } from './domain-registration.module.js';
import { FastLists1764000023000 } from './store/migrations/fast-lists.js';
import { PaymentNotices1764000022000 } from './store/migrations/payment-notices.js';
import { ReservedNames1764000021000 } from './store/migrations/reserved-names.js';
import { Settlements1764000024000 } from './store/migrations/settlements.js';
import { DomainRegistration1764000020000 } from './store/migrations/tables.js';
import { DomainApplicationSchema, DomainSchema, FeeOrderSchema, SettlementSchema } from './store/schemas.js';
import { FEE_ORDER_TALLY, SETTLEMENT_TALLY } from './store/tallies.js';

export const service = defineService({
  name: 'domain-registration',
  module: DomainRegistrationModule,
  entities: [DomainApplicationSchema, DomainSchema, FeeOrderSchema, SettlementSchema],
  migrations: [
    DomainRegistration1764000020000,
    ReservedNames1764000021000,
    PaymentNotices1764000022000,
    FastLists1764000023000,
    Settlements1764000024000,
  ],
  copies: { unit: 'unit_copy', calendar: 'calendar_copy' },
  tallies: [FEE_ORDER_TALLY, SETTLEMENT_TALLY],
  config: DomainRegistrationConfig,
});
