import { Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { v7 } from 'uuid';
import { claimsOf, TOKEN_AUDIENCE, TOKEN_ISSUER, type Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Clock } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';

interface KeyRow {
  kid: string;
  private_jwk: JWK;
}

/** Readers cache our keys; a new key is only used to sign when every cache has had the time to ask for it. */
const CACHE_SECONDS = 5;

/** The keys that sign access tokens (ES256). They lie in the database, so that every replica signs with the same. */
@Injectable()
export class SigningKeys {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
  ) {}

  /** An access token for the principal. */
  async sign(principal: Principal): Promise<string> {
    const { kid, private_jwk } = await this.current();
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ ...claimsOf(principal) })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + this.config.accessTokenSeconds)
      .setJti(v7())
      .sign(await importJWK(private_jwk, 'ES256'));
  }

  /** The public keys of all tokens that can still be valid (RFC 7517). */
  async published(): Promise<{ keys: JWK[] }> {
    await this.current();
    const rows: { kid: string; public_jwk: JWK }[] = await this.transactions.manager.query(
      'SELECT kid, public_jwk FROM signing_key WHERE retired_at IS NULL OR retired_at > $1 ORDER BY created_at DESC',
      [this.lastUse()],
    );
    return { keys: rows.map(({ kid, public_jwk }) => ({ ...public_jwk, kid, use: 'sig', alg: 'ES256' })) };
  }

  /** Makes a new key and retires the old ones. */
  async rotate(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const [kid, now] = [v7(), this.clock.now()];
    await this.transactions.run(async (manager) => {
      await manager.query('UPDATE signing_key SET retired_at = $1 WHERE retired_at IS NULL', [
        new Date(now.getTime() + CACHE_SECONDS * 1000),
      ]);
      await manager.query(
        'INSERT INTO signing_key (kid, private_jwk, public_jwk, created_at) VALUES ($1, $2, $3, $4)',
        [kid, await exportJWK(privateKey), await exportJWK(publicKey), now],
      );
    });
    return kid;
  }

  /** Rotates when the newest key is older than so many days, and throws away those that no valid token can need. */
  async keepFresh(days: number): Promise<void> {
    const now = this.clock.now().getTime();
    const rows: { created_at: Date }[] = await this.transactions.manager.query(
      'SELECT max(created_at) AS created_at FROM signing_key',
    );
    const newest = rows[0]?.created_at;
    if (newest && now - newest.getTime() > days * 86_400_000) await this.rotate();
    await this.transactions.manager.query('DELETE FROM signing_key WHERE retired_at <= $1', [this.lastUse()]);
  }

  /** Tokens of a key that was retired before have all run out. */
  private lastUse(): Date {
    return new Date(this.clock.now().getTime() - (this.config.accessTokenSeconds + 60) * 1000);
  }

  /** The newest key; the first caller of a new installation makes it, others wait. */
  private async current(): Promise<KeyRow> {
    const newest = `SELECT kid, private_jwk FROM signing_key ORDER BY (created_at <= $1) DESC, created_at DESC LIMIT 1`;
    const known = [new Date(this.clock.now().getTime() - CACHE_SECONDS * 1000)];
    const [row]: KeyRow[] = await this.transactions.manager.query(newest, known);
    if (row) return row;
    return this.transactions.run(async (inside) => {
      await inside.query(`SELECT pg_advisory_xact_lock(hashtextextended('identity:first-key', 0))`);
      const [made]: KeyRow[] = await inside.query(newest, known);
      if (made) return made;
      await this.rotate();
      const [first]: KeyRow[] = await inside.query(newest, known);
      return first!;
    });
  }
}
