import { numberIn } from './code.js';

describe('numberIn', () => {
  it.each([
    [' ZB-370102-2026-000001 ', 'ZB-370102-2026-000001'],
    ['https://biaozhi.example/api/archival-filing/check/SQ20260001?hash=0123456789abcdef', 'SQ20260001'],
    ['http://x/check/%E5%A4%87%E6%A1%88%E5%8F%B7?hash=1', '备案号'],
    ['http://x/check/%E5', '%E5'],
    ['历下区教育局', '历下区教育局'],
  ])('%s', (typed, number) => expect(numberIn(typed)).toBe(number));
});
