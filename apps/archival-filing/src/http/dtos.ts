import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { FILING_STATES } from '@biaozhi/contracts';
import { PageQuery } from '@biaozhi/service-kit';
import { ITEMS, RESULTS, type Item, type Result } from '../domain/checklist.js';
import type { FilingStateName } from '../domain/filing.workflow.js';

/** Query of the list of filings. */
export class FilingsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: FILING_STATES })
  @IsOptional()
  @IsIn(FILING_STATES)
  state?: FilingStateName;
  /** Part of the site's or the unit's name, or of a number. */
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 100) q?: string;
}

/** An item of the paper, as counted at receipt. */
export class CountedItem {
  @ApiProperty({ enum: ITEMS }) @IsIn(ITEMS) item!: Item;
  /** How many copies; when not said, the number of sets (of an identity card's copy, one). */
  @ApiPropertyOptional({ minimum: 0, maximum: 99 }) @IsOptional() @IsInt() @Min(0) @Max(99) copies?: number;
  /** What is seen at first sight; judged again when the paper is confirmed or found faulty. */
  @ApiPropertyOptional({ enum: RESULTS }) @IsOptional() @IsIn(RESULTS) result?: Result;
}

/** An item of the paper, judged. */
export class JudgedItem {
  @ApiProperty({ enum: ITEMS }) @IsIn(ITEMS) item!: Item;
  /** How many copies; as counted at receipt when not said. */
  @ApiPropertyOptional({ minimum: 0, maximum: 99 }) @IsOptional() @IsInt() @Min(0) @Max(99) copies?: number;
  @ApiProperty({ enum: RESULTS }) @IsIn(RESULTS) result!: Result;
}

/** The version that the archivist saw: a decision on an older one is answered with 409. */
class OfVersion {
  @ApiProperty({ minimum: 1 }) @IsInt() @Min(1) version!: number;
}

/** 接收纸质材料 */
export class ReceiveBody extends OfVersion {
  /** Sets of paper handed in. */
  @ApiProperty({ minimum: 0, maximum: 99 }) @IsInt() @Min(0) @Max(99) copies!: number;
  /** Items that are counted by themselves; letter, form and identity card are always in the list. */
  @ApiPropertyOptional({ type: [CountedItem] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ITEMS.length)
  @ArrayUnique(({ item }: CountedItem) => item)
  @ValidateNested({ each: true })
  @Type(() => CountedItem)
  items?: CountedItem[];
}

class JudgedBody extends OfVersion {
  @ApiProperty({ type: [JudgedItem] })
  @IsArray()
  @ArrayMaxSize(ITEMS.length)
  @ArrayUnique(({ item }: JudgedItem) => item)
  @ValidateNested({ each: true })
  @Type(() => JudgedItem)
  items!: JudgedItem[];
}

/** 确认: every wanted item must be in it, and in order. */
export class ConfirmBody extends JudgedBody {}

/** 不合格: at least one item is not in order. */
export class FailBody extends JudgedBody {
  /** What is wrong, for the unit; 5–1,000 characters. Stays in this service. */
  @ApiProperty({ minLength: 5, maxLength: 1000 }) @IsString() @MaxLength(1000) comment!: string;
}

/** Query of the check page. */
export class CheckQuery {
  /** The check code that the paper bears, sixteen hex digits. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) hash?: string;
  @ApiPropertyOptional({ enum: ['zh', 'en'] }) @IsOptional() @IsString() @MaxLength(20) lang?: string;
}
