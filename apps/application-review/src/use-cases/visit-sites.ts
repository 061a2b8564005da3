import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { PageFetcher } from '@biaozhi/visit';
import { ReviewConfig } from '../config.js';
import type { Actor } from '../domain/act.js';
import { SiteApplication } from '../domain/site-application.js';
import { visitedAddress, type SiteVisit } from '../domain/site-visit.js';
import { SiteVisits } from '../store/site-visits.js';
import { SiteVisitor } from '../visiting/site-visitor.js';
import { CaseFinder } from './reviewer-decides-case.js';

/** Sites that are visited side by side. */
const AT_ONCE = 3;
const EVERY_SECONDS = 1;
/** So often may people ask for one site. */
const PER_MINUTE = 10;
const MINUTE = 60_000;

/**
 * Looks at the sites that are applied for, so that the reviewer sees their titles beside their names (process.md §5.3). It advises:
 * submission and decision wait for nothing here, and no event tells of it.
 */
@Injectable()
export class VisitSites implements OnModuleDestroy {
  private readonly log = new Logger(VisitSites.name);
  private readonly visitor: SiteVisitor;
  private ending = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly visits: SiteVisits,
    private readonly finder: CaseFinder,
    private readonly clock: Clock,
    config: ReviewConfig,
    jobs: Jobs,
  ) {
    this.visitor = new SiteVisitor(new PageFetcher({ loopback: config.allowLoopbackInspection }));
    jobs.every('site-visits', EVERY_SECONDS, () => this.work());
  }

  /** What is on the queue is for the next process; what has begun is finished. */
  onModuleDestroy(): void {
    this.ending = true;
  }

  /** A round was submitted: its site goes on the queue, in the transaction of the submission. */
  async submitted({ id, round }: SiteApplication): Promise<void> {
    const url = visitedAddress(round.data);
    if (url !== undefined) await this.visits.ask({ applicationId: id, round: round.number, url, askedBy: 'submission' }, this.clock.now());
  }

  /**
   * A reviewer wants the site looked at again.
   * @throws Problem 404, 409 `visit-not-here` where there is no site to visit, 429 `visits-too-often`
   */
  async ask(by: Actor, id: string): Promise<SiteVisit> {
    const one = await this.finder.find(by, id);
    const url = one instanceof SiteApplication ? visitedAddress(one.round.data) : undefined;
    if (url === undefined) throw problem(409, 'visit-not-here');
    return this.transactions.run(async () => {
      const now = this.clock.now();
      if ((await this.visits.askedByPeople(id, new Date(now.getTime() - MINUTE))) >= PER_MINUTE) throw problem(429, 'visits-too-often');
      return this.visits.ask({ applicationId: id, round: one.round.number, url, askedBy: 'person' }, now);
    });
  }

  /** Works off the queue, some sites side by side. While one takes its time, the others go on with whatever comes. */
  async work(): Promise<void> {
    const atWork = new Set<Promise<void>>();
    for (;;) {
      while (atWork.size < AT_ONCE && !this.ending) {
        const next = await this.visits.take(this.clock.now());
        if (!next) break;
        const visit = this.visit(next).finally(() => atWork.delete(visit));
        atWork.add(visit);
      }
      if (!atWork.size) return;
      await Promise.race([...atWork, pause(EVERY_SECONDS * 1000, undefined, { ref: false })]);
    }
  }

  private async visit({ id, url }: { id: string; url: string }): Promise<void> {
    try {
      // Outside of any transaction: a site may take its time.
      const seen = await this.visitor.look(url);
      await this.visits.done(id, this.clock.now(), seen);
    } catch (error) {
      // It stays RUNNING and is taken again when a minute has passed.
      this.log.error(`Visit ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
}
