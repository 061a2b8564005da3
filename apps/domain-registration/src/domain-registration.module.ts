import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { ApplicationFeesController } from './http/application-fees.controller.js';
import { DomainApplicationsController } from './http/domain-applications.controller.js';
import { DomainsController } from './http/domains.controller.js';
import { FeesController } from './http/fees.controller.js';
import { OrderViews } from './http/order-views.js';
import { ReservedNamesController } from './http/reserved-names.controller.js';
import { SettlementsController } from './http/settlements.controller.js';
import { HttpPaymentProvider, PaymentProvider } from './payment/provider.js';
import { Copies } from './store/copies.js';
import { DomainApplications } from './store/domain-applications.js';
import { Domains } from './store/domains.js';
import { FeeOrders } from './store/fee-orders.js';
import { PaymentNotices } from './store/payment-notices.js';
import { Prices } from './store/prices.js';
import { ReservedNameTable } from './store/reserved-names.js';
import { Settlements } from './store/settlements.js';
import { ApplicationEnds } from './use-cases/application-ends.js';
import { BureauSettlesFees } from './use-cases/bureau-settles-fees.js';
import { DomainLivesOn } from './use-cases/domain-lives-on.js';
import { FeeFallsDue } from './use-cases/fee-falls-due.js';
import { FeeIsPaid } from './use-cases/fee-is-paid.js';
import { HandlerAppliesForDomain } from './use-cases/handler-applies-for-domain.js';
import { ReviewDecidesDomain } from './use-cases/review-decides-domain.js';
import { UnitPaysOnline } from './use-cases/unit-pays-online.js';

@Module({
  controllers: [
    DomainApplicationsController,
    ApplicationFeesController,
    FeesController,
    SettlementsController,
    DomainsController,
    ReservedNamesController,
    Consumers,
  ],
  providers: [
    DomainApplications,
    Domains,
    FeeOrders,
    PaymentNotices,
    Prices,
    ReservedNameTable,
    Settlements,
    Copies,
    ApplicationEnds,
    HandlerAppliesForDomain,
    ReviewDecidesDomain,
    FeeIsPaid,
    BureauSettlesFees,
    UnitPaysOnline,
    FeeFallsDue,
    DomainLivesOn,
    OrderViews,
    { provide: PaymentProvider, useClass: HttpPaymentProvider },
  ],
})
export class DomainRegistrationModule {}
