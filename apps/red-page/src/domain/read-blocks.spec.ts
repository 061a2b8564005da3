import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { LIMITS } from './blocks.js';
import { isWebAddress, readBlocks } from './read-blocks.js';
import { renderNotice, renderPage } from './render.js';

const good = [
  { type: 'heading', level: 2, text: '机构职能' },
  { type: 'paragraph', text: '第一行\n第二行' },
  { type: 'list', ordered: true, items: ['甲', '乙'] },
  { type: 'contact', address: '解放东路99号', phone: '0531-88888888' },
  { type: 'notice', title: '公告', text: '内容', day: '2026-11-24' },
  { type: 'link', text: '中国政府网', href: 'https://www.gov.cn/' },
  { type: 'table', caption: '办事时间', header: ['日', '时'], rows: [['周一', '9:00'], ['周二', '9:00']] },
];

const codes = (...blocks: unknown[]): string[] => readBlocks(blocks).findings.map(({ code, pointer }) => `${code} ${pointer}`);
/** Elements with the names of their attributes, as a browser builds them. */
function elementsOf(html: string): string[] {
  const walk = (node: DefaultTreeAdapterTypes.Node): string[] => [
    ...('attrs' in node ? [`${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(parse(html));
}

const badge = { code: 'CA111020000000000010001', publicId: '0f'.repeat(16), colour: 'red' as const };
const render = (...blocks: unknown[]): string => {
  const read = readBlocks(blocks);
  expect(read.findings).toEqual([]);
  const content = { title: '标题', blocks: read.blocks, footer: { badge: true, lines: ['<b>页脚</b>'] } };
  return renderPage('示例局', { content, badge }, 'https://bszs.example.cn');
};

describe('blocks', () => {
  it('of every kind are read', () => expect(readBlocks(good)).toEqual({ blocks: good, findings: [] }));

  it('are kept in one form', () => {
    expect(readBlocks([{ type: 'paragraph', text: '  e\u0301 𠮷 ' }]).blocks).toEqual([{ type: 'paragraph', text: 'é 𠮷' }]);
  });

  it.each<[string, unknown, string]>([
    ['no object', 'text', 'block-unknown /blocks/0'],
    ['nothing', null, 'block-unknown /blocks/0'],
    ['a list', [], 'block-unknown /blocks/0'],
    ['no type', { text: 'x' }, 'block-unknown /blocks/0/type'],
    ['raw HTML', { type: 'html', html: '<b>' }, 'block-unknown /blocks/0/type'],
    ['a type from the prototype', { type: 'constructor' }, 'block-unknown /blocks/0/type'],
    ['an image', { type: 'image', src: 'https://evil/x.png' }, 'block-unknown /blocks/0/type'],
    ['an added field', { type: 'paragraph', text: 'x', html: '<b>' }, 'block-field-unknown /blocks/0/html'],
    ['no text', { type: 'paragraph' }, 'block-text-missing /blocks/0/text'],
    ['empty text', { type: 'paragraph', text: ' \u3000' }, 'block-text-missing /blocks/0/text'],
    ['text that is a number', { type: 'paragraph', text: 1 }, 'block-text-missing /blocks/0/text'],
    ['text that is an object', { type: 'paragraph', text: { toString: 'x' } }, 'block-text-missing /blocks/0/text'],
    ['long text', { type: 'paragraph', text: '字'.repeat(LIMITS.paragraph + 1) }, 'block-text-long /blocks/0/text'],
    ['a control character', { type: 'paragraph', text: 'a\u0000b' }, 'block-text-signs /blocks/0/text'],
    ['a reversed name', { type: 'paragraph', text: 'a\u202eb' }, 'block-text-signs /blocks/0/text'],
    ['a zero-width space', { type: 'paragraph', text: '历下区人\u200b民政府' }, 'block-text-signs /blocks/0/text'],
    ['half a character', { type: 'paragraph', text: 'a\ud800' }, 'block-text-signs /blocks/0/text'],
    ['tags', { type: 'paragraph', text: 'a\u{e0041}' }, 'block-text-signs /blocks/0/text'],
    ['a first heading', { type: 'heading', level: 1, text: 'x' }, 'block-level /blocks/0/level'],
    ['a heading’s level as text', { type: 'heading', level: '2', text: 'x' }, 'block-level /blocks/0/level'],
    ['an empty list', { type: 'list', ordered: false, items: [] }, 'block-count /blocks/0/items'],
    ['a list of lists', { type: 'list', ordered: false, items: [['x']] }, 'block-text-missing /blocks/0/items/0'],
    ['a length that lies', { type: 'list', ordered: false, items: { length: 1e9 } }, 'block-count /blocks/0/items'],
    ['a contact without a line', { type: 'contact' }, 'contact-empty /blocks/0'],
    ['a day that is none', { type: 'notice', title: 'x', text: 'x', day: '2026-13-01' }, 'block-day /blocks/0/day'],
    ['a row too short', { type: 'table', caption: 'x', header: ['a', 'b'], rows: [['1']] }, 'block-cells /blocks/0/rows/0'],
    ['too many columns', { type: 'table', caption: 'x', header: Array(9).fill('a'), rows: [['1']] }, 'block-count /blocks/0/header'],
  ])('with %s are refused', (...[, block, finding]) => expect(codes(block)).toEqual([finding]));

  it('are bounded together', () => {
    expect(codes(...Array(LIMITS.blocks + 1).fill(good[0]))).toEqual(['block-count /blocks']);
    expect(codes(...Array.from({ length: 30 }, () => ({ type: 'paragraph', text: '字'.repeat(LIMITS.paragraph) })))).toEqual(['page-too-large /blocks']);
  });

  it('tell everything that is wrong at once', () => {
    expect(codes({ type: 'paragraph' }, good[1], { type: 'link', text: '', href: 'x' })).toEqual([
      'block-text-missing /blocks/0/text',
      'block-text-missing /blocks/2/text',
      'block-link /blocks/2/href',
    ]);
  });
});

describe('a link', () => {
  it.each(['https://www.gov.cn/', 'http://示例局.政务/路径?a=1#b', 'HTTPS://WWW.GOV.CN'])('may be %s', (href) => expect(isWebAddress(href)).toBe(true));
  it.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'jav\tascript:alert(1)', '\u0001javascript:alert(1)', ' https://x.cn', 'data:text/html,x',
    'vbscript:x', '//evil.cn', '/path', 'https:\\\\evil.cn', 'https://user:pw@evil.cn/', 'https://good.cn@evil.cn/', 'ftp://x.cn', 'https://', 'http://[',
    'https://x.cn/\nb', 'mailto:a@b.cn', 'blob:https://x.cn/1', '&#x6a;avascript:alert(1)',
  ])('may not be %j', (href) => expect(isWebAddress(href)).toBe(false)); // prettier-ignore
});

describe('a page as HTML', () => {
  const attacks = [
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', "' onmouseover='x", '</title><script>x</script>',
    '</style><script>x</script>', '<!--', ']]>', '{{constructor}}', '&lt;script&gt;', '<base href=//evil>', '<a href=javascript:x>', '+ADw-script+AD4-',
    '<xmp><img src onerror=x>', '<noscript><p title="</noscript><img src onerror=x>">', '<iframe srcdoc=x>',
  ]; // prettier-ignore
  it.each(attacks)('shows %s as text, wherever it stands', (text) => {
    const html = render(
      { type: 'heading', level: 2, text },
      { type: 'paragraph', text },
      { type: 'list', ordered: false, items: [text] },
      { type: 'contact', address: text, phone: text, mail: text, hours: text, postcode: text },
      { type: 'notice', title: text, text, day: '2026-11-24' },
      { type: 'link', text, href: 'https://x.cn/?"><script>' },
      { type: 'table', caption: text, header: [text], rows: [[text]] },
    );
    const plain = render(
      { type: 'heading', level: 2, text: 'T' },
      { type: 'paragraph', text: 'T' },
      { type: 'list', ordered: false, items: ['T'] },
      { type: 'contact', address: 'T', phone: 'T', mail: 'T', hours: 'T', postcode: 'T' },
      { type: 'notice', title: 'T', text: 'T', day: '2026-11-24' },
      { type: 'link', text: 'T', href: 'https://x.cn/' },
      { type: 'table', caption: 'T', header: ['T'], rows: [['T']] },
    );
    expect(elementsOf(html)).toEqual(elementsOf(plain));
  });

  it('carries the badge at the bottom, the last thing on it', () => {
    const html = render(...good);
    expect(html).toMatch(/<footer><p>&lt;b&gt;页脚&lt;\/b&gt;<\/p><span id="_ideConac"><a href="https:\/\/bszs\.example\.cn\/sitename\?method=show&amp;id=(0f){16}"/);
    expect(html).toMatch(/<img id="imgConac" src="https:\/\/bszs\.example\.cn\/image\/red\.svg"[^>]* alt="党政机关网站标识，查验本网站"><\/a><\/span><\/footer><\/body>/);
  });

  it('is made for everybody: language, title, one first heading, landmarks, a way past the head, headed tables', () => {
    const html = render(...good);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    for (const part of ['<html lang="zh-CN">', '<title>', '<a class="skip" href="#main">', '<header>', '<main id="main">', '<footer>', '<caption>', '<th scope="col">']) {
      expect(html).toContain(part);
    }
    expect(html).not.toMatch(/<script|<form|<iframe|style=/);
  });

  it.each([404, 410, 503] as const)('explains itself where there is none (%i)', (status) => {
    expect(renderNotice(status)).toMatch(/<h1>页面(不存在|已关闭|暂停访问)<\/h1><p>.+<\/p>/);
  });
});
