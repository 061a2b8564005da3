import { createHash } from 'node:crypto';
import type { Locale, Message } from '@biaozhi/problem';
import type { FilingStateName } from '../domain/filing.workflow.js';

/** What the check page tells. Nothing in it is personal, and nothing names the unit. */
export interface Checked {
  /** As it stands on the paper. */
  number: string;
  /** Nothing for a number that is not known. */
  state?: FilingStateName;
  /** Whether the paper bears the data that passed; nothing when the address held no code. */
  matches?: boolean;
}

const STATES: Record<FilingStateName, Message> = {
  EXPECTED: { 'zh-CN': '网上审核已通过，待交纸质材料', en: 'Passed online; the paper is expected' },
  RECEIVED: { 'zh-CN': '纸质材料已接收，审核中', en: 'The paper was received and is being checked' },
  CONFIRMED: { 'zh-CN': '纸质材料已确认', en: 'The paper is confirmed' },
  FAILED: { 'zh-CN': '纸质材料不合格，须重新申请', en: 'The paper was found faulty; a new application is needed' },
  CLOSED: { 'zh-CN': '申请已撤回或失效', en: 'The application was withdrawn or has lapsed' },
};

const WORDS: Record<Locale, Record<'title' | 'number' | 'state' | 'code' | 'yes' | 'no' | 'none' | 'unknown' | 'other' | 'note', string>> = {
  'zh-CN': {
    title: '申请函、申请表核对',
    number: '申请编号',
    state: '当前状态',
    code: '数据校验',
    yes: '一致：本件内容与网上审核通过的版本相同',
    no: '不一致：本件内容不是网上审核通过的版本',
    none: '未提供校验码，请扫描纸质材料上的二维码',
    unknown: '没有查到该编号',
    other: 'English',
    note: '本页只核对编号与校验码，不显示单位和个人信息。请同时核对公章与材料原件。',
  },
  en: {
    title: 'Check of letter and form',
    number: 'Application number',
    state: 'State',
    code: 'Data',
    yes: 'Match: the paper bears the version that passed online',
    no: 'No match: the paper does not bear the version that passed online',
    none: 'No check code given: scan the QR code on the paper',
    unknown: 'This number is not known',
    other: '中文',
    note: 'This page compares number and check code only and shows nothing about units or persons. Check the seal and the original, too.',
  },
};

const STYLE =
  'body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#1a1a1a;background:#f4f5f7}main{max-width:34rem;margin:8vh auto;padding:1.5rem 2rem;' +
  'background:#fff;border-top:4px solid #c4161c}h1{font-size:1.3rem}dt{color:#555;margin-top:.8rem}dd{margin:0;font-size:1.1rem;overflow-wrap:anywhere}' +
  '.yes{color:#0a6b2d}.no{color:#b00014;font-weight:600}small{color:#555}';

/** Policy for the page: its one style, and nothing else, may be loaded or run. */
export const CHECK_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The page as HTML, complete without script. */
export function checkPage({ number, state, matches }: Checked, locale: Locale, otherLanguage: string): string {
  const words = WORDS[locale];
  const verdict = matches === undefined ? words.none : matches ? words.yes : words.no;
  const tone = matches === undefined ? '' : ` class="${matches ? 'yes' : 'no'}"`;
  const found = state && `<dt>${words.state}</dt><dd>${STATES[state][locale]}</dd><dt>${words.code}</dt><dd${tone}>${verdict}</dd>`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${words.title}</title><style>${STYLE}</style></head>
<body><main><h1>${words.title}</h1><dl><dt>${words.number}</dt><dd>${escapeHtml(number)}</dd>
${found ?? `<dt>${words.state}</dt><dd class="no">${words.unknown}</dd>`}</dl>
<p><small>${words.note}</small></p><p><a href="${escapeHtml(otherLanguage)}">${words.other}</a></p></main></body></html>
`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
