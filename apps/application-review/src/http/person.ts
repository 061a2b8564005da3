import { createParamDecorator, ParseUUIDPipe, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { localeOf, problem, type Locale } from '@biaozhi/problem';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../domain/act.js';

/** The signed-in person, as the domain knows people. */
export const actorOf = ({ accountId, displayName, roles, unitId, bureauId }: Principal): Actor => ({
  accountId,
  name: displayName,
  roles,
  ...(unitId ? { unitId } : {}),
  ...(bureauId ? { bureauId } : {}),
});

/** A handler; an account with the role but without a unit has nothing here. */
export function handlerOf(me: Principal): Actor & { unitId: string } {
  if (!me.unitId) throw problem(403, 'forbidden');
  return { ...actorOf(me), unitId: me.unitId };
}

/** The reader's language, from Accept-Language. */
export const Language = createParamDecorator((_: unknown, context: ExecutionContext): Locale =>
  localeOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);

/** An id in a path; text that is no id names nothing. */
export const anId = new ParseUUIDPipe({ exceptionFactory: () => problem(404, 'not-found') });
