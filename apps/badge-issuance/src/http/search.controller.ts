import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { BADGE_STATES } from '@biaozhi/contracts';
import { Open } from '@biaozhi/auth';
import { PageQuery } from '@biaozhi/service-kit';
import { IsString, Length, Matches } from 'class-validator';
import type { Badge } from '../domain/badge.js';
import { vouches } from '../domain/public-badge.js';
import { BadgeList } from '../store/badge-list.js';
import { DomainView } from './badge-view.js';

/** Query of the public search. */
class SearchQuery extends PageQuery {
  /** Part of a unit's, a site's or a domain's name (either form), 2–100 characters. */
  @ApiProperty() @IsString() @Length(2, 100) @Matches(/\S.*\S/) q!: string;
}

/** A badge as the public finds it; `/badges/public/<publicId>` tells the rest. */
class FoundBadge {
  @ApiProperty({ pattern: '^[0-9a-f]{32}$' }) publicId!: string;
  /** 标识代码 */
  @ApiProperty({ pattern: '^CA\\d{21}$' }) code!: string;
  @ApiProperty({ enum: BADGE_STATES }) state!: Badge['state'];
  /** Whether it vouches for its site now. */
  @ApiProperty() valid!: boolean;
  @ApiProperty() unitName!: string;
  @ApiProperty() siteName!: string;
  /** The main one first. */
  @ApiProperty({ type: [DomainView] }) domains!: Badge['domains'];
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  @ApiProperty({ format: 'date' }) issuedOn!: string;
}

/** A page of what was found. */
class FoundBadges {
  @ApiProperty({ type: [FoundBadge] }) items!: FoundBadge[];
  /** Where the next page begins; absent on the last. */
  @ApiPropertyOptional() next?: string;
}

const found = ({ publicId, code, state, unitName, siteName, domains, issuedOn }: Badge): FoundBadge => ({
  publicId,
  code,
  state,
  valid: vouches({ state }),
  unitName,
  siteName,
  domains,
  issuedOn,
});

/** The public's search for badges. One badge is answered from memory (see PublicController); a search needs the database. */
@ApiTags('public')
@Controller('badges/public')
@Open()
export class SearchController {
  constructor(private readonly list: BadgeList) {}

  /** Badges by a part of the unit’s, site’s or domain’s name, the newest first; the gateway limits how often. */
  @Get()
  @ApiOkResponse({ type: FoundBadges })
  async search(@Query() query: SearchQuery): Promise<FoundBadges> {
    const { items, next } = await this.list.page({}, query);
    return next === undefined ? { items: items.map(found) } : { items: items.map(found), next };
  }
}
