import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BADGE_COLOURS, BADGE_STATES, PLACES } from '@biaozhi/contracts';
import { Clock } from '@biaozhi/service-kit';
import type { Role } from '@biaozhi/workflow';
import { BadgeIssuanceConfig } from '../config.js';
import type { Badge } from '../domain/badge.js';
import { badgeWorkflow } from '../domain/badge.workflow.js';
import { daysLeft } from '../domain/deadline.js';
import { Copies } from '../store/copies.js';

/** A domain by both of its names. */
export class DomainView {
  @ApiProperty({ example: '历下区人民政府.政务' }) uLabel!: string;
  @ApiProperty({ example: 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b' }) aLabel!: string;
}

/** A badge as its unit and staff see it. */
export class BadgeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) applicationId!: string;
  @ApiProperty({ format: 'uuid' }) unitId!: string;
  /** 标识代码 */
  @ApiProperty({ pattern: '^CA\\d{21}$' }) code!: string;
  /** Key of the public verification page. */
  @ApiProperty({ pattern: '^[0-9a-f]{32}$' }) publicId!: string;
  /** Address of the public verification page. */
  @ApiProperty() verificationUrl!: string;
  @ApiProperty({ enum: BADGE_STATES }) state!: Badge['state'];
  @ApiProperty({ enum: BADGE_COLOURS }) colour!: Badge['colour'];
  @ApiProperty({ enum: PLACES }) place!: Badge['place'];
  @ApiProperty() unitName!: string;
  @ApiProperty() siteName!: string;
  /** The main one first. */
  @ApiProperty({ type: [DomainView] }) domains!: Badge['domains'];
  @ApiPropertyOptional() englishDomain?: string;
  @ApiPropertyOptional() homePage?: string;
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  @ApiProperty({ format: 'date' }) issuedOn!: string;
  /** Day on which the notice of issue was delivered. */
  @ApiPropertyOptional({ format: 'date' }) notifiedOn?: string;
  /** Last day to hang it. */
  @ApiProperty({ format: 'date' }) deadline!: string;
  @ApiProperty() deadlineProvisional!: boolean;
  /** Working days left to hang it, negative when overdue; while it is still to be hung. */
  @ApiPropertyOptional() daysLeft?: number;
  /** Why it is suspended: `domain`, `unit`, `staff`. */
  @ApiProperty({ type: [String] }) holds!: string[];
  /** The words of staff who suspended or revoked it. */
  @ApiPropertyOptional() reason?: string;
  @ApiPropertyOptional({ format: 'date-time' }) lastCheckedAt?: string;
  @ApiPropertyOptional({ enum: ['hung', 'missing', 'wrong-code'] }) lastOutcome?: string;
  /** The earlier badge of the same site, which ends when this one hangs. */
  @ApiPropertyOptional({ format: 'uuid' }) replacesId?: string;
  /** Send it back with a decision. */
  @ApiProperty() version!: number;
  /** Steps that the reader may take now. */
  @ApiProperty({ type: [String] }) offers!: string[];
}

/** A page of badges. */
export class BadgePage {
  @ApiProperty({ type: [BadgeView] }) items!: BadgeView[];
  /** Where the next page begins; absent on the last. */
  @ApiPropertyOptional() next?: string;
}

/** How many badges are in each state; a state without any is not named. */
export class BadgeCountsView {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { HUNG: 12 } }) states!: Partial<Record<Badge['state'], number>>;
}

/** Shows badges, with the calendar of the day. */
@Injectable()
export class BadgeViews {
  constructor(
    private readonly copies: Copies,
    private readonly clock: Clock,
    private readonly config: BadgeIssuanceConfig,
  ) {}

  /** A badge as somebody with these roles sees it. */
  async one(badge: Badge, roles: readonly Role[]): Promise<BadgeView> {
    return (await this.many([badge], roles))[0]!;
  }

  async many(badges: Badge[], roles: readonly Role[]): Promise<BadgeView[]> {
    const calendar = await this.copies.calendar();
    const today = this.clock.today();
    return badges.map((badge) => ({
      ...badgeView(badge, roles, this.config.publicUrl),
      daysLeft: badge.state === 'ISSUED' || badge.state === 'OVERDUE' ? daysLeft(calendar, today, badge.deadline) : undefined,
    }));
  }
}

const badgeView = (badge: Badge, roles: readonly Role[], publicUrl: string): BadgeView => ({
  id: badge.id,
  applicationId: badge.applicationId,
  unitId: badge.unitId,
  code: badge.code,
  publicId: badge.publicId,
  verificationUrl: `${publicUrl.replace(/\/$/, '')}/sitename?method=show&id=${badge.publicId}`,
  state: badge.state,
  colour: badge.colour,
  place: badge.place,
  unitName: badge.unitName,
  siteName: badge.siteName,
  domains: badge.domains,
  englishDomain: badge.englishDomain,
  homePage: badge.homePage,
  issuedOn: badge.issuedOn,
  notifiedOn: badge.notifiedOn,
  deadline: badge.deadline,
  deadlineProvisional: badge.deadlineProvisional,
  holds: badge.holds,
  reason: badge.reason,
  lastCheckedAt: badge.lastCheckedAt?.toISOString(),
  lastOutcome: badge.lastOutcome,
  replacesId: badge.replacesId,
  version: badge.version,
  offers: badgeWorkflow.offers(badge, roles),
});
