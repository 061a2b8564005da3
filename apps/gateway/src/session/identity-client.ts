import { problem } from '@biaozhi/problem';
import type { ProblemDocument } from '@biaozhi/problem';

/** What identity hands out at a log-in and at each refresh. */
export interface Tokens {
  /** Access token (JWT). */
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token ends. */
  expiresIn: number;
}

/** An answer of identity that is passed on to the browser as it is: wrong password, locked account and the like. */
export class IdentityRefused extends Error {
  constructor(
    readonly status: number,
    readonly document: ProblemDocument,
    readonly headers: Record<string, string>,
  ) {
    super(`identity answered ${status}`);
  }
}

/** The calls of identity that the session is made of. */
export class IdentityClient {
  constructor(
    private readonly url: string,
    private readonly timeout: number,
  ) {}

  logIn(body: unknown, headers: Record<string, string>): Promise<Tokens> {
    return this.call('POST', '/sessions', body, headers);
  }

  firstLogIn(body: unknown, headers: Record<string, string>): Promise<Tokens> {
    return this.call('POST', '/first-login', body, headers);
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.call('POST', '/sessions/refresh', { refreshToken }, {});
  }

  async logOut(accessToken: string): Promise<void> {
    await this.call('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${accessToken}` });
  }

  private async call<T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(this.url + path, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.timeout),
      });
    } catch (cause) {
      throw problem(503, 'unavailable', { cause });
    }
    const text = await answer.text();
    if (answer.ok) return (text ? JSON.parse(text) : undefined) as T;
    if (answer.status >= 500) throw problem(503, 'unavailable', { cause: text });
    const passed = Object.fromEntries(
      ['content-language', 'retry-after'].flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name)!]] : [])),
    );
    throw new IdentityRefused(answer.status, JSON.parse(text) as ProblemDocument, passed);
  }
}
