import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { BADGE_STATES, type BadgeState } from '@biaozhi/contracts';
import { CENTRE, IsDivision } from '@biaozhi/standards';
import { divisionBelow, nameOfDivision } from '../domain/division-below.js';
import { BadgeCounts } from '../store/badge-counts.js';
import { scopeOf } from './scope.js';

class StatisticsQuery {
  /** Only what lies in this division, by the divisions directly below it; the whole country when not said. */
  @ApiPropertyOptional() @IsOptional() @IsDivision() under?: string;
}

/** How many badges of one kind and state units of one affiliation in one division have. */
class CountView {
  /** Code of the division directly below the one that was asked for. */
  @ApiProperty() region!: string;
  @ApiProperty() regionName!: string;
  /** 隶属关系, e.g. `county`; `unknown` before the unit's own event has come. */
  @ApiProperty() affiliation!: string;
  @ApiProperty({ enum: ['organ', 'institution'] }) kind!: 'organ' | 'institution';
  @ApiProperty({ enum: BADGE_STATES }) state!: BadgeState['state'];
  @ApiProperty() count!: number;
}

class StatisticsView {
  @ApiProperty({ type: [CountView] }) items!: CountView[];
}

/** Figures of badges, within what the reader may see. */
@ApiTags('statistics')
@Controller('statistics')
@Policy('bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor')
export class StatisticsController {
  constructor(private readonly counts: BadgeCounts) {}

  /** Badges counted by division, affiliation, kind and state. */
  @Get()
  @ApiOkResponse({ type: StatisticsView })
  async count(@Query() { under = CENTRE }: StatisticsQuery, @Me() me: Principal): Promise<StatisticsView> {
    const sums = new Map<string, CountView>();
    for (const { region, affiliation, kind, state, count } of await this.counts.of(scopeOf(me))) {
      const below = divisionBelow(under, region);
      if (below === undefined) continue;
      const key = [below, affiliation, kind, state].join();
      const sum = sums.get(key);
      if (sum) sum.count += count;
      else sums.set(key, { region: below, regionName: nameOfDivision(below), affiliation: affiliation ?? 'unknown', kind, state, count });
    }
    return { items: [...sums.values()].toSorted((a, b) => a.region.localeCompare(b.region)) };
  }
}
