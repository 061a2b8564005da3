import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Coding = 'identity' | 'gzip' | 'br';

/** What is sent. Kept answers are given to many readers: nothing may change them. */
export interface PublicAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** An answer in every encoding that we speak, made once. */
export interface Encoded {
  identity: PublicAnswer;
  gzip: PublicAnswer;
  br: PublicAnswer;
  /** For readers who have it already. */
  notModified: PublicAnswer;
  /** Weak: the encodings share it. */
  etag: string;
}

const WINDOW = 14;

/** Encodes a body. Small bodies gain nothing from the highest levels, and a cold cache must fill fast. */
export function encode(status: number, text: string, headers: Record<string, string>): Encoded {
  const identity = Buffer.from(text);
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  const answer = (body: Buffer, coding?: Coding): PublicAnswer => ({
    status,
    headers: { ...headers, etag, 'content-length': String(body.length), ...(coding ? { 'content-encoding': coding } : {}) },
    body,
  });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_LGWIN]: WINDOW, [BROTLI_PARAM_SIZE_HINT]: identity.length };
  return {
    identity: answer(identity),
    gzip: answer(own(gzipSync(identity, { level: 6, windowBits: WINDOW, memLevel: 6 })), 'gzip'),
    br: answer(own(brotliCompressSync(identity, { params })), 'br'),
    notModified: { status: 304, headers: { ...headers, etag } },
    etag,
  };
}

/** A copy that holds only its own bytes: what zlib gives keeps a whole chunk of 16 KB alive. */
function own(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

const NAMED = { br: listed('br'), gzip: listed('gzip') };

/** The best encoding that the client takes (RFC 9110 §12.5.3): br, then gzip, unless refused with `q=0`. */
export function codingFor(accept: string | undefined): Coding {
  if (accept === undefined) return 'identity';
  if (NAMED.br.test(accept)) return 'br';
  return NAMED.gzip.test(accept) ? 'gzip' : 'identity';
}

/** A coding that stands in an Accept-Encoding header and is not refused there. */
function listed(coding: string): RegExp {
  return new RegExp(`(^|[\\s,])${coding}\\s*(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(;|,|$)`, 'i');
}

/** Whether the client has this very body already (RFC 9110 §13.1.2, weak comparison). */
export function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch === etag || ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => bare(one) === bare(etag));
}

const bare = (etag: string): string => etag.trim().replace(/^W\//, '');

/** Headers and objects of an answer beside its bodies, about. */
const OVERHEAD = 3_000;

/** Bytes that an answer takes in memory, about. */
export const weightOf = ({ identity, gzip, br }: Encoded): number =>
  (identity.body?.length ?? 0) + (gzip.body?.length ?? 0) + (br.body?.length ?? 0) + OVERHEAD;
