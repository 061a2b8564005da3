import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsDivision } from '@biaozhi/standards';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { DivisionCodes } from '../store/division-codes.js';
import { SetDivisionCode } from '../use-cases/set-division-code.js';
import { CodeRowBody, CodeRowView, CodeTable, CodeTableQuery } from './dtos.js';

class DivisionParam {
  /** GB/T 2260 code. */
  @ApiProperty() @IsDivision() division!: string;
}

/** Which digits each division has in badge codes. */
@ApiTags('code table')
@Controller('code-table')
export class CodeTableController {
  constructor(
    private readonly codes: DivisionCodes,
    private readonly setDivisionCode: SetDivisionCode,
  ) {}

  /** Rows of the table of divisions’ codes, with mark (known or assumed) and source. */
  @Get()
  @Policy('conac-reviewer', 'administrator', 'auditor')
  @ApiOkResponse({ type: CodeTable })
  async list(@Query() { division = '' }: CodeTableQuery): Promise<CodeTable> {
    return { items: await this.codes.list(division) };
  }

  /** Corrects, or adds, a row before the division's first badge. */
  @Put(':division')
  @Policy('administrator')
  @ApiOkResponse({ type: CodeRowView })
  put(@Param() { division }: DivisionParam, @Body() body: CodeRowBody, @Me() me: Principal): Promise<CodeRowView> {
    const { version, ...row } = body;
    return this.setDivisionCode.run(me, { division, ...row }, version);
  }
}
