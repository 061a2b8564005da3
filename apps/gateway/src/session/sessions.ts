import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { principalOf, Seal, type AccessClaims, type Principal } from '@biaozhi/auth';
import { IdentityClient, IdentityRefused, type Tokens } from './identity-client.js';

/** What the cookie holds, sealed. */
interface Sealed {
  access: string;
  refresh: string;
}

/** What a request may do with its cookie: go on with `access`; `cookie` is the new cookie to set, '' to remove it. */
export interface Opened {
  access?: string;
  cookie?: string;
}

/** A session that has just begun. */
export interface Begun {
  /** The cookie's value. */
  cookie: string;
  principal: Principal;
}

/** A token this close to its end would run out on its way through the services. */
const MARGIN_SECONDS = 20;
/** A page asks many things at once with one cookie: those that come late get the same new tokens for this long. */
const SHARE_MS = 30_000;

/** Turns cookies into tokens: log-in, silent refresh, log-out. Holds no session: the cookie itself is it. */
@Injectable()
export class Sessions {
  private readonly refreshing = new Map<string, Promise<Tokens>>();

  constructor(
    private readonly identity: IdentityClient,
    private readonly seal: Seal,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws IdentityRefused with identity's own problem */
  async begin(body: unknown, headers: Record<string, string>): Promise<Begun> {
    return this.beginWith(await this.identity.logIn(body, headers));
  }

  /** The one-time link of a new account: sets the password and signs in. @throws IdentityRefused with identity's own problem */
  async beginFirst(body: unknown, headers: Record<string, string>): Promise<Begun> {
    return this.beginWith(await this.identity.firstLogIn(body, headers));
  }

  /** @throws Problem 503 when the token has ended and identity cannot be asked for a new one */
  async open(cookie: string): Promise<Opened> {
    const sealed = this.seal.open<Sealed>(cookie);
    if (!sealed) return { cookie: '' };
    const left = this.secondsLeft(sealed.access);
    if (left > MARGIN_SECONDS) return { access: sealed.access };
    try {
      const tokens = await this.refreshOnce(sealed.refresh);
      return { access: tokens.accessToken, cookie: this.close(tokens) };
    } catch (error) {
      if (error instanceof IdentityRefused) return { cookie: '' };
      if (left > 0) return { access: sealed.access };
      throw error;
    }
  }

  /** Ends the session at identity too; a session that identity no longer knows is ended already. */
  async end(cookie: string): Promise<void> {
    const sealed = this.seal.open<Sealed>(cookie);
    if (!sealed) return;
    try {
      const { access = sealed.access } = await this.open(cookie);
      await this.identity.logOut(access);
    } catch (error) {
      if (!(error instanceof IdentityRefused)) throw error;
    }
  }

  principal(access: string): Principal {
    return principalOf(decodeJwt<AccessClaims>(access));
  }

  private beginWith(tokens: Tokens): Begun {
    return { cookie: this.close(tokens), principal: this.principal(tokens.accessToken) };
  }

  private close({ accessToken, refreshToken }: Tokens): string {
    return this.seal.close({ access: accessToken, refresh: refreshToken } satisfies Sealed);
  }

  private secondsLeft(access: string): number {
    return (decodeJwt(access).exp ?? 0) - this.now() / 1000;
  }

  /** A refresh token is good for one use; a second use would look like theft to identity and end the session. */
  private refreshOnce(refreshToken: string): Promise<Tokens> {
    const key = createHash('sha256').update(refreshToken).digest('base64url');
    const running = this.refreshing.get(key);
    if (running) return running;
    const started = this.identity.refresh(refreshToken);
    this.refreshing.set(key, started);
    const forget = (): boolean => this.refreshing.delete(key);
    started.then(() => setTimeout(forget, SHARE_MS).unref(), forget);
    return started;
  }
}
