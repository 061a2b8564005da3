import { IsBoolean, IsInt, Max, Min, Validate, ValidatorConstraint, type ValidationArguments } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

/** In production every site is on the internet; an inspector that reaches loopback reaches what is behind the house. */
@ValidatorConstraint({ name: 'notInProduction' })
class NotInProduction {
  validate(value: unknown, { object }: ValidationArguments): boolean {
    return value !== true || (object as CommonConfig).nodeEnv !== 'production';
  }

  defaultMessage(): string {
    return 'is refused with NODE_ENV=production';
  }
}

/** What badge-issuance is configured by. */
export class BadgeIssuanceConfig extends CommonConfig {
  /**
   * `ALLOW_LOOPBACK_INSPECTION=true`: inspected sites may run on this machine, on any port; a host name with a port, or
   * below `.localhost`, then leads to 127.0.0.1. For trials and tests only.
   */
  @IsBoolean() @Validate(NotInProduction) allowLoopbackInspection: boolean = false;
  /** How often the public pages look for changed badges. A revocation is visible after this and the browsers' 30 seconds. */
  @IsInt() @Min(1) @Max(25) publicRefreshSeconds: number = 2;
  /** Megabytes of encoded answers that are kept ready. */
  @IsInt() @Min(1) @Max(4096) publicCacheMegabytes: number = 16;
  /** Hours between inspections of a badge that hangs. */
  @IsInt() @Min(1) @Max(24 * 90) inspectHungHours: number = 7 * 24;
  /** Hours between inspections of a badge that is to be hung, or is missing. */
  @IsInt() @Min(1) @Max(24 * 90) inspectWaitingHours: number = 6;
}
