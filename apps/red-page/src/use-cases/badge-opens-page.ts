import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { BadgeState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import { prefill } from '../domain/prefill.js';
import { RedPage } from '../domain/red-page.js';
import { RedPages } from '../store/red-pages.js';
import { Units } from '../store/units.js';

/** A badge that is to hang on a red page opens the unit's draft, or takes over the page that its name has already. */
@Injectable()
export class BadgeOpensPage {
  constructor(
    private readonly transactions: Transactions,
    private readonly pages: RedPages,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  run(badge: BadgeState): Promise<void> {
    return this.transactions.run(async () => {
      const host = badge.domains[0];
      if (badge.place !== 'red-page' || badge.unitId === undefined || !host) return;
      if (await this.pages.ofBadge(badge.id)) return;
      const standing = await this.pages.openAt(host.aLabel);
      if (standing?.unitId === badge.unitId) {
        await this.pages.change(standing.id, undefined, (page) => page.adopt(badge));
        return this.record('red-page.adopt', standing.id, badge);
      }
      // The name has gone to another unit: what stood there before has ended.
      if (standing) await this.pages.change(standing.id, undefined, (page) => page.close());
      const page = RedPage.open(v7(), badge, prefill(badge, await this.units.find(badge.unitId)));
      await this.pages.add(page);
      await this.record('red-page.open', page.id, badge);
    });
  }

  private record(action: string, id: string, badge: BadgeState): Promise<void> {
    return this.audit.record({ actor: 'system', action, subject: `red-page/${id}`, details: { badgeId: badge.id } });
  }
}
