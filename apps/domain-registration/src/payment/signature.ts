import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '@biaozhi/contracts';

/** How far the clocks of two parties may be apart. */
export const FRESH_SECONDS = 300;

/** What a signed message carries in its headers. */
export interface Signed {
  'x-timestamp': string;
  'x-nonce': string;
  'x-signature': string;
}

/** HMAC-SHA256, hex, over timestamp, nonce, what is asked and the canonical JSON (RFC 8785) of the body. */
const sign = (key: string, timestamp: string, nonce: string, target: string, body: unknown): string =>
  createHmac('sha256', key).update([timestamp, nonce, target, canonicalJson(body ?? null)].join('\n')).digest('hex');

/** Headers for a message of ours. `target` is method and path, so that a signature is good for one call only. */
export function signed(key: string, target: string, body: unknown, now: Date): Signed {
  const [timestamp, nonce] = [String(Math.floor(now.getTime() / 1000)), randomUUID()];
  return { 'x-timestamp': timestamp, 'x-nonce': nonce, 'x-signature': sign(key, timestamp, nonce, target, body) };
}

/** Whether a message is from who has the key, and fresh. */
export function verify(key: string, headers: Partial<Signed>, target: string, body: unknown, now: Date): 'good' | 'wrong' | 'stale' {
  const { 'x-timestamp': timestamp = '', 'x-nonce': nonce = '', 'x-signature': signature = '' } = headers;
  const given = Buffer.from(signature, 'hex');
  const right = Buffer.from(sign(key, timestamp, nonce, target, body), 'hex');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= FRESH_SECONDS ? 'good' : 'stale';
}
