import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '@biaozhi/bus';
import { Attempts } from '../domain/attempts.js';

interface Row {
  source: string;
  failures: number;
  since: Date | null;
  locks: number;
  locked_until: Date | null;
}

/** Failed log-ins by source, shared by all replicas. */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly database: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Whether one of the sources is locked, without locking a row. */
  async isLocked(sources: readonly string[], now: Date): Promise<boolean> {
    const rows: unknown[] = await this.database.query(
      'SELECT 1 FROM login_attempts WHERE source = ANY($1) AND locked_until > $2 LIMIT 1',
      [sources, now],
    );
    return rows.length > 0;
  }

  /** Decides on the attempts of some sources, which no other log-in of theirs can do meanwhile; all are kept. */
  change<T>(sources: readonly string[], decide: (attempts: Attempts[]) => Promise<T>): Promise<T> {
    // In one order, or two log-ins could wait for each other.
    const inOrder = [...sources].sort();
    return this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO login_attempts (source, failures, locks) SELECT source, 0, 0 FROM unnest($1::text[]) source
          ORDER BY source ON CONFLICT DO NOTHING`,
        [inOrder],
      );
      const rows: Row[] = await manager.query(
        'SELECT * FROM login_attempts WHERE source = ANY($1) ORDER BY source FOR UPDATE',
        [inOrder],
      );
      const attempts = rows.map(({ source, failures, since, locks, locked_until }) =>
        Object.assign(new Attempts(source), { failures, since, locks, lockedUntil: locked_until }),
      );
      const result = await decide(attempts);
      for (const { source, failures, since, locks, lockedUntil } of attempts) {
        await manager.query(
          'UPDATE login_attempts SET failures = $2, since = $3, locks = $4, locked_until = $5 WHERE source = $1',
          [source, failures, since, locks, lockedUntil],
        );
      }
      return result;
    });
  }

  /** Forgets the failures of a source, e.g. after a good log-in. */
  async forget(source: string): Promise<void> {
    await this.transactions.manager.query('DELETE FROM login_attempts WHERE source = $1', [source]);
  }

  /** Forgets what is older than a day: addresses are personal data, and invented names fill the table. */
  async forgetOld(now: Date): Promise<void> {
    await this.database.query(
      `DELETE FROM login_attempts WHERE coalesce(since, '-infinity') < $1::timestamptz - interval '1 day'
          AND coalesce(locked_until, '-infinity') < $1`,
      [now],
    );
  }
}
