import {
  Global,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type INestApplication,
} from '@nestjs/common';
import { Comparison } from './comparison.js';
import { DeadLetters } from './dead-letters.js';
import { Fence } from './fence.js';
import { Gaps } from './gaps.js';
import { Handlers } from './handlers.js';
import { Housekeeping } from './housekeeping.js';
import { Intake } from './intake.js';
import { Link } from './link.js';
import { BUS_SETTINGS, settingsOf, type BusOptions } from './options.js';
import { Outbox } from './outbox.js';
import { Probe } from './probe.js';
import { Rebuild } from './rebuild.js';
import { Relay } from './relay.js';
import { Resend } from './resend.js';
import { Retries } from './retries.js';
import { Seen } from './seen.js';
import { BusStatus } from './status.js';
import { JetStreamStrategy } from './strategy.js';
import { Transactions } from './transactions.js';
import { Wakeup } from './wakeup.js';
import './messages.js';

const FACE = [Transactions, Outbox, DeadLetters, Rebuild, BusStatus, JetStreamStrategy];
const INSIDE = [Wakeup, Link, Fence, Relay, Handlers, Gaps, Intake, Retries, Resend, Seen, Comparison, Housekeeping, Probe];

/**
 * The bus of one service. It needs TypeORM's DataSource (of TypeOrmModule.forRoot) with the tables of `busMigrations`.
 */
@Global()
@Module({})
export class BusModule implements BeforeApplicationShutdown {
  constructor(private readonly strategy: JetStreamStrategy) {}

  /** Transactions and Outbox work at once; connection, relay and consumers start with `connectBus`. */
  static forRoot(options: BusOptions): DynamicModule {
    const settings = { provide: BUS_SETTINGS, useFactory: () => settingsOf(options) };
    return { module: BusModule, providers: [settings, ...FACE, ...INSIDE], exports: FACE };
  }

  /** Before TypeORM closes its pool. */
  beforeApplicationShutdown(): Promise<void> {
    return this.strategy.close();
  }
}

/**
 * Attaches the bus to an application; `startAllMicroservices()` then starts it. Not for commands that only use the
 * database.
 */
export function connectBus(app: INestApplication): void {
  app.connectMicroservice({ strategy: app.get(JetStreamStrategy) });
}
