import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { CENTRE, division, divisionsUnder, type Division } from '@biaozhi/standards';
import type { Bureau } from '../domain/bureau.js';
import type { Served } from '../domain/serving.js';
import { Bureaus } from '../store/bureaus.js';
import { ServedUnits } from '../store/served-units.js';
import { AdministratorKeepsBureaus } from '../use-cases/administrator-keeps-bureaus.js';
import { BureauChangeDto, BureauCloseDto, BureauDto, BureauQuery, DivisionQuery } from './bureaus.dto.js';

/** A bureau, and which units it serves. */
export type BureauView = Bureau & { serves: Served[] };

/** Divisions (行政区划) and the bureau tree. Both are public: everybody may know who reviews whom. */
@ApiTags('bureaus')
@Controller()
export class BureausController {
  constructor(
    private readonly bureaus: Bureaus,
    private readonly served: ServedUnits,
    private readonly keeps: AdministratorKeepsBureaus,
  ) {}

  /** The divisions under one; the provinces when none is named. */
  @Open()
  @Get('divisions')
  divisions(@Query() { under = CENTRE }: DivisionQuery): { items: Division[] } {
    if (!division(under)) throw problem(404, 'not-found');
    return { items: divisionsUnder(under) };
  }

  /** Bureaus below one, of a division, or whose name holds a text; with what each serves. */
  @Open()
  @Get('bureaus')
  async list(@Query() query: BureauQuery): Promise<{ items: BureauView[] }> {
    return { items: await this.views(await this.bureaus.list(query)) };
  }

  /** Adds a bureau. */
  @Policy('administrator')
  @Post('bureaus')
  async add(@Me() me: Principal, @Body() particulars: BureauDto): Promise<BureauView> {
    return this.view(await this.keeps.add(me, particulars));
  }

  /** Changes a bureau; the slower of two gets 409 `conflict`. */
  @Policy('administrator')
  @Patch('bureaus/:id')
  async change(
    @Me() me: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: BureauChangeDto,
  ): Promise<BureauView> {
    return this.view(await this.keeps.change(me, id, version, change));
  }

  /** Closes a bureau. A successor takes over units, staff and the bureaus below; without one the bureau must have none of these. */
  @Policy('administrator')
  @Post('bureaus/:id/close')
  @HttpCode(200)
  async close(
    @Me() me: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, successorId }: BureauCloseDto,
  ): Promise<BureauView> {
    return this.view(await this.keeps.close(me, id, version, successorId));
  }

  private async view(bureau: Bureau): Promise<BureauView> {
    return (await this.views([bureau]))[0]!;
  }

  private async views(bureaus: Bureau[]): Promise<BureauView[]> {
    const served = await this.served.of(bureaus.map(({ id }) => id));
    return bureaus.map((bureau) => Object.assign(bureau, { serves: served.get(bureau.id)! }));
  }
}
