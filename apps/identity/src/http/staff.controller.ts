import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { AnswerNotKept, Clock, decodeCursor, PageQuery, pageOf, type Page } from '@biaozhi/service-kit';
import type { Role } from '@biaozhi/workflow';
import { LOGIN_NAME } from '../domain/account.js';
import { STAFF_ROLES } from '../domain/staff-roles.js';
import { Accounts, type StaffLine } from '../store/accounts.js';
import { AdministratorKeepsStaff } from '../use-cases/administrator-keeps-staff.js';
import { IfGiven } from './if-given.js';
import { IsPlainText } from './plain-text.js';

class StaffDto {
  /** 4–32 lower-case letters, digits, `.`, `-`, `_`. */
  @Matches(LOGIN_NAME) loginName!: string;
  @IsPlainText(2, 30) displayName!: string;
  /** Of one group: a bureau's reviewer and archivist may be one person, all else may not. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(6) @ArrayUnique() @IsIn(STAFF_ROLES, { each: true }) roles!: Role[];
  /** Needed by reviewers and archivists. */
  @IfGiven() @IsUUID() bureauId?: string;
  /** When none is said the answer holds a link by which the person sets it. */
  @IfGiven() @IsString() @MaxLength(200) password?: string;
}

class StaffChangeDto {
  /** The version that was looked at. */
  @IsInt() @Min(1) version!: number;
  @IfGiven() @IsPlainText(2, 30) displayName?: string;
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(6)
  @ArrayUnique()
  @IsIn(STAFF_ROLES, { each: true })
  roles?: Role[];
  /** `null` for roles that belong to no bureau. */
  @IsOptional() @IsUUID() bureauId?: string | null;
}

/** Accounts of staff. */
@ApiTags('staff')
@Controller('staff')
export class StaffController {
  constructor(
    private readonly accounts: Accounts,
    private readonly keeps: AdministratorKeepsStaff,
    private readonly clock: Clock,
  ) {}

  /** Opens an account for a member of staff; the answer may hold the link of the first log-in. */
  @Policy('administrator')
  @Post()
  @AnswerNotKept()
  open(@Me() me: Principal, @Body() staff: StaffDto): Promise<{ id: string; firstLoginLink?: string }> {
    return this.keeps.open(me, staff);
  }

  /** Accounts of staff, by log-in name. */
  @Policy('administrator', 'auditor')
  @Get()
  async list(@Query() { after, limit = 50 }: PageQuery): Promise<Page<StaffLine>> {
    const last = after ? String(decodeCursor(after)[0] ?? '') : undefined;
    return pageOf(await this.accounts.staff(last, limit + 1, this.clock.now()), limit, ({ loginName }) => [loginName]);
  }

  /** Changes name, roles or bureau of an account. Sessions end, so that the old roles die with the access tokens that are out. */
  @Policy('administrator')
  @Patch(':id')
  @HttpCode(204)
  change(
    @Me() me: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: StaffChangeDto,
  ): Promise<void> {
    return this.keeps.change(me, id, version, change);
  }

  /** Locks an account; its sessions end. */
  @Policy('administrator')
  @Post(':id/lock')
  @HttpCode(204)
  lock(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keeps.lock(me, id);
  }

  /** Unlocks an account, also from a lock that failed log-ins had set. */
  @Policy('administrator')
  @Post(':id/unlock')
  @HttpCode(204)
  unlock(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keeps.unlock(me, id);
  }

  /** A link by which somebody who has lost the password sets a new one. */
  @Policy('administrator')
  @Post(':id/first-login-link')
  @AnswerNotKept()
  newLink(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<{ firstLoginLink: string }> {
    return this.keeps.newLink(me, id);
  }

  /** Forgets the second factor of somebody who has lost the device and the recovery codes: sessions end, and the next log-in sets a new one up. */
  @Policy('administrator')
  @Post(':id/reset-second-factor')
  @HttpCode(204)
  resetSecondFactor(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keeps.resetSecondFactor(me, id);
  }
}
