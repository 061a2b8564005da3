import { snippetsOf } from '../domain/snippets.js';
import { PageTooLarge } from './bounded-tree.js';
import { judgePage, judgeSite, outcomeOf, TEXT_AFTER_BADGE } from './finding.js';
import { readBadges } from './read-badge.js';
import { innerPages } from './site-inspector.js';

const own = { code: 'CA161010002000000010001', publicId: '0f'.repeat(16), colour: 'red' as const };
const other = { code: 'CA161010002000000010002', publicId: 'a0'.repeat(16), colour: 'red' as const };
const base = 'https://bszs.example.cn';
const snippets = snippetsOf(own, base);
const site = 'www.sample.gov.cn';
const page = (badge: string, after = '<p>鲁ICP备2021012345号-1</p>'): string =>
  `<!doctype html><html><head><title>示例</title></head><body><h1>示例局</h1><footer>${badge}${after}</footer></body></html>`;
const finding = (html: string, host = site): string => judgePage(readBadges(html, 'bszs.example.cn'), own, host, [site]).finding;

/** The classic form as it is seen on public sites; only host and code are ours. */
const asSeen =
  `<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript ` +
  `src='http://bszs.example.cn/js/16/101/0002/00000001/${own.code}.js' type='text/javascript'%3E%3C/script%3E"));</script>`;
const rendered =
  `<span id="_ideConac"><a href="//bszs.example.cn/sitename?method=show&id=${own.publicId}" target="_blank">` +
  `<img id="imgConac" src="//bszs.example.cn/image/red.svg"></a></span>`;

describe('a page', () => {
  it.each([
    ['the classic snippet', snippets.classic],
    ['the classic form over http', asSeen],
    ['the static snippet', snippets.static],
    ['the link', snippets.link],
    ['rendered markup', rendered],
    ['two badges, its own among them', snippetsOf(other, base).static + snippets.static],
  ])('with %s before the end of its body has its badge', (_, badge) => expect(finding(page(badge))).toBe('hung'));

  it.each([
    ['nothing', '', 'missing'],
    ['another site’s badge', snippetsOf(other, base).classic, 'wrong-code'],
    ['another site’s rendered badge', rendered.replace(own.publicId, other.publicId), 'wrong-code'],
    ['a badge from a host that is not ours', snippetsOf(own, 'https://bszs.example.cn.evil.com').static, 'missing'],
    ['a script whose folders belong to another code', snippets.static.replace('/0002/', '/0003/'), 'missing'],
    ['the badge in a comment', `<!-- ${snippets.classic} -->`, 'missing'],
    ['the badge in noscript', `<noscript>${snippets.link}</noscript>`, 'missing'],
    ['the badge in a template', `<template>${snippets.static}</template>`, 'missing'],
    ['the badge in a frame’s text', `<iframe>${snippets.static}</iframe>`, 'missing'],
    ['the badge as visible text', snippets.static.replaceAll('<', '&lt;'), 'missing'],
    ['a link without an image', `<a href="${base}/sitename?id=${own.publicId}">标识</a>`, 'missing'],
    ['the badge hidden by style', `<div style="color:red; DISPLAY : none">${snippets.static}</div>`, 'hidden'],
    ['the badge hidden by attribute', `<div hidden>${rendered}</div>`, 'hidden'],
  ])('with %s: %s', (...[, badge, expected]) => expect(finding(page(badge))).toBe(expected));

  it('must have it at the bottom', () => {
    expect(finding(page(snippets.static, `<p>${'字'.repeat(TEXT_AFTER_BADGE)}</p>`))).toBe('hung');
    expect(finding(page(snippets.static, `<p>${'字'.repeat(TEXT_AFTER_BADGE + 1)}</p>`))).toBe('misplaced');
    expect(finding(page(snippets.static, `<script>${'x'.repeat(5_000)}</script>`))).toBe('hung');
  });

  it('must be on a host of the site', () => expect(finding(page(snippets.static), 'evil.example.com')).toBe('foreign-host'));

  it.each([
    ['elements that multiply', `<p>${Array.from({ length: 300 }, (_, i) => `<b a=${i}>`).join('')}</p>${'<p>x</p>'.repeat(100_000)}`],
    ['elements without end', '<br>'.repeat(500_000)],
    ['more of them in one another', '<div>'.repeat(400_000)],
    ['elements too deep in one another', '<div>'.repeat(3_000)],
  ])('is not read to its end with %s', (_, html) => expect(() => readBadges(html, 'bszs.example.cn')).toThrow(PageTooLarge));

  it('may be large and deep', () => {
    const rows = '<table>'.concat('<tr><td>局</td></tr>'.repeat(20_000), '</table>');
    expect(finding(page(`${rows}${'<div>'.repeat(1_500)}${'</div>'.repeat(1_500)}${snippets.static}`))).toBe('hung');
  });

  it('keeps the markup as evidence, cut', () => {
    const [badge] = readBadges(page(`<!--x-->${snippets.static}`), 'bszs.example.cn').badges;
    expect(badge?.excerpt).toMatch(/^<script async src=/);
    expect(readBadges(page(`<script>document.write(unescape("${'y'.repeat(9_000)}"))</script>`), 'x').badges).toEqual([]);
  });
});

describe('a site', () => {
  it.each([
    ['hung', ['hung', 'hung'], 'hung'],
    ['hung', ['hung', 'missing'], 'partial'],
    ['hung', ['wrong-code'], 'partial'],
    ['hung', ['unreadable'], 'hung'],
    ['hung', [], 'hung'],
    ['missing', ['hung'], 'missing'],
    ['wrong-code', [], 'wrong-code'],
  ] as const)('whose home page is %s and inner pages %j is %s', (home, inner, expected) => expect(judgeSite(home, inner)).toBe(expected));

  it.each([
    ['hung', 'hung'],
    ['wrong-code', 'wrong-code'],
    ['unreadable', 'unknown'],
    ['partial', 'missing'],
    ['foreign-host', 'missing'],
    ['hidden', 'missing'],
    ['misplaced', 'missing'],
  ] as const)('%s means %s for the badge', (found, outcome) => expect(outcomeOf(found)).toBe(outcome));

  it('is sampled by links to pages of the same host, spread', () => {
    const links = ['/a', '/b', '#top', '/', '/file.PDF', 'http://other.cn/x', 'javascript:void 0', '/c', '/d', '/e', '/a#x', 'http://['];
    expect(innerPages(links, 'http://site.cn/')).toEqual(['http://site.cn/a', 'http://site.cn/c', 'http://site.cn/e']);
    expect(innerPages([], 'http://site.cn/')).toEqual([]);
    expect(innerPages(['/only'], 'http://site.cn/')).toEqual(['http://site.cn/only']);
  });
});
