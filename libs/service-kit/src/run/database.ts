import { DataSource, type DataSourceOptions } from 'typeorm';
import { busMigrations } from '@biaozhi/bus';
import type { CommonConfig } from '../config.js';
import { ServiceKit1764000001000, TrailFilters1764000001100 } from '../data/migrations.js';
import type { ServiceDefinition } from './service.js';

/** How a service reaches its own database. Time limits end half-open connections; the driver has no other way. */
export const databaseOptions = (service: ServiceDefinition, config: CommonConfig): DataSourceOptions => ({
  type: 'postgres',
  url: config.databaseUrl,
  applicationName: service.name,
  entities: service.entities,
  migrations: [...busMigrations, ServiceKit1764000001000, TrailFilters1764000001100, ...service.migrations],
  migrationsTransactionMode: 'each',
  synchronize: false,
  logging: false,
  poolSize: config.databasePool,
  extra: {
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    // Of SSDs, and of pages that lie in memory: one that is not the next costs hardly more. The default, 4, is of turning discs, and
    // makes PostgreSQL go along a whole list where the index of a search has a few thousand rows.
    options: '-c random_page_cost=1.1',
  },
});

/** Brings the database to this version. Two that start at once wait for each other. */
export async function migrate(service: ServiceDefinition, config: CommonConfig): Promise<string[]> {
  const options = databaseOptions(service, config);
  // An index over the rows of a whole country takes minutes.
  const extra: object = { ...options.extra, query_timeout: 0, statement_timeout: 0 };
  const database = await new DataSource({ ...options, extra } as DataSourceOptions).initialize();
  try {
    const session = database.createQueryRunner();
    await session.query(`SELECT pg_advisory_lock(hashtextextended('biaozhi:migrate', 2))`);
    try {
      return (await database.runMigrations()).map((migration) => migration.name);
    } finally {
      await session.query(`SELECT pg_advisory_unlock(hashtextextended('biaozhi:migrate', 2))`);
      await session.release();
    }
  } finally {
    await database.destroy();
  }
}
