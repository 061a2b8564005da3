import { Injectable } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { ReviewConfig } from '../config.js';
import type { Act, Actor } from '../domain/act.js';
import type { BureauCopy, SiteFacts, UnitCopy } from '../domain/facts.js';
import { routeOf } from '../domain/routes.js';
import { Copies } from '../store/copies.js';

/** What lies on the desk of whoever acts: the time, the calendar, what is known of the unit. */
@Injectable()
export class Desk {
  private readonly localSites: boolean;

  constructor(
    readonly clock: Clock,
    readonly config: ReviewConfig,
    private readonly copies: Copies,
  ) {
    if (config.allowLocalSites && config.nodeEnv === 'production')
      throw new Error('ALLOW_LOCAL_SITES is not for production');
    this.localSites = config.allowLocalSites;
  }

  /** Somebody acts now. */
  async act(by: Actor): Promise<Act> {
    const today = this.clock.today();
    const due = (await this.copies.calendar()).addWorkingDays(today, this.config.reviewWorkingDays);
    return { by, at: this.clock.now(), today, due };
  }

  /** The same, about a unit's site. */
  async actOnSite(by: Actor, unitId: string): Promise<Act & { facts: SiteFacts }> {
    return { ...(await this.act(by)), facts: await this.facts(unitId) };
  }

  /** @throws Problem 503 `not-yet-known` while the copies have not arrived */
  async facts(unitId: string): Promise<SiteFacts> {
    const { unit, bureau } = await this.unitAndBureau(unitId);
    const domains = await this.copies.domainsOf(unitId);
    return { unit, bureau, domains, today: this.clock.today(), localSites: this.localSites };
  }

  /** A unit and the bureau that reviews it; a central institution may have none (CONAC alone reviews it). */
  async unitAndBureau(unitId: string): Promise<{ unit: UnitCopy; bureau?: BureauCopy }> {
    const unit = await this.copies.unit(unitId);
    if (!unit) throw problem(503, 'not-yet-known');
    const bureau = await this.copies.bureauOf(unit);
    if (!bureau && routeOf(unit) !== 'central-institution') throw problem(503, 'not-yet-known');
    return bureau ? { unit, bureau } : { unit };
  }
}
