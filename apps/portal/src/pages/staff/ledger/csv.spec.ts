import { cell, csv } from './csv.js';

describe('csv', () => {
  it.each([
    '=1+1',
    '+1',
    "-1+cmd|' /C calc'!A0",
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '　=1',
    '=HYPERLINK("http://evil","x")',
  ])('makes %j text', (text) => expect(cell(text)).toMatch(/^"'/));

  it('keeps the digits of a long number', () => expect(cell('370102199003070016')).toBe(`"'370102199003070016"`));

  it('quotes separators, quotes and line ends', () => expect(cell('a,"b"\n;=1')).toBe('"a,""b""\n;=1"'));

  it('leaves plain text and nothing as they are', () =>
    expect(csv([['历下区教育局', 3, undefined]])).toBe('\ufeff"历下区教育局","3",""\r\n'));

  it('cuts what no spreadsheet takes', () => expect(cell('字'.repeat(40_000))).toHaveLength(32_769));
});
