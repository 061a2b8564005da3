import fc from 'fast-check';
import { balance, compose } from '../src/documents/compose.js';
import { loadFounts } from '../src/documents/fonts.js';
import { tablesOf } from '../src/documents/sfnt.js';

const { text: face } = loadFounts();
const measure = { face, size: 16, width: 442.2 };

describe('the fount', () => {
  it('knows what it can draw', () => {
    for (const character of '历下区〔〕《》“”，。□〓—éΩ') expect(face.has(character)).toBe(true);
    expect(face.has('𠮷')).toBe(false);
    expect(face.has('😀')).toBe(false);
  });

  it('measures: a Chinese character is as wide as it is high', () => {
    expect(face.width('历下区', 16)).toBeCloseTo(48, 5);
    expect(face.width('i', 16)).toBeLessThan(8);
  });

  it('replaces what it cannot draw and drops what draws nothing', () => {
    expect(face.printable('甲𠮷乙😀𠮷')).toEqual({ text: '甲〓乙〓〓', missing: ['U+20BB7', 'U+1F600'] });
    expect(face.printable('甲\u200b乙\u202e丙\n丁').text).toBe('甲乙丙 丁');
  });

  it('is handed to the writer without the tables that cost time', () => {
    const tags = [...tablesOf(face.file).keys()];
    expect(tags).toEqual(expect.arrayContaining(['cmap', 'glyf', 'head', 'hmtx', 'loca', 'maxp']));
    expect(tags).not.toEqual(expect.arrayContaining(['GSUB']));
  });
});

describe('setting lines', () => {
  it('sets 28 characters of size three on 156 mm', () => {
    expect(compose('示'.repeat(28), measure)).toHaveLength(1);
    expect(compose('示'.repeat(29), measure)).toHaveLength(2);
  });

  it('begins a paragraph two characters in', () => {
    const [first, second] = compose('示'.repeat(40), { ...measure, indent: 32 });
    expect([first!.indent, [...first!.text].length, second!.indent]).toEqual([32, 26, 0]);
  });

  it('lets no line begin with a closing mark or end with an opening one', () => {
    const lines = compose(`${'示'.repeat(28)}，${'例'.repeat(26)}（完）`, measure).map(({ text }) => text);
    for (const line of lines) {
      expect(line).not.toMatch(/^[，。）]/);
      expect(line).not.toMatch(/（$/);
    }
    expect(lines.join('')).toHaveLength(58);
  });

  it('keeps a number whole, and breaks an address after a dot', () => {
    const lines = compose(`${'示'.repeat(25)}WZ20261100001`, measure).map(({ text }) => text);
    expect(lines).toEqual(['示'.repeat(25), 'WZ20261100001']);
    const [first] = compose(`${'示'.repeat(22)}www.lixia.gov.cn`, measure);
    expect(first!.text).toBe(`${'示'.repeat(22)}www.lixia.`);
  });

  it('sets lines of about the same length where a text must look even', () => {
    const lines = balance('示'.repeat(30), measure);
    expect(lines.map(({ text }) => [...text].length)).toEqual([15, 15]);
  });

  it('loses no character and never leaves the column, whatever the text', () => {
    const letters = fc.constantFrom(...'历下区人民政府，。（）《》“”、：a1.-/@ Zx—〓');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 200 }), fc.integer({ min: 60, max: 450 }), fc.boolean(), (given, width, justify) => {
        const text = given.join('');
        const lines = compose(text, { face, size: 16, width, justify, indent: 20 });
        expect(lines.map((line) => line.text).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const { text: line, indent, spacing } of lines) {
          const set = face.width(line, 16) + spacing * ([...line].length - 1);
          expect(set + indent).toBeLessThanOrEqual(width + 0.01);
          expect(Math.abs(spacing)).toBeLessThanOrEqual(16 * 0.15 + 0.01);
        }
      }),
      { numRuns: 150 },
    );
  });
});
