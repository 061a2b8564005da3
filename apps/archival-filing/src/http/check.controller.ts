import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open } from '@biaozhi/auth';
import type { Locale } from '@biaozhi/problem';
import { checkCode } from '../documents/check-url.js';
import { Filings } from '../store/filings.js';
import { CHECK_PAGE_POLICY, checkPage } from './check-page.js';
import { CheckQuery } from './dtos.js';
import { Language } from './language.js';

/** The page that the QR code on letter and form opens. */
@ApiTags('public')
@Controller('check')
@Open()
export class CheckController {
  constructor(private readonly filings: Filings) {}

  /** Whether paper is genuine: number, state, and whether the paper bears the data that passed; nothing personal. */
  @Get(':number')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CHECK_PAGE_POLICY)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('x-content-type-options', 'nosniff')
  @ApiProduces('text/html')
  async page(
    @Param('number') number: string,
    @Query() { hash, lang }: CheckQuery,
    @Language() accepted: Locale,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const locale: Locale = lang === undefined ? accepted : lang === 'en' ? 'en' : 'zh-CN';
    const shown = number.slice(0, 64);
    const filing = await this.filings.byNumber(shown);
    if (!filing) void reply.status(404);
    const code = hash?.replace(/[-\s]/g, '').toLowerCase();
    const matches = code === undefined ? undefined : code === (filing && checkCode(filing.dataHash));
    const other = new URLSearchParams({ ...(hash === undefined ? {} : { hash }), lang: locale === 'en' ? 'zh' : 'en' });
    return checkPage({ number: shown, state: filing?.state, matches }, locale, `?${other}`);
  }
}
