import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';

const secure = (config: GatewayConfig): boolean => config.publicUrl.startsWith('https:');

/** `__Host-` makes browsers insist on Secure, on our very host and on the whole path. */
const nameOf = (config: GatewayConfig): string => (secure(config) ? '__Host-biaozhi' : 'biaozhi');

export const sessionCookie = (request: FastifyRequest, config: GatewayConfig): string | undefined =>
  request.cookies[nameOf(config)];

/** Sets the session cookie, or removes it when `value` is empty. */
export function setSessionCookie(reply: FastifyReply, value: string, config: GatewayConfig): void {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: secure(config) } as const;
  if (value) void reply.setCookie(nameOf(config), value, options);
  else void reply.clearCookie(nameOf(config), options);
}
