import type { Abstract, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Clock, CommonConfig, fastify, migrate, prepare, ServiceModule, type ServiceDefinition } from '@biaozhi/service-kit';
import type { TestBus } from './bus.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { TestHttp } from './http.js';
import { startJwks } from './tokens.js';

type Token<T> = Type<T> | Abstract<T> | string | symbol;

interface Replacement {
  provide: Token<unknown>;
  useValue: unknown;
}

export interface TestServiceOptions<C extends CommonConfig = CommonConfig> {
  bus: Pick<TestBus, 'url'>;
  /** A database to keep between two starts; without it a fresh one is made, and dropped by `stop`. */
  database?: TestDatabase;
  /** Fields of the service's configuration that differ from their defaults. */
  config?: Partial<C>;
  clock?: Clock;
  /** What takes the place of the service's own providers, e.g. a port to the outside. */
  providers?: Replacement[];
  /** Lets timed jobs run by themselves; otherwise a test runs one with `get(Jobs).run(name)`. */
  jobs?: boolean;
}

export interface TestService {
  app: NestFastifyApplication;
  /** A provider of the service, e.g. a repository or `DataSource`. */
  get<T>(token: Token<T>): T;
  http: TestHttp;
  /** http://127.0.0.1:port */
  url: string;
  database: TestDatabase;
  stop(): Promise<void>;
}

/**
 * Boots a service inside the test as `run` would: migrated database, real bus, HTTP on a free port, tokens signed by the
 * test's own key. TEST_LOG=1 shows what the service says.
 */
export async function startTestService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  options: TestServiceOptions<C>,
): Promise<TestService> {
  const service = definition as ServiceDefinition;
  const database = options.database ?? (await createTestDatabase());
  const jwks = await startJwks();
  const release = async (): Promise<void> => {
    await jwks.stop();
    if (!options.database) await database.drop();
  };
  const config = Object.assign(new (service.config ?? CommonConfig)(), {
    port: 0,
    nodeEnv: 'test',
    databaseUrl: database.url,
    natsUrl: options.bus.url,
    jwksUrl: jwks.url,
    ...options.config,
  });
  try {
    await migrate(service, config);
    const app = await boot(service, config, options);
    const url = await app.getUrl();
    return {
      app,
      get: (token) => app.get(token, { strict: false }),
      http: new TestHttp(url),
      url,
      database,
      async stop() {
        await app.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function boot(
  service: ServiceDefinition,
  config: CommonConfig,
  { clock, providers = [], jobs = false }: Pick<TestServiceOptions, 'clock' | 'providers' | 'jobs'>,
): Promise<NestFastifyApplication> {
  const builder = Test.createTestingModule({ imports: [ServiceModule.forRoot(service, config, { jobs })] });
  if (clock) builder.overrideProvider(Clock).useValue(clock);
  for (const { provide, useValue } of providers) builder.overrideProvider(provide).useValue(useValue);
  const logger = process.env.TEST_LOG ? {} : { logger: false as const };
  const module = await builder.compile();
  const app = module.createNestApplication<NestFastifyApplication>(fastify(), { forceCloseConnections: true, ...logger });
  prepare(app, service);
  try {
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}
