import { IsInt, Max, Min } from 'class-validator';
import { VisitingConfig } from '@biaozhi/visit';

/** What badge-issuance is configured by. */
export class BadgeIssuanceConfig extends VisitingConfig {
  /** How often the public pages look for changed badges. A revocation is visible after this and the browsers' 30 seconds. */
  @IsInt() @Min(1) @Max(25) publicRefreshSeconds: number = 2;
  /** Megabytes of encoded answers that are kept ready. */
  @IsInt() @Min(1) @Max(4096) publicCacheMegabytes: number = 16;
  /** Hours between inspections of a badge that hangs. */
  @IsInt() @Min(1) @Max(24 * 90) inspectHungHours: number = 7 * 24;
  /** Hours between inspections of a badge that is to be hung, or is missing. */
  @IsInt() @Min(1) @Max(24 * 90) inspectWaitingHours: number = 6;
}
