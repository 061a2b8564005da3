import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that one code is shown for; every authenticator app assumes this figure, six digits and SHA-1. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** A phone's clock may be off by one step either way (RFC 6238, 5.2). */
const DRIFT = 1;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 (RFC 4648) without padding, which is how apps and people take a secret. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The code of a time step (RFC 4226, RFC 6238): six digits. */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 0xf) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The time step that a code belongs to, around an instant.
 * @param lastStep the newest step that was used; it and all before it are good no more, so that a code opens once
 * @returns nothing for a wrong code and for a used one
 */
export function stepOfCode(secret: Uint8Array, code: string, now: Date, lastStep: number): number | undefined {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, i) => current - DRIFT + i);
  return steps.find((step) => step > lastStep && same(code, codeOfStep(secret, step)));
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What an authenticator app reads from the QR code. */
export function enrolmentUri(secret: Uint8Array, issuer: string, loginName: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(loginName)}`;
  const query = new URLSearchParams({ secret: base32(secret), issuer, algorithm: 'SHA1', digits: String(DIGITS), period: String(STEP_SECONDS) });
  // Apps read `+` as a plus sign.
  return `otpauth://totp/${label}?${String(query).replaceAll('+', '%20')}`;
}
