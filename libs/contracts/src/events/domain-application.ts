import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { DomainName } from '../shapes.js';

export const DOMAIN_APPLICATION_STATES = [
  'DRAFT',
  'BUREAU_REVIEW',
  'CONAC_REVIEW',
  'REFUSED',
  'AWAIT_PAYMENT',
  'PAYMENT_CLAIMED',
  'REGISTERED',
  'LAPSED',
  'WITHDRAWN',
] as const;

/** A fee order (缴费单). */
export class FeeOrder {
  @IsUUID() readonly id!: string;
  /** Human number of the order. */
  @IsString() readonly number!: string;
  /** Amount in fen (0.01 yuan). */
  @IsInt() @Min(0) readonly amountFen!: number;
  /** Last day to pay, Asia/Shanghai. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly dueDay!: string;
}

/** An application for a domain (域名注册申请). */
export class DomainApplicationState extends AggregateData {
  /** Human number of the application. */
  @IsString() readonly number!: string;
  @IsIn(DOMAIN_APPLICATION_STATES) readonly state!: (typeof DOMAIN_APPLICATION_STATES)[number];
  @ValidateNested() @Type(() => DomainName) readonly domain!: DomainName;
  /** 1–10 years. */
  @IsInt() @Min(1) @Max(10) readonly years!: number;
  /** 1 on first submission, +1 on each resubmission. */
  @IsInt() @Min(1) readonly round!: number;
  @IsOptional() @ValidateNested() @Type(() => FeeOrder) readonly fee?: FeeOrder;
}

@Publishes('domain-application', 'submitted', 'A unit has applied for a domain.')
export class DomainApplicationSubmitted extends DomainApplicationState {}

@Publishes('domain-application', 'resubmitted', 'A unit has corrected a refused application and submitted it again.')
export class DomainApplicationResubmitted extends DomainApplicationState {}

@Publishes('domain-application', 'refused', 'A review has refused the application.')
export class DomainApplicationRefused extends DomainApplicationState {}

@Publishes('domain-application', 'fee-due', 'Both reviews have passed; the fee is to be paid.')
export class DomainApplicationFeeDue extends DomainApplicationState {}

@Publishes('domain-application', 'fee-claimed', 'The unit says that it has remitted the fee.')
export class DomainApplicationFeeClaimed extends DomainApplicationState {}

@Publishes('domain-application', 'fee-paid', 'The fee has been confirmed.')
export class DomainApplicationFeePaid extends DomainApplicationState {}

@Publishes('domain-application', 'lapsed', 'The fee was not paid in time; the name is free again.')
export class DomainApplicationLapsed extends DomainApplicationState {}

@Publishes('domain-application', 'withdrawn', 'The unit has withdrawn the application.')
export class DomainApplicationWithdrawn extends DomainApplicationState {}
