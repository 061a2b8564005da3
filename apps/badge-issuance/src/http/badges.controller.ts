import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { decodeCursor, PageQuery } from '@biaozhi/service-kit';
import { BadgeIssuanceConfig } from '../config.js';
import { snippetsOf } from '../domain/snippets.js';
import { BadgeCounts } from '../store/badge-counts.js';
import { BadgeList } from '../store/badge-list.js';
import { Badges } from '../store/badges.js';
import { Inspections } from '../store/inspections.js';
import { InspectSites } from '../use-cases/inspect-sites.js';
import { BadgeCountsView, BadgePage, BadgeView, BadgeViews } from './badge-view.js';
import { BadgeId, BadgesQuery } from './dtos.js';
import { InspectionPage, InspectionView, SnippetsView } from './inspection-view.js';
import { inScope, scopeOf } from './scope.js';

const READERS = ['handler', 'bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor'] as const;

/** Badges for the unit that hangs them and the staff who watch over them. */
@ApiTags('badges')
@Controller('badges')
@Policy(...READERS)
export class BadgesController {
  constructor(
    private readonly list: BadgeList,
    private readonly counted: BadgeCounts,
    private readonly badges: Badges,
    private readonly inspections: Inspections,
    private readonly inspectSites: InspectSites,
    private readonly views: BadgeViews,
    private readonly config: BadgeIssuanceConfig,
  ) {}

  /** Badges, the newest first: the unit's own, the bureau's, or all. */
  @Get()
  @ApiOkResponse({ type: BadgePage })
  async page(@Query() query: BadgesQuery, @Me() me: Principal): Promise<BadgePage> {
    const { items, next } = await this.list.page(scopeOf(me), query);
    const shown = await this.views.many(items, me.roles);
    return next === undefined ? { items: shown } : { items: shown, next };
  }

  /** How many badges are in each state. */
  @Get('counts')
  @ApiOkResponse({ type: BadgeCountsView })
  async counts(@Me() me: Principal): Promise<BadgeCountsView> {
    return { states: await this.counted.states(scopeOf(me)) };
  }

  /** The badge of a site application. */
  @Get('by-application/:id')
  @ApiOkResponse({ type: BadgeView })
  async ofApplication(@Param() { id }: BadgeId, @Me() me: Principal): Promise<BadgeView> {
    return this.views.one(inScope(await this.badges.ofApplication(id), me), me.roles);
  }

  /** One badge. */
  @Get(':id')
  @ApiOkResponse({ type: BadgeView })
  async one(@Param() { id }: BadgeId, @Me() me: Principal): Promise<BadgeView> {
    return this.views.one(inScope(await this.badges.find(id), me), me.roles);
  }

  /** The code to paste before `</body>` of every page. */
  @Get(':id/snippets')
  @ApiOkResponse({ type: SnippetsView })
  async snippets(@Param() { id }: BadgeId, @Me() me: Principal): Promise<SnippetsView> {
    return snippetsOf(inScope(await this.badges.find(id), me), this.config.publicUrl);
  }

  /** Has the site looked at now; the result stands in the list of inspections. */
  @Post(':id/inspections')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: InspectionView })
  async inspect(@Param() { id }: BadgeId, @Me() me: Principal): Promise<InspectionView> {
    return this.inspectSites.ask(inScope(await this.badges.find(id), me));
  }

  /** What the inspector saw, the newest first, with the evidence. */
  @Get(':id/inspections')
  @ApiOkResponse({ type: InspectionPage })
  async seen(@Param() { id }: BadgeId, @Query() query: PageQuery, @Me() me: Principal): Promise<InspectionPage> {
    const badge = inScope(await this.badges.find(id), me);
    const after = query.after === undefined ? undefined : String(decodeCursor(query.after)[0]);
    return this.inspections.of(badge.id, after, query.limit ?? 50);
  }
}
