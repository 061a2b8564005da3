import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '@biaozhi/problem';
import type { GatewayConfig } from './config.js';

const MINUTE = '1 minute';
const LOG_INS = ['/session', '/session/first-login'];
const tooMany = (): Error => problem(429, 'too-many-requests');

/** Every address may make so many requests, and try so many log-ins, in a minute. */
export async function registerLimits(app: FastifyInstance, config: GatewayConfig): Promise<void> {
  app.addHook('onRoute', (route) => {
    const logIn = LOG_INS.includes(route.url) && route.method === 'POST';
    if (logIn) route.config = { ...route.config, rateLimit: { max: config.logInLimit, timeWindow: MINUTE } };
  });
  await app.register(rateLimit, { max: config.rateLimit, timeWindow: MINUTE, errorResponseBuilder: tooMany });
}

/** Refuses a request to a service's path when its address asks too often there. */
export type StrangersLimit = (request: FastifyRequest, service: string, path: string) => Promise<void>;

/**
 * Doors that need no log-in and cost more than memory: a search reads the database, a report writes to it, a password link is a mail,
 * and whoever tries passwords may not do so past the browser's own doors.
 * They are told by the decoded path, the same that the service will route by.
 */
export function strangersLimit(app: FastifyInstance, config: GatewayConfig): StrangersLimit {
  const limitOf = (max: number) => app.createRateLimit({ max, timeWindow: MINUTE });
  const doors = [
    { service: 'badge-issuance', method: 'GET', path: /^\/*badges\/public\/*$/, limit: limitOf(config.searchLimit) },
    { service: 'badge-issuance', method: 'POST', path: /^\/*reports\/*$/, limit: limitOf(config.reportLimit) },
    { service: 'identity', method: 'POST', path: /^\/*(sessions|first-login|second-factor|passkey-options|password-links)\/*$/, limit: limitOf(config.logInLimit) },
  ];
  return async (request, service, path) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const door = doors.find((one) => one.service === service && one.method === method && one.path.test(path));
    const answer = await door?.limit(request);
    if (answer && !answer.isAllowed && answer.isExceeded) throw tooMany();
  };
}
