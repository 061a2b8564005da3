import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Agent, errors, request, type Dispatcher } from 'undici';
import { decodePage } from './charset.js';
import { guardedConnector, judgeUrl, Refused, type Reach, type Resolve } from './guard.js';

/** Bounds of one page. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const TOTAL_MS = 10_000;
const MAX_HEADER_BYTES = 32 * 1024;

/** A page as it was served. */
export interface FetchedPage {
  /** Where it was asked for. */
  url: string;
  /** Where the redirects ended. */
  finalUrl: string;
  status: number;
  /** The address that was connected. */
  address: string;
  bytes: number;
  /** SHA-256 of the body, hex. */
  sha256: string;
  text: string;
}

/** Why a page could not be read. */
export const UNREADABLE = ['refused', 'redirects', 'too-large', 'timeout', 'status', 'no-html', 'encoding', 'tls', 'unreachable'] as const;
export type WhyUnreadable = (typeof UNREADABLE)[number];

/** A page could not be read; `detail` is for the evidence. */
export class Unreadable extends Error {
  constructor(
    readonly detail: WhyUnreadable,
    readonly page: Partial<FetchedPage>,
    cause?: unknown,
  ) {
    super(`unreadable: ${detail}`, { cause });
    this.name = 'Unreadable';
  }
}

const HEADERS = {
  accept: 'text/html,application/xhtml+xml;q=0.9',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'zh-CN',
  'user-agent': 'BiaozhiInspector/1.0',
};

/** Fetches pages of public sites, within bounds, from public addresses only. */
export class PageFetcher {
  constructor(
    private readonly reach: Reach,
    private readonly resolve?: Resolve,
  ) {}

  /** @throws Unreadable */
  async get(url: string): Promise<FetchedPage> {
    const seen: Partial<FetchedPage> = { url, finalUrl: url };
    // Each page is asked on connections of its own: what was judged is what answered.
    const agent = new Agent({
      connect: guardedConnector(this.reach, (address) => (seen.address = address), this.resolve),
      headersTimeout: 5_000,
      bodyTimeout: 5_000,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    try {
      return await this.follow(agent, url, seen, AbortSignal.timeout(TOTAL_MS));
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable(reasonOf(error), seen, error);
    } finally {
      await agent.destroy();
    }
  }

  private async follow(agent: Agent, url: string, seen: Partial<FetchedPage>, signal: AbortSignal): Promise<FetchedPage> {
    let here = new URL(url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      judgeUrl(here, this.reach);
      here.hash = '';
      seen.finalUrl = here.href;
      const answer = await request(here, { dispatcher: agent, method: 'GET', headers: HEADERS, signal });
      seen.status = answer.statusCode;
      const location = textOf(answer.headers.location);
      if (answer.statusCode < 300 || answer.statusCode >= 400 || location === undefined) return this.read(answer, seen);
      await answer.body.dump({ limit: 16_384 });
      here = new URL(location, here);
    }
    throw new Unreadable('redirects', seen);
  }

  private async read(answer: Dispatcher.ResponseData, seen: Partial<FetchedPage>): Promise<FetchedPage> {
    const type = textOf(answer.headers['content-type']);
    const body = await bounded(answer.body);
    if (!body) throw new Unreadable('too-large', seen);
    const bytes = await unpacked(body, textOf(answer.headers['content-encoding']), seen);
    seen.bytes = bytes.length;
    seen.sha256 = createHash('sha256').update(bytes).digest('hex');
    if (answer.statusCode !== 200) throw new Unreadable('status', seen);
    if (type !== undefined && !/html|xml|text\/plain/i.test(type)) throw new Unreadable('no-html', seen);
    return { ...(seen as Omit<FetchedPage, 'text'>), text: decodePage(bytes, type) };
  }
}

/** The body, or nothing when it is larger than we read. */
async function bounded(body: Dispatcher.ResponseData['body']): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const UNPACK: Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

async function unpacked(body: Buffer, encoding: string | undefined, seen: Partial<FetchedPage>): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body;
  const unpack = UNPACK[encoding.toLowerCase().replace(/^x-/, '')];
  if (!unpack) throw new Unreadable('encoding', seen);
  try {
    return await unpack(body, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const bomb = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Unreadable(bomb ? 'too-large' : 'encoding', seen, error);
  }
}

function reasonOf(error: unknown): WhyUnreadable {
  const { code = '', name = '' } = (error ?? {}) as { code?: string; name?: string };
  if (error instanceof Refused) return 'refused';
  if (name === 'TimeoutError' || name === 'AbortError' || error instanceof errors.ConnectTimeoutError) return 'timeout';
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) return 'timeout';
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|VERIFY/.test(code)) return 'tls';
  return 'unreachable';
}

const textOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
