import { Controller, Get, Header, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Open } from '@biaozhi/auth';
import { BusStatus } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Metrics } from './metrics.js';

/** Probes and figures; not behind the gateway. */
@Open()
@Controller()
export class HealthController {
  constructor(
    private readonly database: DataSource,
    @Inject(BusStatus) private readonly bus: BusStatus,
    private readonly metrics: Metrics,
  ) {}

  /** The process turns its loop. Says nothing about others: restarting this process would not heal them. */
  @Get('health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /**
   * Requests can be served: the database answers. The bus is reported but does not decide:
   * without it a service still accepts work, and says so on the bus later.
   */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ready'; bus: boolean }> {
    try {
      await this.database.query('SELECT 1');
    } catch (cause) {
      throw problem(503, 'unavailable', { cause });
    }
    return { status: 'ready', bus: this.bus.connected };
  }

  /** Whether JetStream stores and gives back, which its own health page does not tell when its disk is full. */
  @Get('health/bus')
  async busHealth(): Promise<object> {
    const health = await this.bus.health();
    if (!health.ok) throw problem(503, 'unavailable', { extensions: { reason: health.error } });
    return health;
  }

  /** Figures for Prometheus. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.text();
  }
}
