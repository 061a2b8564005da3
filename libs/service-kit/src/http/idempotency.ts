import { createHash, createHmac } from 'node:crypto';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { canonicalJson } from '@biaozhi/contracts';
import { finding, problem } from '@biaozhi/problem';

const NOT_KEPT = 'biaozhi:answer-not-kept';

/**
 * An Idempotency-Key is not honoured. For routes whose answer holds a secret (tokens), which must not lie in a table, and for
 * those whose effects must not share one transaction.
 */
export const AnswerNotKept = (): MethodDecorator => SetMetadata(NOT_KEPT, true);

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Same `Idempotency-Key` twice: one effect, same answer. The key is stored in the transaction of the effect, so there
 * is no moment in which one exists without the other; a second request waits on the key's row until the first ended.
 * A request that failed keeps nothing and may be tried again with the same key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly transactions: Transactions,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Principal }>();
    const key = request.headers['idempotency-key'];
    if (key === undefined || !CHANGING.has(request.method)) return next.handle();
    if (this.reflector.get<boolean>(NOT_KEPT, context.getHandler())) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) {
      throw problem(422, 'validation', { findings: [finding('matches', '/headers/Idempotency-Key')] });
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(request, key, reply, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private once(
    request: FastifyRequest & { user?: Principal },
    key: string,
    reply: FastifyReply,
    effect: () => Promise<unknown>,
  ): Promise<unknown> {
    const id = [request.user?.accountId ?? 'anonymous', `${request.method} ${request.url}`, digestOf(key)];
    const bodyHash = createHmac('sha256', key).update(canonicalJson(request.body ?? null)).digest('hex');
    return this.transactions.run(async (manager) => {
      const inserted: unknown[] = await manager.query(
        `INSERT INTO idempotency_key (account, route, key, body_hash) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING key`,
        [...id, bodyHash],
      );
      if (inserted.length) {
        const answer = await effect();
        await manager.query('UPDATE idempotency_key SET answer = $4 WHERE account = $1 AND route = $2 AND key = $3', [
          ...id,
          JSON.stringify({ body: answer }),
        ]);
        return answer;
      }
      const kept: { body_hash: string; answer: { body?: unknown } }[] = await manager.query(
        'SELECT body_hash, answer FROM idempotency_key WHERE account = $1 AND route = $2 AND key = $3',
        id,
      );
      if (kept[0]?.body_hash !== bodyHash) throw problem(422, 'idempotency-mismatch');
      void reply.header('idempotency-replayed', 'true');
      return kept[0].answer.body;
    });
  }
}

/**
 * The table holds neither the key nor a plain hash of the body: bodies may hold what can be guessed (a password), and whoever
 * reads the table could try. The body is hashed under the key, which only its sender knows.
 */
const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keys are promised for 24 hours. */
export const FORGET_OLD_KEYS = `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`;
