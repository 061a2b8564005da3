import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import {
  APPLICATION_KINDS,
  DomainName,
  PLACES,
  ROUTES,
  STAGES,
  Verdict,
  type ApplicationKind,
  type Place,
  type Route,
  type Stage,
} from '../shapes.js';

export const SITE_APPLICATION_STATES = [
  'DRAFT',
  'BUREAU_REVIEW',
  'CONAC_REVIEW',
  'THIRD_REVIEW',
  'REFUSED',
  'AWAITING_PAPER',
  'PAPER_FAILED',
  'COMPLETED',
  'WITHDRAWN',
  'LAPSED',
] as const;

/** An application for opening review or re-review of a site (网站开办审核、资格复核申请). */
export class SiteApplicationState extends AggregateData {
  /** 申请编号 */
  @IsString() readonly number!: string;
  @IsIn(SITE_APPLICATION_STATES) readonly state!: (typeof SITE_APPLICATION_STATES)[number];
  @IsIn(APPLICATION_KINDS) readonly kind!: ApplicationKind;
  @IsIn(ROUTES) readonly route!: Route;
  /** 1 on first submission, +1 on each resubmission. */
  @IsInt() @Min(1) readonly round!: number;
  @IsIn(PLACES) readonly place!: Place;
  @IsString() readonly siteName!: string;
  /** The unit's Chinese domains that lead to the site, the main one first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => DomainName) readonly domains!: DomainName[];
  @IsOptional() @IsString() readonly englishDomain?: string;
  @IsOptional() @IsString() readonly homePage?: string;
  /** Whether stamped paper must follow the online reviews. */
  @IsBoolean() readonly paperRequired!: boolean;
  /** The stage that decided, or that is at work. */
  @IsOptional() @IsIn(STAGES) readonly stage?: Stage;
  /** Of the decision; empty where nothing was decided. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => Verdict) readonly verdicts!: Verdict[];
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly dueDay?: string;
  /** SHA-256 (hex) of the form as passed, canonical JSON (RFC 8785); from `passed` on. */
  @IsOptional() @Matches(/^[0-9a-f]{64}$/) readonly dataHash?: string;
  /** The application whose paper failed and which this one replaces. */
  @IsOptional() @IsUUID() readonly predecessorId?: string;
}

@Publishes('site-application', 'submitted', 'A unit has submitted an application, for the first time or again.')
export class SiteApplicationSubmitted extends SiteApplicationState {}

@Publishes('site-application', 'bureau-approved', "The unit's bureau has passed every point; CONAC reviews next.")
export class SiteApplicationBureauApproved extends SiteApplicationState {}

@Publishes('site-application', 'bureau-refused', "The unit's bureau has refused the application.")
export class SiteApplicationBureauRefused extends SiteApplicationState {}

@Publishes('site-application', 'conac-approved', 'CONAC has passed every point.')
export class SiteApplicationConacApproved extends SiteApplicationState {}

@Publishes('site-application', 'conac-refused', 'CONAC has refused the application.')
export class SiteApplicationConacRefused extends SiteApplicationState {}

@Publishes('site-application', 'third-approved', 'The Central e-government centre has passed the third review (再审).')
export class SiteApplicationThirdApproved extends SiteApplicationState {}

@Publishes('site-application', 'third-refused', 'The Central e-government centre has refused in the third review.')
export class SiteApplicationThirdRefused extends SiteApplicationState {}

@Publishes('site-application', 'passed', 'Every online review of the route has passed.')
export class SiteApplicationPassed extends SiteApplicationState {}

@Publishes('site-application', 'paper-failed', 'The paper has a fault; the unit must file a new application.')
export class SiteApplicationPaperFailed extends SiteApplicationState {}

@Publishes('site-application', 'completed', 'Paper confirmed, or not needed: the application has reached its end.')
export class SiteApplicationCompleted extends SiteApplicationState {}

@Publishes('site-application', 'withdrawn', 'The unit has withdrawn the application, or was merged or abolished.')
export class SiteApplicationWithdrawn extends SiteApplicationState {}

@Publishes('site-application', 'lapsed', 'The paper was never handed in.')
export class SiteApplicationLapsed extends SiteApplicationState {}

@Publishes('site-application', 'overdue', 'A review is past its last day.')
export class SiteApplicationOverdue extends SiteApplicationState {}

/**
 * Restricted: every field of the form as passed, for the printed letter and form.
 * The aggregate's id is the application's id.
 */
@Publishes('dossier', 'passed-in-full', 'The whole form as it passed, for printing.')
export class DossierPassedInFull extends AggregateData {
  @IsString() readonly number!: string;
  @Matches(/^[0-9a-f]{64}$/) readonly dataHash!: string;
  /** The form exactly as hashed; see {@link PassedForm}. */
  @IsObject() readonly form!: PassedForm;
}

/** Every field of letter and form (process.md §6.2 in our words). */
export interface PassedForm {
  number: string;
  kind: ApplicationKind;
  unit: {
    name: string;
    uscc: string;
    kind: 'organ' | 'institution';
    affiliation: string;
    region: string;
    address: string;
    postcode: string;
    functions: string;
  };
  contact: { responsiblePerson: string; handlerName: string; mobile: string; phone: string; mail: string };
  site: {
    name: string;
    place: Place;
    domains: { uLabel: string; aLabel: string }[];
    englishDomain?: string;
    homePage?: string;
    serverIps: string[];
    icpNumber?: string;
    siteCode?: string;
    introduction: string;
  };
  /** RFC 3339 instants of the decisions that passed it. */
  passedAt: string;
}
