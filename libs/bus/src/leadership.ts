import { DataSource, type QueryRunner } from 'typeorm';

/** Key of the advisory lock; each service has a database of its own, so one key does for all. */
const RELAY_LOCK = 0x62_7573;

/**
 * Which of a service's relays works: the one whose database session holds the lock. It reads and marks the outbox on
 * that very
 * session, so a relay that has lost it can mark nothing any more.
 */
export class Leadership {
  private held?: QueryRunner;

  constructor(private readonly dataSource: DataSource) {}

  get holds(): boolean {
    return this.held !== undefined;
  }

  /** The leader's session; nothing while another relay leads. */
  async session(exclusive = true): Promise<QueryRunner | undefined> {
    if (this.held && !this.held.isReleased) return this.held;
    this.held = undefined;
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      // Losing a confirmation in a crash only publishes an event once more, so the relay need not wait for the disk.
      await runner.query('SET synchronous_commit = off');
      if (exclusive) {
        const [{ locked }] = (await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [RELAY_LOCK])) as [
          { locked: boolean },
        ];
        if (!locked) {
          await release(runner);
          return undefined;
        }
      }
    } catch (error) {
      await runner.release().catch(() => undefined);
      throw error;
    }
    return (this.held = runner);
  }

  /** After an error: gives the session up unless it still answers. */
  async check(): Promise<void> {
    try {
      await this.held?.query('SELECT 1');
    } catch {
      await this.resign();
    }
  }

  /** Gives the lock, and the connection, back. */
  async resign(): Promise<void> {
    const runner = this.held;
    this.held = undefined;
    if (!runner || runner.isReleased) return;
    await release(runner);
  }
}

/** Gives the connection back to the pool as it was. */
async function release(runner: QueryRunner): Promise<void> {
  await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
  await runner.query('RESET synchronous_commit').catch(() => undefined);
  await runner.release().catch(() => undefined);
}
