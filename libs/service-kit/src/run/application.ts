import { randomUUID } from 'node:crypto';
import { RequestMethod, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BusContext, connectBus } from '@biaozhi/bus';
import type { CommonConfig } from '../config.js';
import { serveDocs } from '../http/openapi.js';
import { ServiceModule } from './service.module.js';
import type { ServiceDefinition } from './service.js';

const BODY_LIMIT_BYTES = 256 * 1024;
const CORRELATION = /^[\w.-]{1,100}$/;

/** The HTTP server, before Nest: small bodies, and every request with a correlation id that its events carry on. */
export function fastify(): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, trustProxy: 'loopback,uniquelocal' });
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-request-id'];
    const correlationId = typeof given === 'string' && CORRELATION.test(given) ? given : randomUUID();
    const { traceparent } = request.headers;
    void reply.header('x-request-id', correlationId);
    const cause = { correlationId, causationId: correlationId, ...(typeof traceparent === 'string' ? { traceparent } : {}) };
    BusContext.run(cause, done);
  });
  return adapter;
}

/** A service as an application that does not listen yet. */
export async function createService(
  service: ServiceDefinition,
  config: CommonConfig,
  options: { logger: LoggerService | false; jobs?: boolean },
): Promise<NestFastifyApplication> {
  const module = ServiceModule.forRoot(service, config, { jobs: options.jobs ?? true });
  const app = await NestFactory.create<NestFastifyApplication>(module, fastify(), {
    logger: options.logger,
    abortOnError: false,
    forceCloseConnections: true,
  });
  prepare(app, service);
  return app;
}

/** What is the same for an application made by the testing module. */
export function prepare(app: NestFastifyApplication, service: ServiceDefinition): void {
  app.setGlobalPrefix('', { exclude: [{ path: '*path', method: RequestMethod.ALL }] });
  serveDocs(app, service.name);
  connectBus(app);
  app.enableShutdownHooks();
}
