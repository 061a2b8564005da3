import { Controller, Get, Query } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Policy } from '@biaozhi/auth';
import { finding, problem } from '@biaozhi/problem';
import { Audit, type AuditRecord } from '../data/audit.js';
import { decodeCursor, PageQuery, pageOf, type Page } from '../data/page.js';
import { IsDay } from './day.js';

/** Years that PostgreSQL's arithmetic and people mean alike. */
const THIS_CENTURY = /^20/;

class TrailQuery extends PageQuery {
  /** `<aggregate type>/<id>`; without it the newest lines of the service. Its chain comes whole, whatever the filters say. */
  @IsOptional() @IsString() @MaxLength(120) subject?: string;
  /** Only what was done so, e.g. `staff.lock`; see `GET /audit/actions`. */
  @IsOptional() @IsString() @MaxLength(100) action?: string;
  /** Only what somebody of this name did, in full as the trail shows it. */
  @IsOptional() @IsString() @MaxLength(100) person?: string;
  /** Only from this day on, `YYYY-MM-DD`, Asia/Shanghai. */
  @IsOptional() @IsDay() @Matches(THIS_CENTURY) from?: string;
  /** Only up to and with this day. */
  @IsOptional() @IsDay() @Matches(THIS_CENTURY) to?: string;
}

/** The audit trail, read only. */
@Policy('auditor', 'administrator')
@Controller('audit')
export class TrailController {
  constructor(private readonly audit: Audit) {}

  /** Lines of one subject with the positions where its chain is broken, or the newest lines that the filters let through. */
  @Get()
  async list(@Query() { subject, after, limit = 50, ...filter }: TrailQuery): Promise<Page<AuditRecord> & { broken: number[] }> {
    if (subject) return { items: await this.audit.of(subject), broken: await this.audit.broken(subject) };
    const lines = await this.audit.latest(filter, after ? lineOf(after) : undefined, limit + 1);
    return { ...pageOf(lines, limit, ({ at, subject: of, position }) => [at, of, position]), broken: [] };
  }

  /** Kinds of action that the trail holds, for who filters by one. */
  @Get('actions')
  async actions(): Promise<{ items: string[] }> {
    return { items: await this.audit.actions() };
  }
}

/** The line that a cursor names. @throws Problem 422 for a cursor that is not ours */
function lineOf(cursor: string): Pick<AuditRecord, 'at' | 'subject' | 'position'> {
  const [at, subject, position] = decodeCursor(cursor);
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof subject !== 'string' || typeof position !== 'number')
    throw problem(422, 'validation', { findings: [finding('matches', '/after')] });
  return { at, subject, position };
}
