import { createPublicKey, type KeyObject } from 'node:crypto';
import { problem } from '@biaozhi/problem';

interface Jwk {
  kid?: string;
  kty: string;
  crv?: string;
  x?: string;
  y?: string;
}

/** An unknown key id makes us ask again, but not more often than this: strangers can invent key ids. */
const MIN_REFRESH_MS = 5_000;

/** How long a key is believed without asking whether identity still publishes it: one that has leaked ends with this. */
const MAX_AGE_MS = 60_000;

/** How long keys go on while identity cannot be asked. Tokens live for minutes, so nobody honest has one after this. */
const OUTAGE_MS = 3_600_000;

/** The public keys of identity, by key id (RFC 7517). */
export class VerificationKeys {
  private keys = new Map<string, KeyObject>();
  private fetchedAt = -Infinity;
  private triedAt = -Infinity;
  private asking?: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws Problem 401 for a key that identity does not publish (any more), 503 when identity cannot be asked. */
  async get(kid: string): Promise<KeyObject> {
    if (!this.keys.has(kid)) await this.look();
    else if (this.now() - this.fetchedAt >= MAX_AGE_MS) await this.confirm();
    const key = this.keys.get(kid);
    if (!key) throw problem(401, 'unauthenticated');
    return key;
  }

  /** For a key that we do not know. */
  private async look(): Promise<void> {
    if (this.asking || this.now() - this.fetchedAt >= MIN_REFRESH_MS) await this.refresh();
  }

  /** For a key that we know for long. After a first attempt in vain nobody waits for identity while its keys may go on. */
  private async confirm(): Promise<void> {
    const first = this.triedAt <= this.fetchedAt;
    const mayGoOn = this.now() - this.fetchedAt < OUTAGE_MS;
    const due = this.now() - this.triedAt >= MIN_REFRESH_MS;
    const asked = this.asking || due ? this.refresh() : Promise.resolve();
    if (!mayGoOn) return asked;
    const settled = asked.catch(() => undefined);
    if (first) await settled;
  }

  private refresh(): Promise<void> {
    this.asking ??= this.fetch().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async fetch(): Promise<void> {
    this.triedAt = this.now();
    try {
      const answer = await fetch(this.url, { signal: AbortSignal.timeout(3_000) });
      if (!answer.ok) throw new Error(`${this.url} answered ${answer.status}`);
      const { keys } = (await answer.json()) as { keys: Jwk[] };
      this.keys = new Map(
        keys.filter((jwk) => jwk.kid && jwk.kty === 'EC').map((jwk) => [jwk.kid!, createPublicKey({ key: { ...jwk }, format: 'jwk' })]),
      );
      this.fetchedAt = this.now();
    } catch (cause) {
      throw problem(503, 'unavailable', { cause });
    }
  }
}
