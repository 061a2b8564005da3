import { Injectable } from '@nestjs/common';
import type { DomainState, UnitState } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import type { Badge } from '../domain/badge.js';
import { Badges } from '../store/badges.js';
import { Copies } from '../store/copies.js';

/** A badge vouches only as long as its main domain is live and its unit exists. */
@Injectable()
export class DomainOrUnitChanges {
  constructor(
    private readonly badges: Badges,
    private readonly copies: Copies,
    private readonly audit: Audit,
  ) {}

  /** Suspends the unit's badges of the domain when it expires, is frozen or cancelled; restores them afterwards. */
  async domain(domain: DomainState): Promise<void> {
    await this.copies.keepDomain(domain);
    if (domain.unitId === undefined) return;
    const badges = await this.badges.standing(domain.unitId, domain.domain.aLabel);
    await this.judge(badges, 'domain', domain.state === 'ACTIVE', domain.state);
  }

  /** Suspends the badges of a unit that was merged or abolished. Particulars on a badge change by application only. */
  async unit(unit: UnitState): Promise<void> {
    await this.copies.keepUnit(unit);
    if (unit.state === 'ACTIVE') return;
    await this.judge(await this.badges.standing(unit.id), 'unit', false, unit.state);
  }

  private async judge(badges: Badge[], hold: 'domain' | 'unit', good: boolean, because: string): Promise<void> {
    for (const { id, holds } of badges) {
      if (holds.includes(hold) !== good) continue;
      await this.badges.change(id, undefined, (badge) => (good ? badge.release(hold) : badge.hold(hold)));
      const action = good ? 'badge.release' : 'badge.hold';
      await this.audit.record({ actor: 'system', action, subject: `badge/${id}`, details: { hold, because } });
    }
  }
}
