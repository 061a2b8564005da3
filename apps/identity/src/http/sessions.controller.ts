import { Body, Controller, Delete, Get, HttpCode, Ip, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { JWK } from 'jose';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { AnswerNotKept, Audit } from '@biaozhi/service-kit';
import { Sessions, type OpenSession } from '../store/sessions.js';
import { SigningKeys } from '../store/signing-keys.js';
import { PersonForgetsPassword } from '../use-cases/person-forgets-password.js';
import { PersonKeepsAccount } from '../use-cases/person-keeps-account.js';
import { PersonSignsIn, type Tokens } from '../use-cases/person-signs-in.js';
import { FirstLoginDto, PasswordDto, PasswordLinkDto, RefreshDto, SignInDto } from './sessions.dto.js';

/** Log-in and what follows from it. */
@ApiTags('sessions')
@Controller()
export class SessionsController {
  constructor(
    private readonly signsIn: PersonSignsIn,
    private readonly keeps: PersonKeepsAccount,
    private readonly forgets: PersonForgetsPassword,
    private readonly sessions: Sessions,
    private readonly keys: SigningKeys,
    private readonly audit: Audit,
  ) {}

  /** Begins a session with log-in name and password. Staff get 401 `second-factor-needed` or `second-factor-to-set-up` for a right password, and send it again with a code. */
  @Open()
  @Post('sessions')
  @AnswerNotKept()
  signIn(@Body() { loginName, password, ...proof }: SignInDto, @Ip() address: string): Promise<Tokens> {
    return this.signsIn.withPassword(loginName, password, address, proof);
  }

  /** Exchanges a refresh token for new tokens; each is good once. */
  @Open()
  @Post('sessions/refresh')
  @HttpCode(200)
  @AnswerNotKept()
  refresh(@Body() { refreshToken }: RefreshDto): Promise<Tokens> {
    return this.signsIn.refresh(refreshToken);
  }

  /** Sets the password by a one-time link and begins a session. */
  @Open()
  @Post('first-login')
  @AnswerNotKept()
  firstLogin(@Body() { token, password }: FirstLoginDto): Promise<Tokens> {
    return this.signsIn.first(token, password);
  }

  /** Sends a handler who has forgotten the password a link by mail. The answer is the same for every name. */
  @Open()
  @Post('password-links')
  @HttpCode(202)
  @AnswerNotKept()
  async forgot(@Body() { loginName }: PasswordLinkDto): Promise<Record<string, never>> {
    await this.forgets.ask(loginName);
    return {};
  }

  /** Ends the session that asks. */
  @Policy()
  @Delete('sessions/current')
  @HttpCode(204)
  signOut(@Me() me: Principal): Promise<void> {
    return this.sessions.end(me.sessionId);
  }

  /** The asker's open sessions. */
  @Policy()
  @Get('sessions')
  async list(@Me() me: Principal): Promise<{ items: (OpenSession & { current: boolean })[] }> {
    const items = await this.sessions.openOf(me.accountId);
    return { items: items.map((session) => ({ ...session, current: session.id === me.sessionId })) };
  }

  /** Ends one of one's own sessions, e.g. on a machine that was left behind. */
  @Policy()
  @Delete('sessions/:id')
  @HttpCode(204)
  async end(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    if (!(await this.sessions.openOf(me.accountId)).some((session) => session.id === id))
      throw problem(404, 'not-found');
    await this.sessions.end(id);
  }

  /** Who asks, as the token says. */
  @Policy()
  @Get('me')
  me(@Me() me: Principal): Principal {
    return me;
  }

  /** Changes the asker's password; all other sessions end. */
  @Policy()
  @Put('me/password')
  @HttpCode(204)
  @AnswerNotKept()
  changePassword(@Me() me: Principal, @Body() { current, password }: PasswordDto): Promise<void> {
    return this.keeps.changePassword(me, current, password);
  }

  /** The public keys that access tokens are checked with (RFC 7517). */
  @Open()
  @Get('.well-known/jwks.json')
  jwks(): Promise<{ keys: JWK[] }> {
    return this.keys.published();
  }

  /** Signs with a new key from now on; the ones before are still published. */
  @Policy('administrator')
  @Post('keys/rotate')
  async rotate(@Me() me: Principal): Promise<{ kid: string }> {
    const kid = await this.keys.rotate();
    await this.audit.record({ actor: me, action: 'keys.rotate', subject: `key/${kid}` });
    return { kid };
  }
}
