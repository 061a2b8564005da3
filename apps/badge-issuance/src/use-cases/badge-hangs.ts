import { Injectable } from '@nestjs/common';
import { BadgeHung, type BadgeState, type RedPageState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Clock } from '@biaozhi/service-kit';
import type { Badge, Outcome } from '../domain/badge.js';
import { Badges } from '../store/badges.js';

const REPLACED = '同一网站的新标识已加挂，原标识停止使用';

/** Takes in that a badge was found hanging, or not, on a site or a red page. */
@Injectable()
export class BadgeHangs {
  constructor(
    private readonly transactions: Transactions,
    private readonly badges: Badges,
    private readonly clock: Clock,
  ) {}

  /** What an inspection found. @param nextCheckAt when the inspector looks again */
  inspected(id: string, outcome: Outcome, nextCheckAt: (badge: Badge) => Date | undefined): Promise<void> {
    return this.take(id, (badge) => {
      const events = badge.inspected(outcome, this.clock.now());
      badge.nextCheckAt = nextCheckAt(badge);
      return events;
    });
  }

  /** Publishing a red page with the badge in its footer counts as hung; taking it down as missing. */
  async redPage({ badgeId, state, badgeInFooter }: RedPageState): Promise<void> {
    if (!(await this.badges.find(badgeId))) return;
    const shown = state === 'PUBLISHED' && badgeInFooter;
    if (shown) await this.take(badgeId, (badge) => badge.inspected('hung', this.clock.now()));
    if (state === 'OFFLINE' || state === 'CLOSED') {
      await this.take(badgeId, (badge) => badge.inspected('missing', this.clock.now()));
    }
  }

  private take(id: string, decide: (badge: Badge) => BadgeState[]): Promise<void> {
    return this.transactions.run(async () => {
      let hung = false;
      const badge = await this.badges.change(id, undefined, (fresh) => {
        const events = decide(fresh);
        hung = events.some((event) => event instanceof BadgeHung);
        return events;
      });
      // Until now the earlier badge vouched for the site, so that visitors never met a revoked one in between.
      if (!hung || badge.replacesId === undefined) return;
      await this.badges.change(badge.replacesId, undefined, (old) =>
        old.state === 'REVOKED' ? [] : old.revoke('system', REPLACED),
      );
    });
  }
}
