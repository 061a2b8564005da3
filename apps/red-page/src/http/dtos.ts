import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { LIMITS } from '../domain/blocks.js';

/** A path with a red page's id. */
export class RedPageId {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id!: string;
}

/** Title and blocks of a page. */
export class DraftBody {
  /** The version that was edited. */
  @ApiProperty() @IsInt() @Min(1) version!: number;
  /** 2–60 characters. */
  @ApiProperty() @IsString() @MaxLength(200) title!: string;
  /**
   * Each `{ type, … }`: heading {level 2|3, text}, paragraph {text}, list {ordered, items}, contact {address?, postcode?,
   * phone?, mail?, hours?}, notice {title, text, day}, link {text, href}, table {caption, header, rows}. Text only, no HTML.
   */
  @ApiProperty({ type: 'array', items: { type: 'object', required: ['type'] }, maxItems: LIMITS.blocks })
  @IsArray()
  @ArrayMaxSize(LIMITS.blocks)
  blocks!: unknown[];
}

/** The bottom of a page. */
export class FooterBody {
  @ApiProperty() @IsInt() @Min(1) version!: number;
  /** Whether the badge is shown, at the bottom centre. */
  @ApiProperty() @IsBoolean() badge!: boolean;
  /** Up to three lines above it, 100 characters each: filing numbers, copyright. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsString({ each: true })
  lines?: string[];
}

/** Publishing and taking down. */
export class StepBody {
  /** The version that was seen; without it the page is taken as it is. */
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) version?: number;
}
