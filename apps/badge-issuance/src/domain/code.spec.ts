import fc from 'fast-check';
import { badgeCode, codeOfScriptPath, scriptPath } from './code.js';
import { assumedRow, PROVINCE_ROWS } from './code-table.js';

describe('a badge code', () => {
  // Codes as they stand on public sites (process.md §7).
  it.each([
    ['33', '000', '0000', 60811474, 1, 'CA330000000608114740001', '/js/33/000/0000/60811474/CA330000000608114740001.js'],
    ['05', '107', '0000', 41468768, 1, 'CA051070000414687680001', '/js/05/107/0000/41468768/CA051070000414687680001.js'],
    ['16', '101', '0002', 1, 12, 'CA161010002000000010012', '/js/16/101/0002/00000001/CA161010002000000010012.js'],
  ])('%s/%s/%s unit %i serial %i', (pp, ccc, tttt, unit, serial, code, path) => {
    expect(badgeCode({ pp, ccc, tttt }, unit, serial)).toBe(code);
    expect(scriptPath(code)).toBe(path);
    expect(codeOfScriptPath(path)).toBe(code);
  });

  it('ends with the unit’s 9999th badge', () => {
    expect(badgeCode({ pp: '33', ccc: '000', tttt: '0000' }, 1, 9_999)).toMatch(/9999$/);
    expect(() => badgeCode({ pp: '33', ccc: '000', tttt: '0000' }, 1, 10_000)).toThrow(/serial numbers/);
  });

  it.each([
    '/js/33/000/0000/60811474/CA051070000414687680001.js',
    '/js/33/000/0000/60811474/CA330000000608114740001.js.map',
    '/js/33/000/0000/60811474/CA330000000608114740001.js/x',
    '/js/33/000/0000/60811474/ca330000000608114740001.js',
    '/js/../js/33/000/0000/60811474/CA330000000608114740001.js',
    '/js/33/000/0000/60811474/CA33000000060811474000١.js',
    '',
  ])('is not read from %j', (path) => expect(codeOfScriptPath(path)).toBeUndefined());

  it('comes back from its own path, whatever its parts', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    fc.assert(
      fc.property(digits(2), digits(3), digits(4), fc.nat(99_999_999), fc.integer({ min: 1, max: 9_999 }), (pp, ccc, tttt, unit, serial) => {
        const code = badgeCode({ pp, ccc, tttt }, unit, serial);
        expect(code).toMatch(/^CA\d{21}$/);
        expect(codeOfScriptPath(scriptPath(code))).toBe(code);
      }),
    );
  });
});

describe('the code table', () => {
  it.each([
    ['100000', '33'],
    ['110000', '01'],
    ['310000', '02'],
    ['130000', '05'],
    ['150000', '07'],
    ['350000', '14'],
    ['510000', '23'],
  ])('knows %s as %s', (division, pp) => {
    expect(PROVINCE_ROWS.find((row) => row.division === division)).toMatchObject({ pp, ccc: '000', tttt: '0000', mark: 'known' });
  });

  it('gives no two provinces the same digits, and names a source for each', () => {
    expect(new Set(PROVINCE_ROWS.map(({ pp }) => pp)).size).toBe(PROVINCE_ROWS.length);
    for (const row of PROVINCE_ROWS) expect(row.source).not.toBe('');
  });

  const shandong = { pp: '16', ccc: '000', tttt: '0000' };
  it.each([
    ['370000', 'province', '000', '0000'],
    ['370100', 'prefecture', '101', '0000'],
    ['370102', 'county', '101', '0002'],
    ['429004', 'county', '190', '0004'],
    ['441900', 'prefecture', '119', '0000'],
  ])('assumes for %s (%s) %s and %s', (code, level, ccc, tttt) => {
    expect(assumedRow({ code, level }, shandong)).toMatchObject({ division: code, pp: '16', ccc, tttt, mark: 'assumed' });
  });
});
