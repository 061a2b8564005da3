import { setTimeout } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BusStatus } from '@biaozhi/bus';
import { CommonConfig, loadConfig } from '../config.js';
import { CopyRebuild } from '../data/copies.js';
import { createService } from './application.js';
import { migrate } from './database.js';
import { JsonLogger } from './logging.js';
import { ServiceModule } from './service.module.js';
import type { ServiceDefinition } from './service.js';

/**
 * Starts a service: `node main.js` serves, `node main.js migrate` brings its database up to date,
 * `node main.js rebuild <aggregate>` reads a copy anew, `node main.js <command> …` runs one of its own commands.
 */
export async function run(service: ServiceDefinition): Promise<void> {
  const config = loadConfig(service.config ?? CommonConfig, process.env);
  const logger = new JsonLogger(service.name, config.logLevel);
  const [command, ...argv] = process.argv.slice(2);
  if (command === undefined) return serve(service, config, logger);
  if (command === 'migrate') {
    const done = await migrate(service, config);
    return logger.log(done.length ? `Migrated: ${done.join(', ')}` : 'The database is up to date', 'migrate');
  }
  if (command === 'rebuild') return rebuildCopy(service, config, argv[0] ?? '', logger);
  const work = service.commands?.[command];
  if (!work) {
    const known = ['migrate', 'rebuild', ...Object.keys(service.commands ?? {})].join(', ');
    throw new Error(`${service.name} knows no command '${command}'; it knows: ${known}`);
  }
  const app = await NestFactory.createApplicationContext(ServiceModule.forRoot(service, config, { jobs: false }), { logger });
  try {
    await work(app, argv);
  } finally {
    await app.close();
  }
}

/**
 * Has a copy read anew, also while the service runs: this process takes part as one more replica for as long as it takes.
 * @throws Error for something that is no copy of the service, or when NATS is out of reach
 */
export async function rebuildCopy(
  service: ServiceDefinition,
  config: CommonConfig,
  copy: string,
  logger: LoggerService | false,
): Promise<void> {
  const known = Object.keys(service.copies ?? {});
  if (!known.includes(copy)) throw new Error(`${service.name} has no copy '${copy}'; it has: ${known.join(', ') || 'none'}`);
  const app = await createService(service, config, { logger, jobs: false });
  try {
    await app.init();
    await app.startAllMicroservices();
    const patience = AbortSignal.timeout(10_000);
    while (!app.get(BusStatus).connected) await setTimeout(50, undefined, { signal: patience });
    const { resent } = await app.get(CopyRebuild, { strict: false }).rebuild(copy, 'system');
    if (logger) logger.log(`The copy '${copy}' is read anew; sent again by its producer: ${resent ?? 'it does not answer'}`, 'rebuild');
  } finally {
    await app.close();
  }
}

async function serve(service: ServiceDefinition, config: CommonConfig, logger: JsonLogger): Promise<void> {
  const app = await createService(service, config, { logger });
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  logger.log(`${service.name} listens on ${await app.getUrl()}`, 'run');
}
