import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { PageFetcher } from '@biaozhi/visit';
import { BadgeIssuanceConfig } from '../config.js';
import type { Badge } from '../domain/badge.js';
import { outcomeOf } from '../inspection/finding.js';
import { SiteInspector } from '../inspection/site-inspector.js';
import { Badges } from '../store/badges.js';
import { Inspections, type Inspection } from '../store/inspections.js';
import { BadgeHangs } from './badge-hangs.js';

/** Sites that are looked at side by side. */
const AT_ONCE = 6;
const EVERY_SECONDS = 1;
/** Badges that are put on the queue in one go. */
const DUE_AT_ONCE = 200;
/** So often may people ask for one badge. */
const PER_MINUTE = 10;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The inspector: looks at sites when it is due or somebody asks, keeps the evidence, and tells the badge. */
@Injectable()
export class InspectSites {
  private readonly log = new Logger(InspectSites.name);
  private readonly inspector: SiteInspector;

  constructor(
    private readonly transactions: Transactions,
    private readonly badges: Badges,
    private readonly inspections: Inspections,
    private readonly hangs: BadgeHangs,
    private readonly clock: Clock,
    private readonly config: BadgeIssuanceConfig,
    jobs: Jobs,
  ) {
    const fetcher = new PageFetcher({ loopback: config.allowLoopbackInspection });
    this.inspector = new SiteInspector(fetcher, new URL(config.publicUrl).host);
    jobs.every('badge-inspections', EVERY_SECONDS, () => this.work());
  }

  /**
   * Puts a badge on the queue at somebody's request.
   * @throws Problem 409 `inspection-not-here` for a red page or a badge that is over, 429
   */
  ask(badge: Badge): Promise<Inspection> {
    return this.transactions.run(async () => {
      if (badge.place === 'red-page' || badge.state === 'REVOKED') throw problem(409, 'inspection-not-here');
      const now = this.clock.now();
      const asked = await this.inspections.askedByPeople(badge.id, new Date(now.getTime() - MINUTE));
      if (asked >= PER_MINUTE) throw problem(429, 'inspections-too-often');
      return this.inspections.ask(badge.id, 'person', now);
    });
  }

  /** Works off what is due and what is on the queue, several sites side by side: a slow one holds up no other. */
  async work(): Promise<void> {
    await this.inspections.askDue(this.clock.now(), DUE_AT_ONCE);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.workOff()));
  }

  private async workOff(): Promise<void> {
    for (let next = await this.inspections.take(this.clock.now()); next; next = await this.inspections.take(this.clock.now())) {
      await this.inspect(next);
    }
  }

  private async inspect({ id, badgeId }: { id: string; badgeId: string }): Promise<void> {
    try {
      const badge = (await this.badges.find(badgeId))!;
      // The site is visited outside of any transaction: it may take its time.
      const evidence = await this.inspector.inspect(badge);
      await this.transactions.run(async () => {
        await this.inspections.done(id, this.clock.now(), evidence);
        await this.hangs.inspected(badgeId, outcomeOf(evidence.finding), (fresh) => this.nextCheck(fresh));
      });
    } catch (error) {
      // It stays RUNNING and is taken again when a minute has passed.
      this.log.error(`Inspection ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  private nextCheck(badge: Badge): Date | undefined {
    if (badge.state === 'REVOKED' || badge.place === 'red-page') return undefined;
    const hours = badge.state === 'HUNG' ? this.config.inspectHungHours : this.config.inspectWaitingHours;
    return new Date(this.clock.now().getTime() + hours * HOUR);
  }
}
