import type { Principal } from '@biaozhi/auth';
import { tokenFor } from './tokens.js';

export interface RequestOptions {
  /** Signs the request as this principal; without it the request carries no token. */
  as?: Partial<Principal>;
  headers?: Record<string, string>;
}

export interface HttpAnswer<B> {
  status: number;
  /** JSON parsed, text as a string, everything else as a Buffer; undefined when empty. */
  body: B;
  /** Names in lower case. */
  headers: Record<string, string>;
}

type Json = Record<string, unknown>;

/** Asks a service under test over real HTTP. */
export class TestHttp {
  constructor(private readonly url: string) {}

  get<B = Json>(path: string, options?: RequestOptions): Promise<HttpAnswer<B>> {
    return this.ask('GET', path, undefined, options);
  }

  post<B = Json>(path: string, body?: unknown, options?: RequestOptions): Promise<HttpAnswer<B>> {
    return this.ask('POST', path, body, options);
  }

  put<B = Json>(path: string, body?: unknown, options?: RequestOptions): Promise<HttpAnswer<B>> {
    return this.ask('PUT', path, body, options);
  }

  patch<B = Json>(path: string, body?: unknown, options?: RequestOptions): Promise<HttpAnswer<B>> {
    return this.ask('PATCH', path, body, options);
  }

  delete<B = Json>(path: string, options?: RequestOptions): Promise<HttpAnswer<B>> {
    return this.ask('DELETE', path, undefined, options);
  }

  private async ask<B>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<HttpAnswer<B>> {
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.as ? { authorization: `Bearer ${await tokenFor(options.as)}` } : {}),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: (await read(answer)) as B };
  }
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!bytes.length) return undefined;
  if (/json/.test(type)) return JSON.parse(bytes.toString());
  return /^text\/|xml|javascript/.test(type) ? bytes.toString() : bytes;
}
