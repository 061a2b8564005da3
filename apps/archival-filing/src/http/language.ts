import { createParamDecorator, ParseUUIDPipe, type ExecutionContext } from '@nestjs/common';
import { localeOf, problem, type Locale } from '@biaozhi/problem';
import type { FastifyRequest } from 'fastify';

/** The reader's language, from Accept-Language. */
export const Language = createParamDecorator((_: unknown, context: ExecutionContext): Locale =>
  localeOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);

/** An id in a path; text that is no id names nothing. */
export const anId = new ParseUUIDPipe({ exceptionFactory: () => problem(404, 'not-found') });
