import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, isUUID, IsUUID, Min } from 'class-validator';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { finding, problem } from '@biaozhi/problem';
import { decodeCursor, PageQuery, pageOf, type Page } from '@biaozhi/service-kit';
import { IsUscc } from '@biaozhi/standards';
import type { Unit } from '../domain/unit.js';
import { Units, type Contact } from '../store/units.js';
import { UnitChanges } from '../use-cases/unit-changes.js';
import { UnitRegisters } from '../use-cases/unit-registers.js';
import { ContactDto, OfficialChangeDto, RegistrationDto, UnitChangeDto } from './registration.dto.js';
import { IsPlainText } from './plain-text.js';

class UsccQuery {
  @IsUscc() uscc!: string;
}

class UnitQuery extends PageQuery {
  /** Part of a name, or a whole code. */
  @IsOptional() @IsPlainText(1, 100) q?: string;
}

class AbolishDto {
  /** The version that was looked at. */
  @IsInt() @Min(1) version!: number;
}

class MergeDto extends AbolishDto {
  /** The unit that takes over. */
  @IsUUID() into!: string;
}

const STAFF = [
  'bureau-reviewer',
  'bureau-archivist',
  'conac-reviewer',
  'conac-finance',
  'administrator',
  'auditor',
] as const;

/** Registration, and what becomes of a unit. */
@ApiTags('units')
@Controller()
export class UnitsController {
  constructor(
    private readonly units: Units,
    private readonly registers: UnitRegisters,
    private readonly changes: UnitChanges,
  ) {}

  /** A unit registers itself. */
  @Open()
  @Post('registrations')
  register(@Body() registration: RegistrationDto): Promise<{ unitId: string; accountId: string }> {
    return this.registers.run(registration);
  }

  /** Whether a unit with this code has registered already, so that nobody fills in a long form in vain. */
  @Open()
  @Get('registrations/check')
  async check(@Query() { uscc }: UsccQuery): Promise<{ registered: boolean }> {
    return { registered: await this.units.isRegistered(uscc) };
  }

  /** Changes the particulars that are the unit's own to change. */
  @Policy('handler')
  @Patch('units/mine')
  change(@Me() me: Principal, @Body() change: UnitChangeDto): Promise<Unit> {
    return this.changes.particulars(me, unitOf(me), change);
  }

  /** The unit's contact person. */
  @Policy('handler')
  @Get('units/mine/contact')
  async contact(@Me() me: Principal): Promise<Contact> {
    const contact = await this.units.contactOf(unitOf(me));
    if (!contact) throw problem(404, 'not-found');
    return contact;
  }

  /** Replaces the unit's contact person. */
  @Policy('handler')
  @Put('units/mine/contact')
  changeContact(@Me() me: Principal, @Body() contact: ContactDto): Promise<Unit> {
    return this.changes.contact(me, unitOf(me), contact);
  }

  /** The units that staff may see, in order of registration: those of their bureau; CONAC, administrators and auditors all. */
  @Policy(...STAFF)
  @Get('units')
  async list(@Me() me: Principal, @Query() { q, after, limit = 50 }: UnitQuery): Promise<Page<Unit>> {
    const last = after ? uuidOf(after) : undefined;
    const rows = await this.units.list({ bureauId: bureauOf(me), q, after: last }, limit + 1);
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** One unit. A unit sees itself; staff see what they see in the list. What is not theirs looks as if it were not there. */
  @Policy('handler', ...STAFF)
  @Get('units/:id')
  async get(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Unit> {
    return inSight(me, await this.units.get(id));
  }

  /** The unit's bureau, or an administrator, renames a unit or puts it where it belongs. */
  @Policy('bureau-reviewer', 'administrator')
  @Patch('units/:id')
  async changeOfficially(
    @Me() me: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: OfficialChangeDto,
  ): Promise<Unit> {
    inSight(me, await this.units.get(id));
    return this.changes.official(me, id, version, change);
  }

  /** Merges a unit into another one. */
  @Policy('administrator')
  @Post('units/:id/merge')
  @HttpCode(200)
  merge(
    @Me() me: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, into }: MergeDto,
  ): Promise<Unit> {
    return this.changes.merge(me, id, version, into);
  }

  /** Records that a unit is abolished (撤销). */
  @Policy('administrator')
  @Post('units/:id/abolish')
  @HttpCode(200)
  abolish(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string, @Body() { version }: AbolishDto): Promise<Unit> {
    return this.changes.abolish(me, id, version);
  }
}

function uuidOf(cursor: string): string {
  const [id] = decodeCursor(cursor);
  if (!isUUID(id)) throw problem(422, 'validation', { findings: [finding('matches', '/after')] });
  return String(id);
}

/** The bureau whose units a principal sees; nothing for who sees all. */
function bureauOf({ roles, bureauId }: Principal): string | undefined {
  const local = roles.some((role) => role === 'bureau-reviewer' || role === 'bureau-archivist');
  if (local && bureauId === undefined) throw problem(403, 'forbidden');
  return local ? bureauId : undefined;
}

function inSight(me: Principal, unit: Unit): Unit {
  const scope = me.roles.includes('handler') ? [unitOf(me), unit.id] : [bureauOf(me) ?? unit.bureauId, unit.bureauId];
  if (scope[0] !== scope[1]) throw problem(404, 'not-found');
  return unit;
}

function unitOf({ unitId }: Principal): string {
  if (!unitId) throw problem(403, 'forbidden');
  return unitId;
}
