import { Injectable } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import type { Actor, PointVerdict } from '../domain/act.js';
import type { DomainReview } from '../domain/domain-review.js';
import { staffSees } from '../domain/scope.js';
import type { SiteApplication } from '../domain/site-application.js';
import { DomainReviews } from '../store/domain-reviews.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

export type Case = SiteApplication | DomainReview;

/** Finds a case of either subject, if the person may see it. */
@Injectable()
export class CaseFinder {
  constructor(
    private readonly sites: SiteApplications,
    private readonly domains: DomainReviews,
  ) {}

  /** @throws Problem 404 */
  async find(by: Actor, id: string): Promise<Case> {
    const one = (await this.sites.find({ id })) ?? (await this.domains.find({ id }));
    if (!one || !staffSees(by, one)) throw problem(404, 'not-found');
    return one;
  }
}

/** 审核: a reviewer judges every point; all passed lets the case go on, one refused gives it back with reasons. */
@Injectable()
export class ReviewerDecidesCase {
  constructor(
    private readonly sites: SiteApplications,
    private readonly domains: DomainReviews,
    private readonly finder: CaseFinder,
    private readonly desk: Desk,
  ) {}

  /** @throws Problem 409 `conflict` for the slower of two reviewers */
  async run(by: Actor, id: string, version: number, verdicts: PointVerdict[]): Promise<Case> {
    const { subject } = await this.finder.find(by, id);
    const seen = { by, sees: staffSees, version };
    if (subject === 'site') {
      return this.sites.change(id, { ...seen, action: 'site-application.decide' }, async (application) =>
        application.decide({ ...(await this.desk.actOnSite(by, application.unitId)), verdicts }),
      );
    }
    return this.domains.change(id, { ...seen, action: 'domain-review.decide' }, async (review) =>
      review.decide({ ...(await this.desk.act(by)), verdicts }),
    );
  }
}
