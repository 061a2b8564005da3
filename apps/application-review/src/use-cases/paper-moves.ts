import { Injectable } from '@nestjs/common';
import type { BadgeState, FilingState } from '@biaozhi/contracts';
import { SYSTEM } from '../domain/act.js';
import { SiteApplications } from '../store/site-applications.js';
import { Timeline } from '../store/timeline.js';
import { Desk } from './desk.js';

/** Archival-filing tells how far the paper is: confirmed completes the application, failed ends it. */
@Injectable()
export class PaperMoves {
  constructor(
    private readonly applications: SiteApplications,
    private readonly timeline: Timeline,
    private readonly desk: Desk,
  ) {}

  async run(filing: FilingState, at: Date): Promise<void> {
    const act = await this.desk.act(SYSTEM);
    const seen = { by: SYSTEM, action: `site-application.paper-${filing.state.toLowerCase()}` };
    await this.timeline.tell(filing.applicationId, [filing], at);
    await this.applications.change(filing.applicationId, seen, (application) => application.paperMoves(filing, act));
  }
}

/** What becomes of the badge is part of the application's story, and changes nothing about it. */
@Injectable()
export class BadgeMoves {
  constructor(private readonly timeline: Timeline) {}

  run(badge: BadgeState, at: Date): Promise<void> {
    return this.timeline.tell(badge.applicationId, [badge], at);
  }
}
