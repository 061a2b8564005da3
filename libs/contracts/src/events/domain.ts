import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { DomainName } from '../shapes.js';

export const DOMAIN_STATES = ['ACTIVE', 'EXPIRED', 'FROZEN', 'CANCELLED'] as const;

/** A registered domain. */
export class DomainState extends AggregateData {
  @ValidateNested() @Type(() => DomainName) readonly domain!: DomainName;
  @IsIn(DOMAIN_STATES) readonly state!: (typeof DOMAIN_STATES)[number];
  /** First day that is registered, Asia/Shanghai. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly registeredOn!: string;
  /** Last day that is paid for, Asia/Shanghai. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly expiresOn!: string;
  /** With `expiring`: how many days are left (90, 60, 30, 7). */
  @IsOptional() @IsInt() readonly daysLeft?: number;
}

@Publishes('domain', 'registered', 'A domain has been registered.')
export class DomainRegistered extends DomainState {}

@Publishes('domain', 'renewed', 'A domain has been renewed.')
export class DomainRenewed extends DomainState {}

@Publishes('domain', 'expiring', 'A domain is about to expire.')
export class DomainExpiring extends DomainState {}

@Publishes('domain', 'expired', 'A domain has expired; its badges are suspended until it is renewed.')
export class DomainExpired extends DomainState {}

@Publishes('domain', 'frozen', 'A domain has been frozen.')
export class DomainFrozen extends DomainState {}

@Publishes('domain', 'unfrozen', 'A domain has been unfrozen.')
export class DomainUnfrozen extends DomainState {}

@Publishes('domain', 'cancelled', 'A domain has been cancelled.')
export class DomainCancelled extends DomainState {}
