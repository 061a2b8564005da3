import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { AFFILIATIONS, BUREAU_LEVELS, type Affiliation, type BureauLevel } from '@biaozhi/contracts';
import { IsDivision, IsUnitName } from '@biaozhi/standards';
import type { Served } from '../domain/serving.js';
import { IfGiven } from './if-given.js';
import { IsPlainText } from './plain-text.js';

export class DivisionQuery {
  /** Six digits of GB/T 2260. */
  @IsOptional() @Matches(/^\d{6}$/) under?: string;
}

export class BureauQuery {
  /** Id of the bureau above. */
  @IsOptional() @IsUUID() under?: string;
  /** Part of a name. */
  @IsOptional() @IsPlainText(1, 50) q?: string;
  /** Those at work in this division. */
  @IsOptional() @Matches(/^\d{6}$/) region?: string;
}

/** Units of one affiliation in one division. */
export class ServedDto implements Served {
  /** 隶属关系 */
  @IsIn(AFFILIATIONS) affiliation!: Affiliation;
  /** 行政区划; `100000` for central units. */
  @IsDivision() region!: string;
}

export class BureauDto {
  /** As a letter addresses it. */
  @IsUnitName() name!: string;
  @IsIn(BUREAU_LEVELS) level!: BureauLevel;
  /** Where it sits; its level must be the division's. */
  @IsDivision() region!: string;
  /** The bureau above; only the centre has none. */
  @IfGiven() @IsUUID() parentId?: string;
  /** Where paper is handed in. */
  @IsPlainText(4, 200) paperAddress!: string;
  /** And when. */
  @IsPlainText(2, 100) paperHours!: string;
  /** Copies of letter and form, 1–9. */
  @IsInt() @Min(1) @Max(9) copiesWanted!: number;
  /** Whether it wants paper of institutions too. */
  @IsBoolean() paperForInstitutions!: boolean;
  /** Whose units it reviews; those of its own division when not said. */
  @IfGiven() @IsArray() @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => ServedDto) serves?: ServedDto[];
}

export class BureauChangeDto {
  /** The version that was looked at. */
  @IsInt() @Min(1) version!: number;
  @IfGiven() @IsUnitName() name?: string;
  @IfGiven() @IsUUID() parentId?: string;
  @IfGiven() @IsPlainText(4, 200) paperAddress?: string;
  @IfGiven() @IsPlainText(2, 100) paperHours?: string;
  @IfGiven() @IsInt() @Min(1) @Max(9) copiesWanted?: number;
  @IfGiven() @IsBoolean() paperForInstitutions?: boolean;
  /** All that it serves from now on. */
  @IfGiven() @IsArray() @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => ServedDto) serves?: ServedDto[];
}

export class BureauCloseDto {
  /** The version that was looked at. */
  @IsInt() @Min(1) version!: number;
  /** The bureau that takes over. */
  @IfGiven() @IsUUID() successorId?: string;
}
