import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyRequest } from 'fastify';
import { v7 } from 'uuid';

/** Headers of every answer of ours; a service's own headers of the same names win over them. */
export const securityHeaders = (https: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      // Component libraries set style attributes from templates.
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
});

/** A caller's request id is kept when it is harmless in logs and headers. */
export function requestId({ headers }: { headers: IncomingHttpHeaders }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : v7();
}

/** What we say to a service about the request: who asks from where, in which language, in which trace. */
export function outgoingHeaders(request: FastifyRequest): Record<string, string> {
  const { 'accept-language': language, 'user-agent': agent, traceparent } = request.headers;
  return {
    'x-request-id': request.id,
    'x-forwarded-for': request.ip,
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    traceparent: typeof traceparent === 'string' ? traceparent : newTrace(),
    ...(language ? { 'accept-language': language } : {}),
    ...(agent ? { 'user-agent': agent } : {}),
  };
}

/** The first span of a trace (W3C Trace Context), when the caller began none. */
const newTrace = (): string => `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;

/** Our cookie and what a caller claims about himself stay here. */
const NOT_PASSED_ON = ['cookie', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

export function forwardedHeaders(request: FastifyRequest, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.includes(name)));
  const token = request.accessToken ? { authorization: `Bearer ${request.accessToken}` } : {};
  return { ...passed, ...outgoingHeaders(request), ...token };
}
