import { strFromU8, unzipSync } from 'fflate';
import { xlsx } from './xlsx.js';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The cells of the first sheet, as a spreadsheet reads them: place → [type, value]. */
function read(file: Uint8Array): Record<string, [string, string | number]> {
  const text = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml']!);
  const cells = text.matchAll(/<c r="([A-Z]+\d+)"(?: t="(\w+)")?>(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)<\/c>/g);
  return Object.fromEntries(
    [...cells].map(([, place, type = 'n', number, words]) => [
      place,
      [type, words === undefined ? Number(number) : words.replace(/&\w+;/g, (entity) => ENTITIES[entity]!)],
    ]),
  );
}

describe('a workbook', () => {
  it('holds the table: words as words, numbers as numbers, nothing as nothing', () => {
    expect(read(xlsx('台账', [['域名', '年限'], ['历下区教育局.政务', 2], ['', undefined]]))).toEqual({
      A1: ['inlineStr', '域名'],
      B1: ['inlineStr', '年限'],
      A2: ['inlineStr', '历下区教育局.政务'],
      B2: ['n', 2],
    });
  });

  it.each(['=1+1', '+1', "-1+cmd|' /C calc'!A0", '@SUM(1)', '=HYPERLINK("http://evil","x")', '</t></is><f>1+1</f>', 'a & b < c', '370102199003070016'])(
    'has no formula, whatever a unit is called: %j',
    (name) => {
      const file = xlsx('x', [[name]]);
      expect(read(file)).toEqual({ A1: ['inlineStr', name] });
      expect(strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml']!)).not.toContain('<f>');
    },
  );

  it('leaves out what XML does not have, and cuts what no spreadsheet takes', () => {
    expect(read(xlsx('x', [['a\u0000b\u000bc\ud800d', '字'.repeat(40_000)]]))).toEqual({
      A1: ['inlineStr', 'abcd'],
      B1: ['inlineStr', '字'.repeat(32_767)],
    });
  });

  it('names columns beyond Z', () => {
    const cells = read(xlsx('x', [Array.from({ length: 703 }, (_, i) => i)]));
    expect([cells['Z1'], cells['AA1'], cells['AZ1'], cells['ZZ1'], cells['AAA1']]).toEqual([25, 26, 51, 701, 702].map((n) => ['n', n]));
  });

  it('names its sheet within what spreadsheets allow', () => {
    const name = /<sheet name="([^"]*)"/.exec(strFromU8(unzipSync(xlsx('[域名]: 全部/明细?'.padEnd(40, '长'), []))['xl/workbook.xml']!))![1]!;
    expect(name).toHaveLength(31);
    expect(name).not.toMatch(/[[\]:*?/\\]/);
  });

  it('has every part that its own list of contents names', () => {
    const files = unzipSync(xlsx('x', [['a']]));
    const parts = strFromU8(files['[Content_Types].xml']!).matchAll(/PartName="\/([^"]+)"/g);
    for (const [, part] of parts) expect(Object.keys(files)).toContain(part);
  });
});
