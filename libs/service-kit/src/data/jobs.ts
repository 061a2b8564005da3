import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

export const JOBS_ENABLED = Symbol('biaozhi:jobs-enabled');

interface Job {
  seconds: number;
  work: () => Promise<void>;
  timer?: NodeJS.Timeout;
  running?: Promise<void>;
}

/**
 * Work that is due again and again. It runs on one replica at a time: who holds the job's advisory lock works,
 * the others pass. Jobs look for what is not done yet, so a missed turn is made up by the next.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Jobs.name);
  private readonly jobs = new Map<string, Job>();
  private started = false;

  constructor(
    private readonly database: DataSource,
    @Inject(JOBS_ENABLED) private readonly enabled: boolean,
  ) {}

  /** Declares a job; call it in a constructor or `onModuleInit`. */
  every(name: string, seconds: number, work: () => Promise<void>): void {
    this.jobs.set(name, { seconds, work });
  }

  /** Runs a job now, if no other replica is at it. Errors reach the caller. */
  async run(name: string): Promise<void> {
    const job = this.jobs.get(name);
    if (!job) throw new Error(`There is no job '${name}'`);
    const session = this.database.createQueryRunner();
    try {
      await session.connect();
      const [row] = (await session.query('SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS got', [name])) as { got: boolean }[];
      if (!row?.got) return;
      try {
        await job.work();
      } finally {
        await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 1))', [name]);
      }
    } finally {
      await session.release();
    }
  }

  onApplicationBootstrap(): void {
    if (!this.enabled) return;
    this.started = true;
    for (const name of this.jobs.keys()) this.schedule(name, 0.5);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.started = false;
    for (const job of this.jobs.values()) clearTimeout(job.timer);
    await Promise.allSettled([...this.jobs.values()].map((job) => job.running));
  }

  private schedule(name: string, seconds: number): void {
    const job = this.jobs.get(name)!;
    job.timer = setTimeout(() => {
      job.running = this.run(name)
        .catch((error: unknown) => this.log.error(`Job ${name} failed: ${error instanceof Error ? error.message : error}`))
        .finally(() => this.started && this.schedule(name, job.seconds));
    }, seconds * 1000);
    job.timer.unref();
  }
}
