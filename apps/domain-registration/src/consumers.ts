import { Controller } from '@nestjs/common';
import { Consumes } from '@biaozhi/bus';
import {
  CalendarPublished,
  DomainReviewBureauApproved,
  DomainReviewBureauRefused,
  DomainReviewConacApproved,
  DomainReviewConacRefused,
  DomainReviewOpened,
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
} from '@biaozhi/contracts';
import { Copies } from './store/copies.js';
import { ApplicationEnds } from './use-cases/application-ends.js';
import { FeeFallsDue } from './use-cases/fee-falls-due.js';
import { ReviewDecidesDomain } from './use-cases/review-decides-domain.js';

@Controller()
export class Consumers {
  constructor(
    private readonly copies: Copies,
    private readonly ends: ApplicationEnds,
    private readonly decides: ReviewDecidesDomain,
    private readonly due: FeeFallsDue,
  ) {}

  @Consumes(UnitRegistered, UnitChanged, UnitMerged, UnitAbolished)
  onUnit(event: UnitRegistered | UnitChanged | UnitMerged | UnitAbolished): Promise<void> {
    return this.ends.unitChanges(event);
  }

  @Consumes(CalendarPublished)
  async onCalendar(event: CalendarPublished): Promise<void> {
    await this.copies.keepCalendar(event);
    await this.due.recount();
  }

  @Consumes(DomainReviewOpened)
  onOpened(event: DomainReviewOpened): Promise<void> {
    return this.decides.opened(event);
  }

  @Consumes(DomainReviewBureauApproved, DomainReviewConacApproved)
  onApproved(event: DomainReviewBureauApproved | DomainReviewConacApproved): Promise<void> {
    return this.decides.approved(event);
  }

  @Consumes(DomainReviewBureauRefused, DomainReviewConacRefused)
  onRefused(event: DomainReviewBureauRefused | DomainReviewConacRefused): Promise<void> {
    return this.decides.refused(event);
  }
}
