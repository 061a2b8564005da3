import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { DomainName, PaperFinding, PLACES, type Place } from '../shapes.js';

/** `CLOSED`: it ended without its paper (the application withdrawn or lapsed, the unit merged or abolished). */
export const FILING_STATES = ['EXPECTED', 'RECEIVED', 'CONFIRMED', 'FAILED', 'CLOSED'] as const;

/** The paper of one application at its bureau (纸质备案). */
export class FilingState extends AggregateData {
  /** Human number of the filing. */
  @IsString() readonly number!: string;
  @IsIn(FILING_STATES) readonly state!: (typeof FILING_STATES)[number];
  @IsUUID() readonly applicationId!: string;
  @IsString() readonly applicationNumber!: string;
  @IsIn(PLACES) readonly place!: Place;
  @IsString() readonly siteName!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => DomainName) readonly domains!: DomainName[];
  @IsOptional() @IsString() readonly englishDomain?: string;
  @IsOptional() @IsString() readonly homePage?: string;
  /** SHA-256 of the form as passed, which letter and form print. */
  @Matches(/^[0-9a-f]{64}$/) readonly dataHash!: string;
  /** The checklist, from receipt on. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => PaperFinding) readonly findings!: PaperFinding[];
  /** Last day of the bureau's review of the paper (10 working days after receipt). */
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly dueDay?: string;
}

@Publishes('filing', 'opened', 'Paper is expected: the online reviews have passed.')
export class FilingOpened extends FilingState {}

@Publishes('filing', 'received', 'The bureau has received the paper.')
export class FilingReceived extends FilingState {}

@Publishes('filing', 'confirmed', 'The bureau has confirmed the paper.')
export class FilingConfirmed extends FilingState {}

@Publishes('filing', 'failed', 'The paper has a fault.')
export class FilingFailed extends FilingState {}

@Publishes('filing', 'closed', 'Its paper is no longer expected: the application was withdrawn or lapsed, or the unit was merged or abolished.')
export class FilingClosed extends FilingState {}
