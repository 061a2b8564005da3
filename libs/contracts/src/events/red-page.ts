import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { DomainName } from '../shapes.js';

export const RED_PAGE_STATES = ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE', 'CLOSED'] as const;

/** A hosted microsite (网络红页) of a unit without its own site. */
export class RedPageState extends AggregateData {
  @IsUUID() readonly badgeId!: string;
  @IsIn(RED_PAGE_STATES) readonly state!: (typeof RED_PAGE_STATES)[number];
  /** The host name that it is served under. */
  @ValidateNested() @Type(() => DomainName) readonly host!: DomainName;
  /** Whether the published page shows the badge at the bottom centre. */
  @IsBoolean() readonly badgeInFooter!: boolean;
}

@Publishes('red-page', 'published', 'A red page has been published.')
export class RedPagePublished extends RedPageState {}

@Publishes('red-page', 'edited', 'A published red page has unpublished changes.')
export class RedPageEdited extends RedPageState {}

@Publishes('red-page', 'offline', 'A red page has been taken down.')
export class RedPageOffline extends RedPageState {}

@Publishes('red-page', 'closed', 'A red page has been closed for good.')
export class RedPageClosed extends RedPageState {}
