import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { BADGE_STAFF } from '../domain/badge.workflow.js';
import { StaffDecidesOnBadge } from '../use-cases/staff-decides-on-badge.js';
import { BadgeView, BadgeViews } from './badge-view.js';
import { BadgeId, StaffDecision } from './dtos.js';

/** What CONAC and administrators decide on a badge. */
@ApiTags('badges')
@Controller('badges')
@Policy(...BADGE_STAFF)
export class DecisionsController {
  constructor(
    private readonly staffDecides: StaffDecidesOnBadge,
    private readonly views: BadgeViews,
  ) {}

  /** Suspends a badge: it does not vouch until it is restored. */
  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOkResponse({ type: BadgeView })
  suspend(@Param() { id }: BadgeId, @Body() body: StaffDecision, @Me() me: Principal): Promise<BadgeView> {
    return this.decide('suspend', id, body, me);
  }

  /** Lifts a suspension by staff. */
  @Post(':id/restore')
  @HttpCode(200)
  @ApiOkResponse({ type: BadgeView })
  restore(@Param() { id }: BadgeId, @Body() body: StaffDecision, @Me() me: Principal): Promise<BadgeView> {
    return this.decide('restore', id, body, me);
  }

  /** Revokes a badge for good. */
  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOkResponse({ type: BadgeView })
  revoke(@Param() { id }: BadgeId, @Body() body: StaffDecision, @Me() me: Principal): Promise<BadgeView> {
    return this.decide('revoke', id, body, me);
  }

  private async decide(step: 'suspend' | 'restore' | 'revoke', id: string, body: StaffDecision, me: Principal): Promise<BadgeView> {
    const badge = await this.staffDecides.run(me, id, step, body.version, body.reason);
    return this.views.one(badge, me.roles);
  }
}
