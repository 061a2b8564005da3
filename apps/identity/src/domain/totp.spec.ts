import { base32, codeOfStep, enrolmentUri, stepOfCode } from './totp.js';

/** The secret of the test vectors of RFC 4226 and RFC 6238. */
const SECRET = Buffer.from('12345678901234567890');
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a time-based one-time code', () => {
  // RFC 6238, appendix B, SHA-1: its eight digits end with our six.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is that of the standard %d seconds after 1970: %s', (seconds, code) => {
    expect(codeOfStep(SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(stepOfCode(SECRET, code, at(seconds), 0)).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late, not two', () => {
    const code = codeOfStep(SECRET, 1000);
    const taken = [-2, -1, 0, 1, 2].map((steps) => stepOfCode(SECRET, code, at((1000 + steps) * 30), 0));
    expect(taken).toEqual([undefined, 1000, 1000, 1000, undefined]);
  });

  it('is good once: the step that was used and older ones are refused', () => {
    const now = at(1000 * 30);
    expect(stepOfCode(SECRET, codeOfStep(SECRET, 1000), now, 999)).toBe(1000);
    expect(stepOfCode(SECRET, codeOfStep(SECRET, 1000), now, 1000)).toBeUndefined();
    expect(stepOfCode(SECRET, codeOfStep(SECRET, 999), now, 1000)).toBeUndefined();
    expect(stepOfCode(SECRET, codeOfStep(SECRET, 1001), now, 1000)).toBe(1001);
  });

  it.each(['', '28708', '2870820', 'abcdef', '２８７０８２'])('is not %j', (code) => {
    expect(stepOfCode(SECRET, code, at(59), 0)).toBeUndefined();
  });
});

// RFC 4648, chapter 10, without padding.
it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %j is %j', (text, encoded) => expect(base32(Buffer.from(text))).toBe(encoded));

it('an app finds issuer, name and secret in the address of the QR code', () => {
  const uri = new URL(enrolmentUri(SECRET, '网站标识', 'lixia-reviewer'));
  expect(decodeURIComponent(uri.pathname)).toBe('/网站标识:lixia-reviewer');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: '网站标识',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
