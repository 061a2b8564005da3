import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { BADGE_COLOURS, DomainName, PLACES, type BadgeColour, type Place } from '../shapes.js';

export const BADGE_STATES = ['ISSUED', 'HUNG', 'OVERDUE', 'ABNORMAL', 'SUSPENDED', 'REVOKED'] as const;

/** A site's badge (网站标识). */
export class BadgeState extends AggregateData {
  /** 标识代码: `CA` and 21 digits. */
  @Matches(/^CA\d{21}$/) readonly code!: string;
  /** Red for organs, blue for institutions. */
  @IsIn(BADGE_COLOURS) readonly colour!: BadgeColour;
  /** 32 random hex digits; the public address of the verification page. */
  @Matches(/^[0-9a-f]{32}$/) readonly publicId!: string;
  @IsUUID() readonly applicationId!: string;
  @IsIn(BADGE_STATES) readonly state!: (typeof BADGE_STATES)[number];
  @IsIn(PLACES) readonly place!: Place;
  @IsString() readonly unitName!: string;
  @IsString() readonly siteName!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => DomainName) readonly domains!: DomainName[];
  @IsOptional() @IsString() readonly englishDomain?: string;
  /** Day of issue, Asia/Shanghai. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly issuedOn!: string;
  /** Last day to hang it: five working days after the notice was received. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly deadline!: string;
  /** True while the notice is not delivered, or the calendar of the year is not published. */
  @IsBoolean() readonly deadlineProvisional!: boolean;
  /** When the inspector last looked, RFC 3339. */
  @IsOptional() @IsISO8601() readonly lastCheckedAt?: string;
  /** With `deadline-near`: working days left. */
  @IsOptional() @IsInt() readonly daysLeft?: number;
}

@Publishes('badge', 'issued', 'The system has generated the identification code.')
export class BadgeIssued extends BadgeState {}

@Publishes('badge', 'deadline-set', 'The last day to hang the badge is known, or was recomputed.')
export class BadgeDeadlineSet extends BadgeState {}

@Publishes('badge', 'deadline-near', 'Two working days are left to hang the badge.')
export class BadgeDeadlineNear extends BadgeState {}

@Publishes('badge', 'hung', 'The badge was found on the site, or the red page was published with it.')
export class BadgeHung extends BadgeState {}

@Publishes('badge', 'missing', 'The badge was not found on the site.')
export class BadgeMissing extends BadgeState {}

@Publishes('badge', 'wrong-code', 'Another code than the issued one was found on the site.')
export class BadgeWrongCode extends BadgeState {}

@Publishes('badge', 'overdue', 'The badge was not hung in time.')
export class BadgeOverdue extends BadgeState {}

@Publishes('badge', 'suspended', 'The badge does not vouch for the moment: its domain expired or is frozen, or CONAC suspended it.')
export class BadgeSuspended extends BadgeState {}

@Publishes('badge', 'restored', 'A suspended badge vouches again.')
export class BadgeRestored extends BadgeState {}

@Publishes('badge', 'revoked', 'The badge has been withdrawn for good.')
export class BadgeRevoked extends BadgeState {}
