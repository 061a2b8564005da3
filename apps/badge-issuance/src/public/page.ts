import { createHash } from 'node:crypto';
import type { Locale } from '@biaozhi/problem';
import { vouches, type PublicBadge } from '../domain/public-badge.js';
import { WORDS } from './words.js';

const STYLE =
  'body{margin:0;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2329;background:#fff}' +
  'main{max-width:760px;margin:0 auto;padding:24px 16px}h1{font-size:16px;font-weight:400;color:#4e5969;margin:0}' +
  '.state{font-size:28px;line-height:1.3;font-weight:600;margin:8px 0 24px;color:#146c43}.state.warn{color:#8a4b00}.state.bad{color:#b42318}' +
  '.stale{background:#fff4e0;color:#8a4b00;padding:8px 16px}dl{margin:0;border-top:1px solid #dde1e6}' +
  'dl div{display:flex;flex-wrap:wrap;border-bottom:1px solid #dde1e6;padding:8px 0}dt{flex:0 0 128px;color:#4e5969}' +
  'dd{flex:1 1 280px;margin:0;overflow-wrap:anywhere}a{color:#0b57a4}footer{margin-top:24px;display:flex;gap:24px}';

/** The page needs nothing from anywhere: no script, one style that is known by its hash, images of ours. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src 'self'; ` +
    `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=30',
  vary: 'accept-encoding, accept-language',
};

/** Where the public reports fake sites (举报假冒网站): a page of the portal, which knows the badge by its id. */
const REPORT = '/report';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]!);

/**
 * The verification page of a badge (网站标识查验), complete without script.
 * @param staleSince the moment of the last good look at the record, when that is too long ago to vouch
 */
export function verificationPage(badge: PublicBadge | undefined, publicId: string, locale: Locale, staleSince?: Date): string {
  const words = WORDS[locale];
  const [kind, line] = headline(badge, locale, staleSince);
  const body = badge ? facts(badge, locale) : `<p>${words.unknownHint}</p>`;
  const stale = badge && staleSince ? `<p class="stale">${words.stale.replace('{at}', inShanghai(staleSince))}</p>` : '';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(line)} - ${words.title}</title><style>${STYLE}</style></head>
<body><main><h1>${words.title}</h1><p class="state ${kind}" role="status">${escape(line)}</p>${stale}${body}
<footer><a href="${REPORT}${badge ? `?id=${publicId}` : ''}">${words.report}</a><a href="/sitename?method=show&amp;id=${publicId}&amp;lang=${
    locale === 'en' ? 'zh' : 'en'
  }" hreflang="${locale === 'en' ? 'zh-CN' : 'en'}">${words.other}</a></footer></main></body></html>
`;
}

function headline(badge: PublicBadge | undefined, locale: Locale, staleSince: Date | undefined): ['good' | 'warn' | 'bad', string] {
  const words = WORDS[locale];
  if (!badge) return ['bad', words.unknown];
  // What nobody could look up is not called valid.
  if (staleSince && vouches(badge)) return ['warn', words.stale.replace('{at}', inShanghai(staleSince))];
  if (!vouches(badge)) return ['bad', words.states[badge.state]];
  return [badge.state === 'ISSUED' || badge.state === 'HUNG' ? 'good' : 'warn', words.states[badge.state]];
}

function facts(badge: PublicBadge, locale: Locale): string {
  const words = WORDS[locale];
  const issuer = badge.issuer === 'conac' ? words.conac : (badge.bureauName ?? words.bureau);
  const rows: [string, string | undefined][] = [
    [words.siteName, badge.siteName],
    [words.unitName, badge.unitName],
    [words.unitKind, words.kinds[badge.unitKind]],
    [words.address, badge.address],
    [words.functions, badge.functions],
    [words.domains, badge.domains.map(({ uLabel }) => uLabel).join('、')],
    [words.englishDomain, badge.englishDomain],
    [words.code, badge.code],
    [words.issuer, issuer],
    [words.issuedOn, badge.issuedOn],
    [words.lastChecked, badge.lastCheckedAt ? inShanghai(new Date(badge.lastCheckedAt)) : words.never],
  ];
  const list = rows.map(([name, value]) => (value ? `<div><dt>${name}</dt><dd>${escape(value)}</dd></div>` : '')).join('');
  return `<dl>${list}</dl><p>${words.compare}</p>`;
}

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const inShanghai = (at: Date): string => SHANGHAI.format(at);
