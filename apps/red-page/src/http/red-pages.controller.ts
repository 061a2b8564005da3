import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { CommonConfig, PageQuery } from '@biaozhi/service-kit';
import { contentPolicy, renderPage } from '../domain/render.js';
import { RedPages } from '../store/red-pages.js';
import { HandlerEditsPage } from '../use-cases/handler-edits-page.js';
import { HandlerPublishesPage } from '../use-cases/handler-publishes-page.js';
import { DraftBody, FooterBody, RedPageId, StepBody } from './dtos.js';
import { redPageView, RedPagePage, RedPageView } from './red-page-view.js';
import { inScope, own, scopeOf } from './scope.js';

const READERS = ['handler', 'bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor'] as const;

/** Red pages for the unit that writes them and the staff who watch over them. */
@ApiTags('red pages')
@Controller('red-pages')
@Policy(...READERS)
export class RedPagesController {
  constructor(
    private readonly pages: RedPages,
    private readonly edits: HandlerEditsPage,
    private readonly publishes: HandlerPublishesPage,
    private readonly config: CommonConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: "Red pages, the newest first: the unit's own, the bureau's, or all" })
  @ApiOkResponse({ type: RedPagePage })
  async list(@Query() query: PageQuery, @Me() me: Principal): Promise<RedPagePage> {
    const { items, next } = await this.pages.page(scopeOf(me), query);
    const shown = items.map((page) => redPageView(page, me.roles));
    return next === undefined ? { items: shown } : { items: shown, next };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One red page with its draft' })
  @ApiOkResponse({ type: RedPageView })
  async one(@Param() { id }: RedPageId, @Me() me: Principal): Promise<RedPageView> {
    return redPageView(inScope(await this.pages.find(id), me), me.roles);
  }

  @Put(':id/draft')
  @Policy('handler')
  @ApiOperation({ summary: 'Write title and blocks; visitors see them when they are published' })
  @ApiOkResponse({ type: RedPageView })
  async draft(@Param() { id }: RedPageId, @Body() body: DraftBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.edits.content(me, id, body.version, body.title, body.blocks), me.roles);
  }

  @Put(':id/footer')
  @Policy('handler')
  @ApiOperation({ summary: 'Set the footer with the badge (编辑页脚)' })
  @ApiOkResponse({ type: RedPageView })
  async footer(@Param() { id }: RedPageId, @Body() body: FooterBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    const { version, badge, lines = [] } = body;
    return redPageView(await this.edits.footer(me, id, version, { badge, lines }), me.roles);
  }

  @Get(':id/preview')
  @ApiOperation({ summary: 'The draft as visitors would see it' })
  @ApiProduces('text/html')
  async preview(@Param() { id }: RedPageId, @Me() me: Principal, @Res() reply: FastifyReply): Promise<void> {
    const page = inScope(await this.pages.find(id), me);
    const html = renderPage(page.unitName, { content: page.draft, badge: page.badge }, this.config.publicUrl);
    const policy = contentPolicy(new URL(this.config.publicUrl).origin).replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    await reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        // A draft shares the portal's address; in a sandbox it has no origin there.
        'content-security-policy': `${policy}; sandbox`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      })
      .send(html);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Policy('handler')
  @ApiOperation({ summary: 'Publish the draft; with the badge in the footer this counts as hung' })
  @ApiOkResponse({ type: RedPageView })
  async publish(@Param() { id }: RedPageId, @Body() body: StepBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.publishes.publish(me, id, body?.version), me.roles);
  }

  @Post(':id/offline')
  @HttpCode(200)
  @Policy('handler')
  @ApiOperation({ summary: 'Take the page down; publish brings it back' })
  @ApiOkResponse({ type: RedPageView })
  async offline(@Param() { id }: RedPageId, @Body() body: StepBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.publishes.takeOffline(me, id, body?.version), me.roles);
  }
}
