import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BADGE_STATES, type BadgeState } from '@biaozhi/contracts';
import { PageQuery } from '@biaozhi/service-kit';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, Min } from 'class-validator';

/** Query of the list of badges. */
export class BadgesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: BADGE_STATES })
  @IsOptional()
  @IsIn(BADGE_STATES)
  state?: BadgeState['state'];
  /** Part of the site's or the unit's name, or a code. */
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 100) q?: string;
}

/** A decision of staff. */
export class StaffDecision {
  /** The version that the officer saw. */
  @ApiProperty() @IsInt() @Min(1) version!: number;
  /** 5–500 characters; kept in the audit trail and shown to the unit. */
  @ApiProperty() @IsString() @MaxLength(1000) reason!: string;
}

/** Query of the code table. */
export class CodeTableQuery {
  /** First digits of the divisions wanted; all when not said. */
  @ApiPropertyOptional() @IsOptional() @Matches(/^\d{1,6}$/) division?: string;
}

/** A row of the code table, corrected. */
export class CodeRowBody {
  /** Version of the row that is corrected; nothing for a new row. */
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) version?: number;
  /** Two digits. */
  @ApiProperty() @Matches(/^\d{2}$/) pp!: string;
  /** Three digits. */
  @ApiProperty() @Matches(/^\d{3}$/) ccc!: string;
  /** Four digits. */
  @ApiProperty() @Matches(/^\d{4}$/) tttt!: string;
  @ApiProperty({ enum: ['known', 'assumed'] }) @IsIn(['known', 'assumed']) mark!: 'known' | 'assumed';
  /** Where the digits come from, 5–300 characters. */
  @ApiProperty() @IsString() @Length(5, 300) source!: string;
}

/** A path with a badge's id. */
export class BadgeId {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id!: string;
}

/** A row of the code table. */
export class CodeRowView {
  /** GB/T 2260 code; `100000` for the centre. */
  @ApiProperty() division!: string;
  @ApiProperty() pp!: string;
  @ApiProperty() ccc!: string;
  @ApiProperty() tttt!: string;
  /** `known`: seen in real badges; `assumed`: by our rule. */
  @ApiProperty({ enum: ['known', 'assumed'] }) mark!: 'known' | 'assumed';
  @ApiProperty() source!: string;
  /** True from the division's first badge on: the row is final. */
  @ApiProperty() used!: boolean;
  @ApiProperty() version!: number;
}

/** The rows of the code table. */
export class CodeTable {
  @ApiProperty({ type: [CodeRowView] }) items!: CodeRowView[];
}
