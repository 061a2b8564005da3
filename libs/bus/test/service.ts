import { BadgeHung, BadgeIssued, type AggregateData, type ServiceName } from '@biaozhi/contracts';
import { createTestDatabase, type TestDatabase } from '@biaozhi/testing';
import { Controller, type INestApplication, type Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import {
  BusModule,
  busMigrations,
  connectBus,
  Consumes,
  Outbox,
  Transactions,
  type BusOptions,
  type EventMeta,
} from '../src/index.js';

/** A service with the bus and nothing else, on a real database. */
export interface Service {
  app: INestApplication;
  database: TestDatabase;
  transactions: Transactions;
  outbox: Outbox;
  sql<R = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>;
  /** Commits events, each call in one transaction. */
  say(...events: AggregateData[]): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceSetup {
  service: ServiceName;
  url: string;
  /** Shared with another replica; otherwise a fresh one. */
  database?: TestDatabase;
  controllers?: Type[];
  options?: Partial<BusOptions>;
  /** Called before the bus starts, e.g. to switch a mechanism off. */
  prepare?: (app: INestApplication) => void | Promise<void>;
  /** False: database and outbox only. */
  connect?: boolean;
}

/** Starts it; `stop` also drops the database when it was made here. */
export async function startService(setup: ServiceSetup): Promise<Service> {
  const database = setup.database ?? (await createTestDatabase());
  const module = await Test.createTestingModule({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: database.url,
        migrations: busMigrations,
        migrationsRun: !setup.database,
        extra: { max: 24 },
      }),
      BusModule.forRoot({ service: setup.service, url: setup.url, pollSeconds: 0.05, ...setup.options }),
    ],
    controllers: setup.controllers ?? [],
  }).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: process.env.BUS_LOG ? undefined : false });
  const dataSource = app.get(DataSource);
  if (!setup.database) await dataSource.query(EFFECTS);
  await setup.prepare?.(app);
  if (setup.connect !== false) connectBus(app);
  await app.init();
  await app.startAllMicroservices();
  const [transactions, outbox] = [app.get(Transactions), app.get(Outbox)];
  return {
    app,
    database,
    transactions,
    outbox,
    sql: (text, values) => dataSource.query(text, values),
    say: (...events) => transactions.run(() => outbox.append(...events)),
    async stop() {
      await app.close();
      if (!setup.database) await database.drop();
    },
  };
}

/** What handlers leave behind; the same event twice shows as two rows. */
const EFFECTS = `CREATE TABLE effect (place bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, aggregate_id uuid, sequence bigint, type text)`;

/** Rows of `effect`, in the order of their making. */
export const effects = (service: Service, aggregate?: string) =>
  service.sql<{ event_id: string; aggregate_id: string; sequence: string; type: string }>(
    `SELECT * FROM effect WHERE $1::uuid IS NULL OR aggregate_id = $1 ORDER BY place`,
    [aggregate ?? null],
  );

/** Handles badges by leaving a row; what else it does is up to the test. */
export function recorder(extra: (event: BadgeIssued, meta: EventMeta) => Promise<void> | void = () => undefined): Type {
  @Controller()
  class Recorder {
    constructor(private readonly transactions: Transactions) {}

    @Consumes(BadgeIssued, BadgeHung)
    async on(event: BadgeIssued | BadgeHung, meta: EventMeta): Promise<void> {
      await this.transactions.run((manager) =>
        manager.query('INSERT INTO effect (event_id, aggregate_id, sequence, type) VALUES ($1, $2, $3, $4)', [
          meta.id,
          meta.aggregate.id,
          meta.sequence,
          meta.type,
        ]),
      );
      await extra(event, meta);
    }
  }
  return Recorder;
}

const badge = {
  region: '370102',
  code: 'CA151070002000000010001',
  colour: 'red' as const,
  publicId: 'a'.repeat(32),
  state: 'ISSUED' as const,
  place: 'own-site' as const,
  unitName: '济南市历下区示例局',
  siteName: '示例局',
  domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
  issuedOn: '2026-11-24',
  deadline: '2026-12-01',
  deadlineProvisional: true,
};

/** A badge that was issued. */
export const issued = (id: string = v7()): BadgeIssued => BadgeIssued.of({ ...badge, id, applicationId: id });
/** A badge that was hung. */
export const hung = (id: string): BadgeHung => BadgeHung.of({ ...badge, id, applicationId: id, state: 'HUNG' });
