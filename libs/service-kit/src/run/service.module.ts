import { Global, Inject, Module, type DynamicModule, type OnModuleInit, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuthModule } from '@biaozhi/auth';
import { BusModule } from '@biaozhi/bus';
import { Clock } from '../clock.js';
import { CommonConfig } from '../config.js';
import { Audit } from '../data/audit.js';
import { Changes } from '../data/changes.js';
import { COPY_TABLES, CopyRebuild } from '../data/copies.js';
import { Jobs, JOBS_ENABLED } from '../data/jobs.js';
import { Numbers } from '../data/numbers.js';
import { TALLIES, type Tally } from '../data/tally.js';
import { CopiesController } from '../http/copies.controller.js';
import { DeadLettersController } from '../http/dead-letters.controller.js';
import { ProblemFilter } from '../http/filter.js';
import { HealthController } from '../http/health.js';
import { FORGET_OLD_KEYS, IdempotencyInterceptor } from '../http/idempotency.js';
import { Metrics, MetricsInterceptor } from '../http/metrics.js';
import { validationPipe } from '../http/pipe.js';
import { TrailController } from '../http/trail.controller.js';
import { databaseOptions } from './database.js';
import type { ServiceDefinition } from './service.js';

/** What every service has besides its own module. */
@Global()
@Module({})
export class ServiceModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    private readonly database: DataSource,
    @Inject(TALLIES) private readonly tallies: Tally[],
  ) {}

  static forRoot(service: ServiceDefinition, config: CommonConfig, options: { jobs: boolean }): DynamicModule {
    const configs: Provider[] = [{ provide: CommonConfig, useValue: config }];
    if (service.config) configs.push({ provide: service.config, useValue: config });
    const face: Provider[] = [Clock, Audit, Changes, Numbers, Jobs];
    return {
      module: ServiceModule,
      imports: [
        TypeOrmModule.forRoot({ ...databaseOptions(service, config), retryAttempts: 30, retryDelay: 1000 }),
        BusModule.forRoot({ service: service.name, url: config.natsUrl }),
        AuthModule.forRoot({ jwksUrl: config.jwksUrl }),
        service.module,
      ],
      controllers: [HealthController, TrailController, DeadLettersController, CopiesController],
      providers: [
        ...configs,
        ...face,
        { provide: COPY_TABLES, useValue: service.copies ?? {} },
        CopyRebuild,
        { provide: TALLIES, useValue: service.tallies ?? [] },
        { provide: JOBS_ENABLED, useValue: options.jobs },
        Metrics,
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: MetricsInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [...configs, ...face],
    };
  }

  onModuleInit(): void {
    this.jobs.every('forget-old-idempotency-keys', 3600, async () => {
      await this.database.query(FORGET_OLD_KEYS);
    });
    this.jobs.every('fold-tallies', 60, async () => {
      for (const { fold } of this.tallies) await this.database.query(fold);
    });
  }
}
