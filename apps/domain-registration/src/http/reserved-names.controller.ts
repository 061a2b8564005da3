import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { finding, problem } from '@biaozhi/problem';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import type { ReservedName } from '../domain/reserved.js';
import { ReservedNameTable } from '../store/reserved-names.js';
import { ReservedNameDto, ReservedQuery } from './dto.js';

/** The table of reserved names (保留名称表): read by staff, kept by administrators. */
@Controller('reserved-names')
export class ReservedNamesController {
  constructor(private readonly table: ReservedNameTable) {}

  /** Names that are kept back, by kind and word. */
  @Policy('bureau-reviewer', 'conac-reviewer', 'administrator', 'auditor')
  @Get()
  async list(@Query() { after, kind, q, limit = 50 }: ReservedQuery): Promise<Page<ReservedName>> {
    const keys = after ? decodeCursor(after).map(String) : undefined;
    const [keyKind = '', folded = '', owner = ''] = keys ?? [];
    const rows = await this.table.list({ kind, q, after: keys && [keyKind, folded, owner], limit: limit + 1 });
    const page = pageOf(rows, limit, (row) => [row.kind, row.folded, row.owner ?? '']);
    return { ...page, items: page.items.map(({ folded: _, ...row }) => row) };
  }

  /** Reserves a word, or frees it with `reserved: false`. Names that were given out before stay with their holders. */
  @Policy('administrator')
  @Put()
  async set(@Me() me: Principal, @Body() row: ReservedNameDto): Promise<ReservedName> {
    if ((row.kind === 'division') !== (row.owner !== undefined)) {
      throw problem(422, 'validation', { findings: [finding('reserved-owner', '/owner')] });
    }
    await this.table.set(me, { ...row });
    return { ...row };
  }
}
