import { Injectable } from '@nestjs/common';
import { localeOf, type Locale } from '@biaozhi/problem';
import { BadgeIssuanceConfig } from '../config.js';
import { codeOfScriptPath } from '../domain/code.js';
import { badgeScript } from '../domain/script.js';
import { codingFor, encode, matches, type Encoded, type PublicAnswer } from './encoded.js';
import { EncodedCache } from './encoded-cache.js';
import { image, IMAGES } from './images.js';
import { PAGE_HEADERS, verificationPage } from './page.js';
import { hostsOf, vouches, type PublicBadge } from '../domain/public-badge.js';
import { Shelf } from './shelf.js';

/** A request as far as public answers look at it. */
export interface PublicRequest {
  /** Path and query. */
  url: string;
  headers: { 'accept-encoding'?: string | string[]; 'accept-language'?: string; 'if-none-match'?: string };
}

const ID = /^[0-9a-f]{32}$/;
const JSON_PATH = '/badges/public/';
const ANYWHERE = { 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' };
const SHORT = 'public, max-age=30';
const SCRIPT_HEADERS = {
  ...ANYWHERE,
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': SHORT,
  vary: 'accept-encoding',
};
const JSON_HEADERS = {
  ...ANYWHERE,
  'content-type': 'application/json; charset=utf-8',
  'access-control-allow-origin': '*',
  'cache-control': SHORT,
  vary: 'accept-encoding',
};
const IMAGE_HEADERS = {
  ...ANYWHERE,
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'cache-control': 'public, max-age=86400',
  vary: 'accept-encoding',
};
/** Names that older pages ask for. */
const OLD_IMAGES: Record<string, string> = {
  '/image/red.png': '/image/red.svg',
  '/image/blue.png': '/image/blue.svg',
  '/image/error.png': '/image/error.svg',
  '/image/red_error.png': '/image/error.svg',
  '/image/blue_error.png': '/image/error.svg',
};

/**
 * Everything that the public asks of badges: scripts, pictures, verification pages, JSON. It answers from memory alone,
 * so it goes on answering when the database and the bus are dead. Only the path, one query parameter and three headers
 * are looked at; everything else that strangers send changes nothing.
 */
@Injectable()
export class PublicEdge {
  readonly shelf = new Shelf();
  private readonly cache: EncodedCache;
  private readonly pictures: Map<string, Encoded>;
  private readonly origin: string;
  private staleSince?: Date;

  constructor(config: BadgeIssuanceConfig) {
    this.cache = new EncodedCache(config.publicCacheMegabytes * 1024 * 1024);
    this.pictures = new Map(IMAGES.map((name) => [`/image/${name}.svg`, encode(200, image(name), IMAGE_HEADERS)]));
    this.origin = new URL(config.publicUrl).host;
  }

  /** Takes in a badge's newest state; what was encoded of an older one is forgotten. */
  put(badge: PublicBadge): void {
    if (!this.shelf.put(badge)) return;
    for (const kind of ['js', 'json', 'zh-CN', 'en']) this.cache.drop(`${kind}/${badge.publicId}`);
  }

  /** Since when the record could not be read; nothing while all is well. Answers that vouch say so from then on. */
  setStale(since: Date | undefined): void {
    if ((since === undefined) === (this.staleSince === undefined)) return;
    this.staleSince = since;
    this.cache.clear();
  }

  /** The answer to a GET or HEAD; nothing when the path is not one of the public ones. */
  answer({ url, headers }: PublicRequest): PublicAnswer | undefined {
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    if (path.startsWith('/js/')) return this.answerScript(path, headers);
    if (path === '/sitename') return this.answerPage(mark < 0 ? '' : url.slice(mark), headers);
    if (path.startsWith('/image/')) return this.answerImage(path, headers);
    if (path.startsWith(JSON_PATH)) return this.answerJson(path.slice(JSON_PATH.length), headers);
    return undefined;
  }

  private answerScript(path: string, headers: PublicRequest['headers']): PublicAnswer {
    const id = this.shelf.idOf(codeOfScriptPath(path) ?? '');
    if (id !== undefined) return send(this.script(id), headers);
    return send(this.cache.get('no-script', () => encode(404, '/* unknown badge */\n', SCRIPT_HEADERS)), headers);
  }

  private answerPage(query: string, headers: PublicRequest['headers']): PublicAnswer {
    const asked = /[?&]lang=(zh|en)/.exec(query)?.[1];
    const locale: Locale = asked === undefined ? localeOf(headers['accept-language']) : asked === 'en' ? 'en' : 'zh-CN';
    const id = (/[?&]id=([0-9a-fA-F]{32})(?:&|$)/.exec(query)?.[1] ?? '').toLowerCase();
    if (this.shelf.has(id)) return send(this.page(id, locale), headers);
    // One answer for all that is unknown; the link to the other language goes nowhere else either.
    const unknown = this.cache.get(`unknown/${locale}`, () => encode(404, verificationPage(undefined, '', locale), PAGE_HEADERS));
    return send(unknown, headers);
  }

  private answerJson(asked: string, headers: PublicRequest['headers']): PublicAnswer {
    // The code stands on the verification page too: whoever has it in hand may ask with it.
    const id = this.shelf.idOf(asked) ?? asked;
    const known = ID.test(id) && this.shelf.has(id);
    const body = known
      ? this.cache.get(`json/${id}`, () => encode(200, JSON.stringify(this.publicJson(this.shelf.get(id)!)), JSON_HEADERS))
      : this.cache.get('no-json', () => encode(404, JSON.stringify({ state: 'UNKNOWN', valid: false }), JSON_HEADERS));
    return send(body, headers);
  }

  private answerImage(path: string, headers: PublicRequest['headers']): PublicAnswer | undefined {
    const picture = this.pictures.get(path);
    if (picture) return send(picture, headers);
    const location = OLD_IMAGES[path];
    return location === undefined ? undefined : { status: 301, headers: { ...ANYWHERE, location, 'cache-control': SHORT } };
  }

  private script(id: string): Encoded {
    return this.cache.get(`js/${id}`, () => {
      const badge = this.shelf.get(id)!;
      const fields = { live: vouches(badge), colour: badge.colour, publicId: id, hosts: hostsOf(badge), origin: this.origin };
      return encode(200, badgeScript(fields), SCRIPT_HEADERS);
    });
  }

  private page(id: string, locale: Locale): Encoded {
    return this.cache.get(`${locale}/${id}`, () =>
      encode(200, verificationPage(this.shelf.get(id), id, locale, this.staleSince), PAGE_HEADERS),
    );
  }

  private publicJson({ homePage: _, ...badge }: PublicBadge): object {
    const asOf = this.staleSince?.toISOString();
    return { ...badge, valid: vouches(badge as PublicBadge) && asOf === undefined, ...(asOf === undefined ? {} : { asOf }) };
  }
}

function send(body: Encoded, headers: PublicRequest['headers']): PublicAnswer {
  if (body.identity.status === 200 && matches(headers['if-none-match'], body.etag)) return body.notModified;
  const accept = headers['accept-encoding'];
  return body[codingFor(Array.isArray(accept) ? accept.join(',') : accept)];
}
