import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/act.js';
import { staffSees } from '../domain/scope.js';
import { DomainReviews } from '../store/domain-reviews.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';
import { CaseFinder, type Case } from './reviewer-decides-case.js';

/** 领取 and 退回: a reviewer takes a case up for a while, or gives it back to the queue. */
@Injectable()
export class ReviewerClaimsCase {
  constructor(
    private readonly sites: SiteApplications,
    private readonly domains: DomainReviews,
    private readonly finder: CaseFinder,
    private readonly desk: Desk,
  ) {}

  /** @throws Problem 409 `claimed-by-another` */
  claim(by: Actor, id: string): Promise<Case> {
    return this.do(by, id, 'claim', (one) => one.takeUp(by, this.desk.clock.now(), this.desk.config.claimMinutes));
  }

  /** @throws Problem 409 `not-claimed` */
  release(by: Actor, id: string): Promise<Case> {
    return this.do(by, id, 'release', (one) => one.letGo(by, this.desk.clock.now()));
  }

  private async do(by: Actor, id: string, action: string, what: (one: Case) => void): Promise<Case> {
    const { subject } = await this.finder.find(by, id);
    const decide = (one: Case): [] => {
      what(one);
      return [];
    };
    return subject === 'site'
      ? this.sites.change(id, { by, sees: staffSees, action: `site-application.${action}` }, decide)
      : this.domains.change(id, { by, sees: staffSees, action: `domain-review.${action}` }, decide);
  }
}
