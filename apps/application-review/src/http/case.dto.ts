import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBooleanString, IsIn, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import { DOMAIN_REVIEW_STATES, REVIEW_POINTS, SITE_APPLICATION_STATES, type ReviewPoint } from '@biaozhi/contracts';
import { PageQuery } from '@biaozhi/service-kit';
import { SUBJECTS, type Subject } from '../domain/routes.js';
import { IsText } from './is-text.js';

const STATES = [...new Set([...SITE_APPLICATION_STATES, ...DOMAIN_REVIEW_STATES])];

/** Query of GET /cases. */
export class QueueQuery extends PageQuery {
  @IsOptional() @IsIn(SUBJECTS) subject?: Subject;
  @IsOptional() @IsIn(STATES) state?: string;
  /** Only what the person has claimed. */
  @IsOptional() @IsBooleanString() mine?: string; /** Only what waits for a decision of the person's role. */
  @IsOptional() @IsBooleanString() open?: string; /** Only what is past its last day. */
  @IsOptional() @IsBooleanString() overdue?: string; /** Part of unit name, site name, domain or number. */
  @IsOptional() @IsText(100) q?: string;
}

/** A verdict on one point. */
export class VerdictDto {
  @IsIn(REVIEW_POINTS) point!: ReviewPoint;

  @IsIn(['passed', 'refused']) result!: 'passed' | 'refused';

  /** Codes of GET /reasons; at least one with a refusal, none with a pass. */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsText(60, { each: true }) reasons?: string[];

  /** The reviewer's own words, at most 1000 characters; at least 5 with the reason `other`. */
  @IsOptional() @IsText(1000) comment?: string;
}

/** Body of POST /cases/:id/decision. All points passed approves; one refused gives the case back to the unit. */
export class DecisionDto {
  /** The version on which the reviewer decided. */
  @IsInt() @Min(1) version!: number;

  @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => VerdictDto) verdicts!: VerdictDto[];
}
