import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
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

  /** Red pages, the newest first: the unit's own, the bureau's, or all. */
  @Get()
  @ApiOkResponse({ type: RedPagePage })
  async list(@Query() query: PageQuery, @Me() me: Principal): Promise<RedPagePage> {
    const { items, next } = await this.pages.page(scopeOf(me), query);
    const shown = items.map((page) => redPageView(page, me.roles));
    return next === undefined ? { items: shown } : { items: shown, next };
  }

  /** One red page with its draft. */
  @Get(':id')
  @ApiOkResponse({ type: RedPageView })
  async one(@Param() { id }: RedPageId, @Me() me: Principal): Promise<RedPageView> {
    return redPageView(inScope(await this.pages.find(id), me), me.roles);
  }

  /** Writes title and blocks; visitors see them when they are published. */
  @Put(':id/draft')
  @Policy('handler')
  @ApiOkResponse({ type: RedPageView })
  async draft(@Param() { id }: RedPageId, @Body() body: DraftBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.edits.content(me, id, body.version, body.title, body.blocks), me.roles);
  }

  /** Sets the footer with the badge (编辑页脚). */
  @Put(':id/footer')
  @Policy('handler')
  @ApiOkResponse({ type: RedPageView })
  async footer(@Param() { id }: RedPageId, @Body() body: FooterBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    const { version, badge, lines = [] } = body;
    return redPageView(await this.edits.footer(me, id, version, { badge, lines }), me.roles);
  }

  /** The draft as visitors would see it. */
  @Get(':id/preview')
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

  /** Publishes the draft; with the badge in the footer this counts as hung. */
  @Post(':id/publish')
  @HttpCode(200)
  @Policy('handler')
  @ApiOkResponse({ type: RedPageView })
  async publish(@Param() { id }: RedPageId, @Body() body: StepBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.publishes.publish(me, id, body?.version), me.roles);
  }

  /** Takes the page down; publish brings it back. */
  @Post(':id/offline')
  @HttpCode(200)
  @Policy('handler')
  @ApiOkResponse({ type: RedPageView })
  async offline(@Param() { id }: RedPageId, @Body() body: StepBody, @Me() me: Principal): Promise<RedPageView> {
    own(await this.pages.find(id), me);
    return redPageView(await this.publishes.takeOffline(me, id, body?.version), me.roles);
  }
}
