import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { GatewayConfig } from '../config.js';
import { outgoingHeaders } from '../headers.js';
import { sessionCookie, setSessionCookie } from './cookie.js';
import { comesFromUs } from './origin.js';
import { Sessions, type Begun } from './sessions.js';

/** The browser's session: a log-in is exchanged for a cookie that scripts cannot read. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly config: GatewayConfig,
  ) {}

  /** Signs in at identity with the same body as its `POST /sessions`; identity's refusals are passed on unchanged. */
  @Post()
  @HttpCode(200)
  begin(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Principal> {
    return this.answer(request, reply, (headers) => this.sessions.begin(body, headers));
  }

  /** Begins with the one-time link of a new account, same body as identity's `POST /first-login`: the password is set and the person is in. */
  @Post('first-login')
  @HttpCode(200)
  first(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Principal> {
    return this.answer(request, reply, (headers) => this.sessions.beginFirst(body, headers));
  }

  /** Who is signed in. 401 when nobody is. */
  @Get()
  async current(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Principal> {
    const cookie = sessionCookie(request, this.config);
    const opened = cookie ? await this.sessions.open(cookie) : {};
    if (opened.cookie !== undefined) setSessionCookie(reply, opened.cookie, this.config);
    if (!opened.access) throw problem(401, 'unauthenticated');
    return this.sessions.principal(opened.access);
  }

  /** Signs out, here and at identity. */
  @Delete()
  @HttpCode(204)
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (!comesFromUs('DELETE', request.headers)) throw problem(403, 'cross-origin');
    const cookie = sessionCookie(request, this.config);
    setSessionCookie(reply, '', this.config);
    if (cookie) await this.sessions.end(cookie);
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    begin: (headers: Record<string, string>) => Promise<Begun>,
  ): Promise<Principal> {
    if (!comesFromUs('POST', request.headers)) throw problem(403, 'cross-origin');
    const { cookie, principal } = await begin(outgoingHeaders(request));
    setSessionCookie(reply, cookie, this.config);
    return principal;
  }
}
