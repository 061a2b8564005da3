import { IsBoolean, Validate, ValidatorConstraint, type ValidationArguments } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

/** In production every site is on the internet; a visitor who reaches loopback reaches what is behind the house. */
@ValidatorConstraint({ name: 'notInProduction' })
class NotInProduction {
  validate(value: unknown, { object }: ValidationArguments): boolean {
    return value !== true || (object as CommonConfig).nodeEnv !== 'production';
  }

  defaultMessage(): string {
    return 'is refused with NODE_ENV=production';
  }
}

/** What every service that visits sites is configured by. */
export class VisitingConfig extends CommonConfig {
  /**
   * `ALLOW_LOOPBACK_INSPECTION=true`: visited sites may run on this machine, on any port; a host name with a port, or
   * below `.localhost`, then leads to 127.0.0.1. For trials and tests only.
   */
  @IsBoolean() @Validate(NotInProduction) allowLoopbackInspection: boolean = false;
}
