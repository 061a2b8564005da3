import { createHash } from 'node:crypto';
import type { Block, ContactBlock, TableBlock } from './blocks.js';
import type { PageBadge, Publication } from './red-page.js';

const STYLE =
  'body{margin:0;font:16px/1.8 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2329;background:#fff}' +
  '.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:#fff;padding:8px}' +
  'header,main,footer{max-width:760px;margin:0 auto;padding:0 16px}header{border-bottom:3px solid #a8161b;padding-top:24px}' +
  'header p{margin:0;color:#4e5969}h1{font-size:28px;line-height:1.3;margin:8px 0 16px}h2{font-size:20px;margin:32px 0 8px}' +
  'h3{font-size:16px;margin:24px 0 8px}p{margin:8px 0;white-space:pre-line;overflow-wrap:anywhere}a{color:#0b57a4}' +
  'dl{margin:8px 0}dl div{display:flex;flex-wrap:wrap;gap:16px}dt{flex:0 0 80px;color:#4e5969}dd{margin:0;overflow-wrap:anywhere}' +
  'aside{border:1px solid #dde1e6;padding:8px 16px;margin:16px 0}aside time{color:#4e5969}.wide{overflow-x:auto}' +
  'table{border-collapse:collapse;width:100%}caption{text-align:left;padding:8px 0;font-weight:600}' +
  'th,td{border:1px solid #dde1e6;padding:8px;text-align:left}th{background:#f5f6f8}' +
  'footer{border-top:1px solid #dde1e6;margin-top:48px;padding-top:16px;padding-bottom:24px;text-align:center}footer p{color:#4e5969}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * The policy of a red page: no script, no form, no frame, one style known by its hash, pictures of badges only.
 * @param origin where badge pictures come from
 */
export const contentPolicy = (origin: string): string =>
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]!);

/**
 * A red page as a visitor gets it. Every text is escaped here, at the one place where it becomes HTML.
 * @param publicUrl address that serves pictures and verification pages
 */
export function renderPage(unitName: string, { content, badge }: Pick<Publication, 'content' | 'badge'>, publicUrl: string): string {
  const { title, blocks, footer } = content;
  const lines = footer.lines.map((line) => `<p>${escape(line)}</p>`).join('');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#main">跳到正文</a><header><p>${escape(unitName)}</p><h1>${escape(title)}</h1></header>
<main id="main">${blocks.map(renderBlock).join('\n')}</main>
<footer>${lines}${footer.badge ? renderBadge(badge, publicUrl) : ''}</footer></body></html>
`;
}

function renderBadge({ publicId, colour }: PageBadge, publicUrl: string): string {
  const base = escape(new URL(publicUrl).origin);
  const kind = colour === 'red' ? '党政机关' : '事业单位';
  return (
    `<span id="_ideConac"><a href="${base}/sitename?method=show&amp;id=${publicId}" target="_blank" rel="noopener">` +
    `<img id="imgConac" src="${base}/image/${colour}.svg" width="100" height="100" alt="${kind}网站标识，查验本网站"></a></span>`
  );
}

function renderBlock(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${escape(item)}</li>`).join('');
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'contact':
      return renderContact(block);
    case 'notice':
      return (
        `<aside aria-label="公告"><p><strong>${escape(block.title)}</strong> <time datetime="${escape(block.day)}">${escape(block.day)}</time></p>` +
        `<p>${escape(block.text)}</p></aside>`
      );
    case 'link':
      return `<p><a href="${escape(block.href)}" rel="noopener noreferrer">${escape(block.text)}</a></p>`;
    case 'table':
      return renderTable(block);
  }
}

function renderContact({ address, postcode, phone, mail, hours }: ContactBlock): string {
  const rows: [string, string | undefined][] = [
    ['地址', address],
    ['邮编', postcode],
    ['电话', phone],
    ['邮箱', mail],
    ['工作时间', hours],
  ];
  const shown = rows.map(([name, value]) => (value === undefined ? '' : `<div><dt>${name}</dt><dd>${escape(value)}</dd></div>`));
  return `<dl>${shown.join('')}</dl>`;
}

function renderTable({ caption, header, rows }: TableBlock): string {
  const head = header.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`).join('');
  // Wide tables scroll by keyboard too.
  return (
    `<div class="wide" role="region" tabindex="0" aria-label="${escape(caption)}"><table><caption>${escape(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
  );
}

/** What a visitor gets where there is no page, or none for the moment. */
export function renderNotice(status: 404 | 410 | 503): string {
  const [title, words] = {
    404: ['页面不存在', '没有找到您要访问的页面。'],
    410: ['页面已关闭', '该网站的标识已被撤销，页面不再提供。'],
    503: ['页面暂停访问', '该网站的标识或域名暂不可用，或由开办单位暂时下线。请稍后再来。'],
  }[status];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head><body><main id="main"><h1>${title}</h1><p>${words}</p></main></body></html>
`;
}
