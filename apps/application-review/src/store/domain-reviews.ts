import { Injectable } from '@nestjs/common';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Changes } from '@biaozhi/service-kit';
import { DomainReview } from '../domain/domain-review.js';
import { Cases } from './cases.js';
import { DomainReviewSchema } from './schemas.js';
import { Timeline } from './timeline.js';

@Injectable()
export class DomainReviews extends Cases<DomainReview> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes, timeline: Timeline) {
    super(transactions, outbox, audit, changes, timeline, DomainReviewSchema, 'domain-review');
  }

  ofApplication(domainApplicationId: string): Promise<DomainReview | undefined> {
    return this.find({ domainApplicationId });
  }

  /** Whether another unit has the name, or has a review of it under way. */
  async taken(aLabel: string, unitId: string): Promise<boolean> {
    const rows: unknown[] = await this.transactions.manager.query(
      `SELECT FROM domain_copy WHERE a_label = $1 AND unit_id <> $2 AND state <> 'CANCELLED'
       UNION ALL
       SELECT FROM domain_review WHERE rounds -> -1 -> 'data' ->> 'aLabel' = $1 AND unit_id <> $2 AND clock_day IS NOT NULL
       LIMIT 1`,
      [aLabel, unitId],
    );
    return rows.length > 0;
  }
}
