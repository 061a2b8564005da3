import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Seal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { upstreamsOf, type GatewayConfig } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { requestId, securityHeaders } from './headers.js';
import { registerLimits } from './limits.js';
import './messages.js';
import { registerPortal } from './portal.js';
import { answerProblem, GatewayProblemFilter } from './problem.filter.js';
import { registerProxies, routeByHost } from './proxies.js';
import { IdentityClient } from './session/identity-client.js';
import { Sessions } from './session/sessions.js';

/** The one address in front of all services. It forwards, holds the session cookie and sets limits; it decides nothing. */
export async function createGateway(config: GatewayConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    rewriteUrl: routeByHost,
    genReqId: requestId,
    bodyLimit: config.bodyLimit,
    trustProxy: config.trustedProxies === 'none' ? false : config.trustedProxies.split(',').map((one) => one.trim()),
    // An address with a broken escape is the caller's mistake, answered like every other.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      const told = problem(error.statusCode ?? 400, 'malformed');
      const document = JSON.stringify(told.toJSON());
      void reply.status(told.status).header('content-type', 'application/problem+json; charset=utf-8').send(document);
    },
  });
  const identity = new IdentityClient(upstreamsOf(config).identity, config.upstreamTimeout);
  const sessions = new Sessions(identity, new Seal(config.sessionKeys.split(','), 'biaozhi-session'));
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.with(config, sessions), adapter, {
    // Bodies are streamed through to the services; only /session reads one, with Fastify's own JSON parser.
    bodyParser: false,
    logger: config.logLevel === 'silent' ? false : new ConsoleLogger('gateway', { json: true, logLevels: levelsFrom(config.logLevel) }),
  });
  app.useGlobalFilters(new GatewayProblemFilter());
  app.enableShutdownHooks();
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await registerLimits(fastify, config);
  await fastify.register(cookie);
  await fastify.register(helmet, securityHeaders(config.publicUrl.startsWith('https:')));
  fastify.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  // Plugins take over the error handler that exists when they are registered, which is before Nest sets its own.
  await fastify.register(async (scope) => {
    scope.setErrorHandler(answerProblem);
    await registerProxies(scope, config, sessions);
    await registerPortal(scope, config);
  });
  return app;
}

/** Nest names its levels otherwise than pino, which the services' LOG_LEVEL speaks. */
function levelsFrom(level: string): LogLevel[] {
  const ranked = ['fatal', 'error', 'warn', 'info', 'debug'];
  const last = Math.max(1, ranked.indexOf(level));
  return ranked.slice(0, last + 1).map((name) => (name === 'info' ? 'log' : name) as LogLevel);
}
