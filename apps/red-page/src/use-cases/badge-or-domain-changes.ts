import { Injectable } from '@nestjs/common';
import type { BadgeState, DomainState, RedPageState } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import type { RedPage } from '../domain/red-page.js';
import type { Hold } from '../domain/rules.js';
import { RedPages } from '../store/red-pages.js';

/** A red page is up only as long as its badge vouches and its domain is live. */
@Injectable()
export class BadgeOrDomainChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly pages: RedPages,
    private readonly audit: Audit,
  ) {}

  /** Suspended, restored or revoked. */
  async badge({ id, state }: BadgeState): Promise<void> {
    const page = await this.pages.ofBadge(id);
    if (!page) return;
    if (state === 'REVOKED') await this.change(page, 'red-page.close', (fresh) => fresh.close());
    else await this.judge(page, 'badge', state !== 'SUSPENDED');
  }

  /** Expired, frozen or cancelled; renewed, unfrozen or registered again. */
  async domain({ domain, unitId, state }: DomainState): Promise<void> {
    const page = await this.pages.openAt(domain.aLabel);
    if (page && page.unitId === unitId) await this.judge(page, 'domain', state === 'ACTIVE');
  }

  /** What stands as it should is left alone: a version that grew for nothing would refuse the handler who is writing just now. */
  private async judge(page: RedPage, hold: Hold, good: boolean): Promise<void> {
    if (page.holds.includes(hold) !== good) return;
    if (good) await this.change(page, 'red-page.release', (fresh) => fresh.release(hold));
    else await this.change(page, 'red-page.hold', (fresh) => fresh.hold(hold));
  }

  private change({ id }: RedPage, action: string, decide: (page: RedPage) => RedPageState[]): Promise<void> {
    return this.transactions.run(async () => {
      const { state } = await this.pages.change(id, undefined, decide);
      await this.audit.record({ actor: 'system', action, subject: `red-page/${id}`, details: { state } });
    });
  }
}
