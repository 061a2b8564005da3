import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { ROUTES, STAGES, Verdict, type Route, type Stage } from '../shapes.js';

export const DOMAIN_REVIEW_STATES = ['BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED', 'PASSED', 'CLOSED'] as const;

/** The review of a domain application. */
export class DomainReviewState extends AggregateData {
  @IsUUID() readonly domainApplicationId!: string;
  @IsIn(DOMAIN_REVIEW_STATES) readonly state!: (typeof DOMAIN_REVIEW_STATES)[number];
  @IsIn(ROUTES) readonly route!: Route;
  @IsInt() @Min(1) readonly round!: number;
  /** The stage that decided, or that is at work. */
  @IsIn(STAGES) readonly stage!: Stage;
  /** True when no further review follows: the last stage of the route has passed. */
  @IsOptional() @IsBoolean() readonly final?: boolean;
  /** Of the decision; empty where nothing was decided. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => Verdict) readonly verdicts!: Verdict[];
  /** Last day of the stage at work. */
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly dueDay?: string;
}

@Publishes('domain-review', 'opened', 'A domain application has reached its first reviewer.')
export class DomainReviewOpened extends DomainReviewState {}

@Publishes('domain-review', 'bureau-approved', "The unit's bureau has passed every point; CONAC reviews next.")
export class DomainReviewBureauApproved extends DomainReviewState {}

@Publishes('domain-review', 'bureau-refused', "The unit's bureau has refused the application.")
export class DomainReviewBureauRefused extends DomainReviewState {}

@Publishes('domain-review', 'conac-approved', 'CONAC has passed every point.')
export class DomainReviewConacApproved extends DomainReviewState {}

@Publishes('domain-review', 'conac-refused', 'CONAC has refused the application.')
export class DomainReviewConacRefused extends DomainReviewState {}

@Publishes('domain-review', 'overdue', 'A review is past its last day.')
export class DomainReviewOverdue extends DomainReviewState {}

@Publishes('domain-review', 'closed', 'The review ended without a decision: the application was withdrawn.')
export class DomainReviewClosed extends DomainReviewState {}
