import { IsIn, IsInt, IsOptional, IsString, Max, Min, MinLength, Validate, ValidatorConstraint, type ValidationArguments } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

/** A log-in of staff with a password alone is for trials on one machine. */
@ValidatorConstraint({ name: 'requiredInProduction' })
class RequiredInProduction {
  validate(value: unknown, { object }: ValidationArguments): boolean {
    return value === 'required' || (object as CommonConfig).nodeEnv !== 'production';
  }

  defaultMessage(): string {
    return 'must be required with NODE_ENV=production';
  }
}

export class IdentityConfig extends CommonConfig {
  /** Life of an access token, seconds. */
  @IsInt() @Min(60) @Max(3600) accessTokenSeconds: number = 600;
  /** Life of a session without use, seconds; each refresh begins it anew. */
  @IsInt() @Min(600) refreshTokenSeconds: number = 2 * 3600;
  /** Life of a session from its log-in, seconds, however much it is used. */
  @IsInt() @Min(600) sessionSeconds: number = 12 * 3600;
  /** So many failed log-ins within the window lock an account, or a name that nobody has. */
  @IsInt() @Min(3) @Max(20) loginFailures: number = 5;
  /** So many failed log-ins within the window lock the address they come from; its network after four times as many. */
  @IsInt() @Min(5) @Max(10_000) addressFailures: number = 50;
  /** Minutes in which failures add up. */
  @IsInt() @Min(1) @Max(1440) failureWindowMinutes: number = 15;
  /** Minutes of a lock. */
  @IsInt() @Min(1) @Max(1440) lockMinutes: number = 30;
  /** Days after which a new signing key is made. */
  @IsInt() @Min(1) @Max(365) keyDays: number = 90;
  /** Days that a first log-in link is good for. */
  @IsInt() @Min(1) @Max(60) firstLoginDays: number = 14;
  /** How long a link for a forgotten password is good, minutes. */
  @IsInt() @Min(5) @Max(1440) passwordLinkMinutes: number = 60;
  /** Links that one account is sent within an hour; more would be a nuisance in a stranger's hands. */
  @IsInt() @Min(1) @Max(100) passwordLinksPerHour: number = 3;
  /** `required`: staff sign in with a second factor and set it up at the first log-in; `if-set-up`: who has none needs none. */
  @IsIn(['required', 'if-set-up']) @Validate(RequiredInProduction) staffSecondFactor: 'required' | 'if-set-up' = 'required';
  /** Secrets that seal the second factors, at least 32 characters each, separated by commas: the first seals, all open. */
  @MinLength(32) secondFactorKeys!: string;
  /** Password of the demo accounts; only the `demo` command reads it. */
  @IsOptional() @IsString() @MinLength(10) demoPassword?: string;
}
