import { Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { problem } from '@biaozhi/problem';

/** Refuses a body that says it is too long, and breaks off one that turns out to be. */
export function limitBody(request: FastifyRequest, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw problem(413, 'too-large');
  const body = request.body as NodeJS.ReadableStream | undefined;
  if (!body || typeof body.pipe !== 'function' || request.headers['content-length'] !== undefined) return;
  let length = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > limit) done(problem(413, 'too-large'));
      else done(null, chunk);
    },
  });
  body.on('error', (error: Error) => counting.destroy(error));
  request.body = body.pipe(counting);
}
