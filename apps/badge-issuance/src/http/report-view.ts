import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@biaozhi/service-kit';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, Min } from 'class-validator';
import type { Role } from '@biaozhi/workflow';
import type { Report } from '../domain/report.js';
import { REPORT_RESULTS, REPORT_STATES, reportWorkflow, type ReportResult, type ReportState } from '../domain/report.workflow.js';
import type { ListedReport } from '../store/reports.js';

/** A report of a fake site by anybody. */
export class ReportBody {
  /** Address of the site; `http://` may be left out. */
  @ApiProperty({ example: 'http://www.example.cn/' }) @IsString() @Length(4, 500) address!: string;
  /** What is suspicious, 10–1000 characters. */
  @ApiProperty() @IsString() @Length(10, 1000) description!: string;
  /** Public id of the badge that the site shows. */
  @ApiPropertyOptional({ pattern: '^[0-9a-f]{32}$' }) @IsOptional() @Matches(/^[0-9a-f]{32}$/) badgePublicId?: string;
  /** Telephone or mail for questions; seen by CONAC alone and forgotten when the report is closed. */
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(5, 100) contact?: string;
}

/** What the reporter gets back. */
export class ReportReceipt {
  @ApiProperty({ example: 'JB2026-000001' }) number!: string;
}

/** Query of the list of reports. */
export class ReportsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: REPORT_STATES }) @IsOptional() @IsIn(REPORT_STATES) state?: ReportState;
}

/** The judgement of a report. */
export class ReportDecisionBody {
  /** The version that the officer saw. */
  @ApiProperty() @IsInt() @Min(1) version!: number;
  @ApiProperty({ enum: REPORT_RESULTS }) @IsIn(REPORT_RESULTS) result!: ReportResult;
  /** What was found and done, 5–500 characters. */
  @ApiProperty() @IsString() @MaxLength(1000) note!: string;
}

/** A path with a report's id. */
export class ReportId {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id!: string;
}

/** A report as staff see it. */
export class ReportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JB2026-000001' }) number!: string;
  /** As it was typed; never made a link without care. */
  @ApiProperty() address!: string;
  @ApiProperty() host!: string;
  @ApiProperty() description!: string;
  @ApiPropertyOptional() badgePublicId?: string;
  @ApiPropertyOptional() contact?: string;
  @ApiProperty({ enum: REPORT_STATES }) state!: ReportState;
  @ApiPropertyOptional({ enum: REPORT_RESULTS }) result?: ReportResult;
  @ApiPropertyOptional() note?: string;
  @ApiProperty({ format: 'date-time' }) reportedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) closedAt?: string;
  /** How many other reports tell of the same host. */
  @ApiPropertyOptional() sameHost?: number;
  /** Send it back with a decision. */
  @ApiProperty() version!: number;
  /** Steps that the reader may take now. */
  @ApiProperty({ type: [String] }) offers!: string[];
}

/** A page of reports. */
export class ReportPage {
  @ApiProperty({ type: [ReportView] }) items!: ReportView[];
  /** Where the next page begins; absent on the last. */
  @ApiPropertyOptional() next?: string;
}

/** Shows a report to somebody with these roles. */
export const reportView = (report: Report & Partial<Pick<ListedReport, 'sameHost'>>, roles: readonly Role[]): ReportView => ({
  id: report.id,
  number: report.number,
  address: report.address,
  host: report.host,
  description: report.description,
  badgePublicId: report.badgePublicId ?? undefined,
  contact: report.contact ?? undefined,
  state: report.state,
  result: report.result ?? undefined,
  note: report.note ?? undefined,
  reportedAt: report.reportedAt.toISOString(),
  closedAt: report.closedAt?.toISOString(),
  sameHost: report.sameHost,
  version: report.version,
  offers: reportWorkflow.offers(report, roles),
});
