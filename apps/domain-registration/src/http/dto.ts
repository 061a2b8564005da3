import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { IsDivision, SUFFIXES, type Suffix } from '@biaozhi/standards';
import { IsDay, PageQuery } from '@biaozhi/service-kit';
import { RESERVED_KINDS, type ReservedKind } from '../domain/reserved.js';
import { MOST_ORDERS } from '../domain/settlement.js';
import { OUTCOMES, type Outcome } from '../store/payment-notices.js';

export class NameQuery {
  /** The name before the suffix. */
  @IsString() @MaxLength(100) label!: string;
  @IsIn(SUFFIXES) suffix!: Suffix;
}

export class WishDto {
  @IsString() @Length(1, 100) label!: string;
  @IsIn(SUFFIXES) suffix!: Suffix;
  /** 1–10 years. */
  @IsInt() @Min(1) @Max(10) years!: number;
  /** 《域名注册协议》 read and accepted; needed to submit. */
  @IsBoolean() agreement!: boolean;
}

export class WishChangeDto {
  @IsOptional() @IsString() @Length(1, 100) label?: string;
  @IsOptional() @IsIn(SUFFIXES) suffix?: Suffix;
  @IsOptional() @IsInt() @Min(1) @Max(10) years?: number;
  @IsOptional() @IsBoolean() agreement?: boolean;
}

export class ListQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(20) state?: string;
}

export class TransferClaimDto {
  /** Name on the paying account. */
  @IsString() @Length(2, 100) payer!: string;
  /** The bank's reference. */
  @IsString() @Length(2, 64) reference!: string;
  /** `YYYY-MM-DD`, not in the future. */
  @IsDay() paidOn!: string;
}

export class ConfirmDto {
  /** The version of the order that was looked at. */
  @IsOptional() @IsInt() @Min(1) version?: number;
}

export class ConfirmManyDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) ids!: string[];
}

export class SettlementDto extends TransferClaimDto {
  /** Open orders of units of the bureau, each once; 500 at most. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ORDERS) @ArrayUnique() @IsUUID(undefined, { each: true }) ids!: string[];
}

export class PaymentNoticeDto {
  /** The provider's number of the payment. */
  @IsString() @Length(1, 64) transaction!: string;
  /** Id of our fee order. */
  @IsUUID() order!: string;
  /** fen that were paid */
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) amountFen!: number;
}

export class NoticesQuery {
  @IsOptional() @IsIn(OUTCOMES) outcome?: Outcome;
  /** Only notices received before this instant, RFC 3339. */
  @IsOptional() @IsISO8601({ strict: true }) before?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

export class RenewalDto {
  /** 1–10 years from the domain's end, or from today when it has ended; ten years from today at most. */
  @IsInt() @Min(1) @Max(10) years!: number;
}

export class VersionDto {
  /** The version that was decided on; 409 `conflict` when it is not the newest. */
  @IsInt() @Min(1) version!: number;
}

export class ReasonDto extends VersionDto {
  /** Kept with the domain and shown to its unit; 5–500 characters. */
  @IsString() @Length(5, 500) reason!: string;
}

export class PriceDto {
  @IsIn(SUFFIXES) suffix!: Suffix;
  /** First day of validity, `YYYY-MM-DD`, today or later. */
  @IsDay() validFrom!: string;
  /** fen a year */
  @IsInt() @Min(0) @Max(100_000_000) yearlyFen!: number;
  @IsString() @Length(2, 200) source!: string;
}

export class ReservedQuery extends PageQuery {
  @IsOptional() @IsIn(RESERVED_KINDS) kind?: ReservedKind;
  /** Part of the word. */
  @IsOptional() @IsString() @MaxLength(40) q?: string;
}

export class ReservedNameDto {
  @IsIn(RESERVED_KINDS) kind!: ReservedKind;
  @IsString() @Length(1, 40) word!: string;
  /** GB/T 2260 code of the division whose name it is; with the kind `division` and no other. */
  @IsOptional() @IsDivision() owner?: string;
  /** False frees a name that would be reserved otherwise. */
  @IsBoolean() reserved!: boolean;
  /** Which rule or document says so. */
  @IsString() @Length(2, 200) source!: string;
}
