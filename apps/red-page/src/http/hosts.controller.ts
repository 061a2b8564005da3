import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open } from '@biaozhi/auth';
import { CommonConfig } from '@biaozhi/service-kit';
import { contentPolicy, renderNotice } from '../domain/render.js';
import { Publications, type Hosted } from '../store/publications.js';

const HOST = /^[a-z0-9.-]{1,253}$/;

/** The pages themselves, under their host names; the gateway leads a host's requests here. */
@ApiTags('public')
@Controller('hosts')
@Open()
export class HostsController {
  private readonly headers: Record<string, string>;

  constructor(
    private readonly publications: Publications,
    config: CommonConfig,
  ) {
    this.headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy(new URL(config.publicUrl).origin),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    };
  }

  /** The red page of a host name; 410 when closed, 503 while it is not shown. */
  @Get(':aLabel')
  @ApiProduces('text/html')
  async page(@Param('aLabel') aLabel: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const host = hostName(aLabel);
    const hosted = host === undefined ? undefined : await this.publications.at(host);
    if (isShown(hosted)) return this.show(hosted, request, reply);
    const status = hosted?.state === 'CLOSED' ? 410 : hosted?.state === 'OFFLINE' ? 503 : 404;
    if (status === 503) void reply.header('retry-after', '3600');
    await reply.status(status).headers({ ...this.headers, 'cache-control': 'no-cache' }).send(renderNotice(status));
  }

  /** Nothing but the page itself, at its own address with a slash, lies under a host name. */
  @Get(':aLabel/*')
  @ApiProduces('text/html')
  async below(@Param('aLabel') aLabel: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.replace(/\?.*$/, '').split('/').slice(3).join('/');
    if (path === '' || path === 'index.html') return this.page(aLabel, request, reply);
    await reply.status(404).headers({ ...this.headers, 'cache-control': 'no-cache' }).send(renderNotice(404));
  }

  private async show(hosted: Required<Hosted>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const etag = `"${hosted.sha256.slice(0, 32)}"`;
    // A suspension must show within a minute, so browsers ask again soon; mostly they hear that nothing has changed.
    void reply.headers({ ...this.headers, etag, 'cache-control': 'public, max-age=30' });
    const known = request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
    if (known) await reply.status(304).send();
    else await reply.send(hosted.html);
  }
}

const isShown = (hosted: Hosted | undefined): hosted is Required<Hosted> =>
  (hosted?.state === 'PUBLISHED' || hosted?.state === 'EDITED') && hosted.html !== undefined;

/** The name that a page is kept under: lower case, without `www.`, and without the `.localhost` of trials on one machine. */
function hostName(given: string): string | undefined {
  const host = given.toLowerCase().replace(/\.$/, '').replace(/\.localhost$/, '').replace(/^www\./, '');
  return HOST.test(host) ? host : undefined;
}
