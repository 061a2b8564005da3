import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SERVICES } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { limitBody } from './body-limit.js';
import { upstreamsOf, type GatewayConfig } from './config.js';
import { forwardedHeaders } from './headers.js';
import { redPageHost } from './hosts.js';
import { strangersLimit } from './limits.js';
import { sessionCookie, setSessionCookie } from './session/cookie.js';
import { comesFromUs } from './session/origin.js';
import type { Sessions } from './session/sessions.js';
import { upstreamProblem } from './upstream-problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Token that the session cookie stands for; a bearer token of the caller's own is passed on without it. */
    accessToken?: string;
  }
}

/** What a badge on somebody's site loads, and anybody may read. */
const BADGE_PATHS = ['/js', '/image', '/badges/public', '/sitename'];

/**
 * Requests to a red page's host get this prefix before they are routed. It is random, so that nobody can ask for a red
 * page under the portal's own address, where the page would share the portal's origin.
 */
const RED_PAGES = `/${randomBytes(16).toString('hex')}`;

/** Fastify's `rewriteUrl`: the host decides first, the path after. */
export function routeByHost({ headers, url = '/' }: IncomingMessage): string {
  const host = redPageHost(headers.host);
  return host ? `${RED_PAGES}/${host}${url.startsWith('/') ? url : `/${url}`}` : url;
}

/** `/api/<service>/…`, the public paths of badges, and the hosts of red pages. */
export async function registerProxies(app: FastifyInstance, config: GatewayConfig, sessions: Sessions): Promise<void> {
  const upstreams = upstreamsOf(config);
  const limit = strangersLimit(app, config);
  const common = {
    timeout: config.upstreamTimeout,
    undici: { connections: 128, pipelining: 1, headersTimeout: config.upstreamTimeout },
    disableRequestLogging: true,
    replyOptions: {
      rewriteRequestHeaders: forwardedHeaders,
      rewriteHeaders: withoutCookies,
      // A service's 503 is an answer (a page that is offline, a service that begins anew): the library would hold it back
      // and ask ten times more.
      retryDelay: () => undefined,
      onError: (reply: FastifyReply, { error }: { error: Error }) => void reply.send(upstreamProblem(error)),
    },
  } as unknown as FastifyHttpProxyOptions;

  for (const service of SERVICES) {
    await app.register(httpProxy, {
      ...common,
      upstream: upstreams[service],
      prefix: `/api/${service}`,
      preHandler: async (request, reply) => {
        refuseInternalPaths(request);
        await limit(request, service, pathOf(request));
        await useSession(request, reply, config, sessions);
        limitBody(request, config.bodyLimit);
      },
    });
  }
  for (const path of BADGE_PATHS) {
    await app.register(httpProxy, {
      ...common,
      upstream: upstreams['badge-issuance'],
      prefix: path,
      rewritePrefix: path,
      httpMethods: ['GET', 'HEAD'],
      preHandler: async (request, reply) => {
        await limit(request, 'badge-issuance', `${path}/${pathOf(request)}`);
        // Sites everywhere embed these; helmet's default would make browsers refuse them there.
        void reply.header('cross-origin-resource-policy', 'cross-origin');
      },
    });
  }
  await app.register(httpProxy, {
    ...common,
    upstream: upstreams['red-page'],
    prefix: RED_PAGES,
    rewritePrefix: '/hosts',
    httpMethods: ['GET', 'HEAD'],
  });
}

/** The path behind the prefix, decoded. */
const pathOf = (request: FastifyRequest): string => (request.params as { '*'?: string })['*'] ?? '';

/** Paths that are for the operators' network only, and pages that belong to another origin. */
function refuseInternalPaths(request: FastifyRequest): void {
  const path = pathOf(request);
  if (/^\/*(metrics|health|hosts)(\/|$)/i.test(path)) throw problem(404, 'not-found');
}

async function useSession(
  request: FastifyRequest,
  reply: FastifyReply,
  config: GatewayConfig,
  sessions: Sessions,
): Promise<void> {
  const cookie = sessionCookie(request, config);
  if (!cookie || request.headers.authorization !== undefined) return;
  if (!comesFromUs(request.method, request.headers)) throw problem(403, 'cross-origin');
  const opened = await sessions.open(cookie);
  request.accessToken = opened.access;
  if (opened.cookie !== undefined) setSessionCookie(reply, opened.cookie, config);
}

/** Only the gateway sets cookies. */
function withoutCookies(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'set-cookie'));
}
