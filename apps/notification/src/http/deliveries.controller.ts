import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import type { Page } from '@biaozhi/service-kit';
import { Deliveries, type DeliveryRow } from '../store/deliveries.js';
import { TryAgain } from '../use-cases/try-again.js';
import { DeliveriesQuery, IdParam, RetryBody } from './dtos.js';

/** Messages and what became of them, without their text and with masked addresses. */
@ApiTags('deliveries')
@Controller('deliveries')
@Policy('administrator', 'auditor')
export class DeliveriesController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly tryAgain: TryAgain,
  ) {}

  /** Messages, the newest first. */
  @Get()
  page(@Query() query: DeliveriesQuery): Promise<Page<DeliveryRow>> {
    return this.deliveries.page(query);
  }

  /** Sends a failed message again; 409 `wrong-state` unless it has failed. */
  @Post(':id/retry')
  @HttpCode(202)
  @Policy('administrator')
  retry(@Param() { id }: IdParam, @Body() { version }: RetryBody, @Me() me: Principal): Promise<DeliveryRow> {
    return this.tryAgain.run(me, id, version);
  }
}
