import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@biaozhi/service-kit';
import { BadgeIssuanceConfig } from '../config.js';
import { PublicBadges } from '../store/public-badges.js';
import { PublicEdge } from './edge.js';

/** After so long without a look at the record, pages say until when they know. */
const STALE_AFTER_MS = 60_000;

/**
 * Keeps the public answers of this process up to date: all badges at the start, then what has changed. Each replica
 * looks for itself; nothing that is lost on the bus can hide a revocation.
 */
@Injectable()
export class PublicRefresh implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(PublicRefresh.name);
  private cursor = '0';
  private lastLook: Date;
  private failing = false;
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly badges: PublicBadges,
    private readonly edge: PublicEdge,
    private readonly clock: Clock,
    private readonly config: BadgeIssuanceConfig,
  ) {
    this.lastLook = clock.now();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Looks for changed badges now. While the record cannot be read the last known answers are given, and say so. */
  async look(): Promise<void> {
    const begun = this.clock.now();
    try {
      this.cursor = await this.badges.changedSince(this.cursor, (badge) => this.edge.put(badge));
      this.lastLook = begun;
      if (this.failing) this.log.log('The record can be read again');
      this.failing = false;
      this.edge.setStale(undefined);
    } catch (error) {
      if (!this.failing) this.log.error(`The record cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      this.failing = true;
      if (this.clock.now().getTime() - this.lastLook.getTime() > STALE_AFTER_MS) this.edge.setStale(this.lastLook);
    }
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.stopped) this.schedule();
      });
    }, this.config.publicRefreshSeconds * 1000);
    this.timer.unref();
  }
}
