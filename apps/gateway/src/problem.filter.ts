import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, Problem, problem } from '@biaozhi/problem';
import { IdentityRefused } from './session/identity-client.js';

const CODES: Record<number, string> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  411: 'length-required',
  413: 'too-large',
  429: 'too-many-requests',
};

const log = new Logger('gateway');

/** Nest's door to `answerProblem`: errors of our controllers. */
@Catch()
export class GatewayProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers the gateway's own errors as RFC 9457 problems, and identity's refusals as identity put them. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof IdentityRefused) {
    void reply.headers(error.headers);
    send(reply, error.status, { ...error.document, instance: request.originalUrl });
    return;
  }
  const told = problemOf(error);
  if (told.status >= 500) log.error(`${request.id} ${request.method} ${request.originalUrl}: ${traceOf(error)}`);
  if (told.status === 503) void reply.header('retry-after', '2');
  const locale = localeOf(request.headers['accept-language']);
  void reply.header('content-language', locale);
  send(reply, told.status, told.toJSON(locale, request.originalUrl));
}

function send(reply: FastifyReply, status: number, document: object): void {
  const type = 'application/problem+json; charset=utf-8';
  void reply.status(status).header('content-type', type).header('cache-control', 'no-store').send(JSON.stringify(document));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  const status = error instanceof HttpException ? error.getStatus() : typeof statusCode === 'number' ? statusCode : 500;
  const code = CODES[status] ?? (status < 500 ? 'malformed' : 'internal');
  return problem(status, code, { cause: error });
}

function traceOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
