import { Injectable } from '@nestjs/common';
import {
  DomainApplicationResubmitted,
  DomainApplicationSubmitted,
  DomainApplicationWithdrawn,
} from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { v7 } from 'uuid';
import { SYSTEM } from '../domain/act.js';
import { DomainReview, type DomainSubject } from '../domain/domain-review.js';
import { routeOf } from '../domain/routes.js';
import { DomainReviews } from '../store/domain-reviews.js';
import { Desk } from './desk.js';

/** A domain application has been submitted, submitted again, or withdrawn: its review is opened, goes on, or is closed. */
@Injectable()
export class DomainApplicationArrives {
  constructor(
    private readonly reviews: DomainReviews,
    private readonly desk: Desk,
  ) {}

  /** @throws Problem 503 `not-yet-known` while the copy of the unit or its bureau is still on its way; the bus tries again */
  async submitted(application: DomainApplicationSubmitted | DomainApplicationResubmitted): Promise<void> {
    if (!application.unitId) throw problem(422, 'unit-missing');
    const act = await this.desk.act(SYSTEM);
    const { unit, bureau } = await this.desk.unitAndBureau(application.unitId);
    const known = await this.reviews.ofApplication(application.id);
    const about = {
      unitId: unit.id,
      unitName: unit.name,
      region: unit.region,
      bureauId: bureau?.id,
      route: routeOf(unit),
    };
    const data = subjectOf(application);
    if (known) {
      await this.reviews.change(known.id, { by: SYSTEM, action: 'domain-review.reopen' }, (review) =>
        Object.assign(review, about).open(data, act),
      );
      return;
    }
    const review = DomainReview.of({ id: v7(), domainApplicationId: application.id, ...about });
    const events = review.open(data, act);
    await this.reviews.add(review, SYSTEM, 'domain-review.open', events);
  }

  /** Nothing to close when the review has ended, or never began: a draft that was withdrawn. */
  async withdrawn(application: DomainApplicationWithdrawn): Promise<void> {
    const known = await this.reviews.ofApplication(application.id);
    if (!known) return;
    const act = await this.desk.act(SYSTEM);
    await this.reviews.change(known.id, { by: SYSTEM, action: 'domain-review.close' }, (review) => review.close(act));
  }
}

const subjectOf = ({ number, domain, years }: DomainApplicationSubmitted): DomainSubject => ({
  number,
  uLabel: domain.uLabel,
  aLabel: domain.aLabel,
  years,
});
