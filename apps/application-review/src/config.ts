import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { VisitingConfig } from '@biaozhi/visit';

/** What application-review is configured by, beyond what every service is that visits sites. */
export class ReviewConfig extends VisitingConfig {
  /** Working days that each online stage has; process.md §8. */
  @IsInt() @Min(1) @Max(60) reviewWorkingDays: number = 5;
  /** Minutes after which a claim that was not renewed frees the case again. */
  @IsInt() @Min(1) @Max(1440) claimMinutes: number = 120;
  /** Working days after which an application whose paper never came lapses; 0: never. */
  @IsInt() @Min(0) @Max(365) lapseWorkingDays: number = 0;
  /** Seconds between two looks for overdue reviews and lapsing applications. */
  @IsInt() @Min(1) @Max(86400) deadlineCheckSeconds: number = 60;
  /** Lets sites on this machine (`*.localhost`, loopback addresses) through; refused in production. */
  @IsBoolean() allowLocalSites: boolean = false;
}
