import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import { localeOf, Problem, problem } from '@biaozhi/problem';

const CODES: Record<number, string> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** PostgreSQL is away, starting, stopping or full (SQLSTATE classes 08, 53, 57P, 25006), two transactions stood in each other’s way (40), or the driver gave up waiting. */
const AWAY = /^(08|40|53|57P|25006)/;
const AWAY_TEXT = /timeout|terminated|ECONN|EPIPE|ENOTFOUND|not connected|Connection/i;

/** Makes a problem of whatever was thrown; what we did not foresee is `internal`, and says nothing about itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status !== undefined && status < 500) return problem(status, CODES[status] ?? 'malformed', { cause: error });
  if (error instanceof HttpException) return problem(status!, CODES[status!] ?? 'internal', { cause: error });
  if (isAway(error)) return problem(503, 'unavailable', { cause: error });
  return problem(500, 'internal', { cause: error });
}

/** Nest's and Fastify's own errors know their status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function isAway(error: unknown): boolean {
  const { code, message, driverError } = (error ?? {}) as { code?: unknown; message?: unknown; driverError?: unknown };
  if (driverError && isAway(driverError)) return true;
  if (typeof code === 'string') return AWAY.test(code) || /^E[A-Z]+$/.test(code);
  return error instanceof Error && typeof message === 'string' && AWAY_TEXT.test(message) && error.name !== 'TypeError';
}

/** Answers errors as RFC 9457 problems in the reader's language. Nothing else leaves a service. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    // On the bus an error must reach the transport, which decides between retry and dead letter.
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const told = problemOf(error);
    if (told.status >= 500) {
      this.log.error(`${request.method} ${request.url}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    if (told.status === 503) void reply.header('retry-after', '5');
    if (told.status === 401) void reply.header('www-authenticate', 'Bearer');
    const locale = localeOf(request.headers['accept-language']);
    void reply
      .status(told.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .send(JSON.stringify(told.toJSON(locale, request.url)));
  }
}
