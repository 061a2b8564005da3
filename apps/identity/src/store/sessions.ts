import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';

export interface Session {
  id: string;
  accountId: string;
  loginName: string;
}

/** A session as its owner sees it. */
export interface OpenSession {
  id: string;
  loginName: string;
  startedAt: Date;
  seenAt: Date;
}

const newToken = (): string => randomBytes(32).toString('base64url');
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How many used tokens are remembered, to tell a stolen one from a made-up one. */
const REMEMBERED = 50;

/** Sessions and their refresh tokens: random, kept as hashes, each good once. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
  ) {}

  async begin(accountId: string, loginName: string): Promise<{ session: Session; refreshToken: string }> {
    const [id, token, now] = [v7(), newToken(), this.clock.now()];
    await this.transactions.manager.query(
      `INSERT INTO session (id, account_id, login_name, refresh_hash, started_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6)`,
      [id, accountId, loginName, hashOf(token), now, this.expiry(now)],
    );
    return { session: { id, accountId, loginName }, refreshToken: `${id}.${token}` };
  }

  /**
   * Exchanges a refresh token for the next one. A token that was used before is a stolen one: the session ends for both.
   * @throws Problem 401 `session-ended`
   */
  async rotate(refreshToken: string): Promise<{ session: Session; refreshToken: string }> {
    const [id = '', token = ''] = refreshToken.split('.');
    if (!/^[0-9a-f-]{36}$/.test(id)) throw problem(401, 'session-ended');
    const rotated = await this.transactions.run(async (manager) => {
      const rows: {
        account_id: string;
        login_name: string;
        refresh_hash: string;
        used_hashes: string[];
        started_at: Date;
      }[] = await manager.query(
        `SELECT account_id, login_name, refresh_hash, used_hashes, started_at FROM session
          WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 FOR UPDATE`,
        [id, this.clock.now()],
      );
      const row = rows[0];
      if (!row) return undefined;
      if (row.refresh_hash !== hashOf(token)) {
        if (row.used_hashes.includes(hashOf(token))) await this.end(id);
        return undefined;
      }
      const [next, now] = [newToken(), this.clock.now()];
      await manager.query(
        `UPDATE session SET refresh_hash = $2, used_hashes = (array_prepend($3, used_hashes))[1:${REMEMBERED}], seen_at = $4, expires_at = $5
          WHERE id = $1`,
        [id, hashOf(next), row.refresh_hash, now, this.expiry(now, row.started_at)],
      );
      return { session: { id, accountId: row.account_id, loginName: row.login_name }, refreshToken: `${id}.${next}` };
    });
    if (!rotated) throw problem(401, 'session-ended');
    return rotated;
  }

  async end(id: string): Promise<void> {
    await this.transactions.manager.query('UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, this.clock.now()]);
  }

  /** Ends all sessions of an account, but for one. */
  async endAllOf(accountId: string, but?: string): Promise<void> {
    await this.transactions.manager.query(
      'UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid',
      [accountId, this.clock.now(), but ?? null],
    );
  }

  openOf(accountId: string): Promise<OpenSession[]> {
    return this.database.query(
      `SELECT id, login_name AS "loginName", started_at AS "startedAt", seen_at AS "seenAt" FROM session
        WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY seen_at DESC LIMIT 100`,
      [accountId, this.clock.now()],
    );
  }

  /** A link that is good once, to set a password. Links that were sent before are good no more. */
  async firstLoginToken(accountId: string, minutes: number): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    const expires = new Date(now.getTime() + minutes * 60_000);
    await this.transactions.run(async (manager) => {
      await manager.query('UPDATE first_login SET expires_at = $2 WHERE account_id = $1 AND expires_at > $2', [
        accountId,
        now,
      ]);
      await manager.query('INSERT INTO first_login (token_hash, account_id, expires_at, made_at) VALUES ($1, $2, $3, $4)', [
        hashOf(token),
        accountId,
        expires,
        now,
      ]);
    });
    return token;
  }

  /** How many links an account was given since then. */
  async linksSince(accountId: string, since: Date): Promise<number> {
    const [row] = (await this.transactions.manager.query(
      'SELECT count(*)::int AS count FROM first_login WHERE account_id = $1 AND made_at >= $2',
      [accountId, since],
    )) as [{ count: number }];
    return row.count;
  }

  /** Uses a link up; nothing when it was used, has expired or never was. */
  async useFirstLoginToken(token: string): Promise<string | undefined> {
    const [rows]: [{ account_id: string }[]] = await this.transactions.manager.query(
      `UPDATE first_login SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id`,
      [hashOf(token), this.clock.now()],
    );
    return rows[0]?.account_id;
  }

  /** Forgets what ended, or ran out, a month ago. */
  async forgetOld(now: Date): Promise<void> {
    const since = new Date(now.getTime() - 30 * 86_400_000);
    await this.database.query('DELETE FROM session WHERE coalesce(ended_at, expires_at) < $1', [since]);
    await this.database.query('DELETE FROM first_login WHERE expires_at < $1', [since]);
  }

  /** Use prolongs a session, but not beyond a working day from its log-in. */
  private expiry(now: Date, startedAt = now): Date {
    const { refreshTokenSeconds, sessionSeconds } = this.config;
    return new Date(Math.min(now.getTime() + refreshTokenSeconds * 1000, startedAt.getTime() + sessionSeconds * 1000));
  }
}
