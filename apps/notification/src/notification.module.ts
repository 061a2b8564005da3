import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { NoticesController } from './http/notices.controller.js';
import { OutsideModule } from './outside/outside.module.js';
import { Copies } from './store/copies.js';
import { Deliveries } from './store/deliveries.js';
import { Notices } from './store/notices.js';
import { SendDue } from './use-cases/send-due.js';
import { Tell } from './use-cases/tell.js';
import { TryAgain } from './use-cases/try-again.js';

/** Tells people what happened. */
@Module({
  imports: [OutsideModule],
  controllers: [NoticesController, DeliveriesController, Consumers],
  providers: [Copies, Deliveries, Notices, SendDue, Tell, TryAgain],
})
export class NotificationModule {}
