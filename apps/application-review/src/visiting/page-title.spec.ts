import { pageTitle } from './page-title.js';

describe('the title of a page', () => {
  it.each<[what: string, html: string, title: string | undefined]>([
    ['plain', '<!doctype html><html><head><title>历下区示例局</title></head></html>', '历下区示例局'],
    ['without head and end', '<title>历下区示例局', '历下区示例局'],
    ['in capitals, with attributes', '<TITLE lang="zh" data-a=">">历下区示例局</TITLE >', '历下区示例局'],
    ['over several lines', '<title>\n\t历下区 \u3000 示例局\r\n</title>', '历下区 示例局'],
    ['with references', '<title>A &amp; B&nbsp;&#21382;&#xD800;&lt;b&gt;</title>', 'A & B 历\ufffd<b>'],
    ['with markup, which is text there', '<title>甲<b>乙</b></title>', '甲<b>乙</b>'],
    ['twice', '<title>甲</title><title>乙</title>', '甲'],
    ['in the body', '<body><p>x</p><title>甲</title>', '甲'],
    ['none', '<html><body><h1>历下区示例局</h1>', undefined],
    ['empty', '<title>  \n </title>', undefined],
    ['no page at all', '', undefined],
    ['in a comment before', '<!-- <title>假</title> --><title>真</title>', '真'],
    ['in an attribute before', '<meta content="<title>假</title>"><title>真</title>', '真'],
    ['in a script before', '<script>document.write("<title>假</title>")</script><title>真</title>', '真'],
    ['in style and noscript before', '<style><title>假</title></style><noscript><title>假</title></noscript><title>真</title>', '真'],
    ['in a textarea before', '<textarea><title>假</title></textarea><title>真</title>', '真'],
    ['of a drawing before', '<svg><style></style><title>假</title><path/></svg><title>真</title>', '真'],
    ['of an empty drawing before', '<svg/><title>真</title>', '真'],
    ['in a template before', '<template><title>假</title></template><title>真</title>', '真'],
    ['of a drawing only', '<svg><title>假</title></svg>', undefined],
    ['with a null character', '<title>甲\u0000乙</title>', '甲\ufffd乙'],
    ['far down', `<!--${' '.repeat(100_000)}--><title>甲</title>`, '甲'],
  ])('%s', (_, html, title) => expect(pageTitle(html)).toBe(title));

  it('is cut, between characters', () => {
    expect(pageTitle(`<title>${'𠮷'.repeat(1_000_000)}</title>`)).toBe('𠮷'.repeat(200));
  });

  it('is found wherever the page is cut into pieces', () => {
    for (let before = 16_384 - 20; before <= 16_384; before += 1) {
      expect(pageTitle(`${' '.repeat(before)}<title>甲&amp;乙</title>`)).toBe('甲&乙');
    }
  });

  it('costs no tree: what a parser would make a hundred million elements of is read like anything else', () => {
    const many = Array.from({ length: 500 }, (_, i) => `<b a=${i}>`).join('');
    const hostile = `<p>${many}</p>${'<p>x</p>'.repeat(250_000)}<title>甲</title>`;
    expect(pageTitle(hostile)).toBe('甲');
    expect(pageTitle(`${'<div>'.repeat(400_000)}<title>甲</title>`)).toBe('甲');
  });
});
