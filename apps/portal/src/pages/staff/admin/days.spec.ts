import { daysOf, textOfDays } from './days.js';

describe('days', () => {
  it('reads days and spans, once each and in order', () =>
    expect(daysOf('2026-10-02\n2026-09-30~2026-10-02，2026-01-01')).toEqual({
      days: ['2026-01-01', '2026-09-30', '2026-10-01', '2026-10-02'],
      bad: [],
    }));

  it('tells lines that are no days', () =>
    expect(daysOf('2026-02-30\n10月1日\n2026-10-07~2026-10-01\n2026-01-01~2026-12-31').bad).toHaveLength(4));

  it('writes neighbours as a span', () =>
    expect(textOfDays(['2026-10-02', '2026-10-01', '2026-10-03', '2026-12-31'])).toBe('2026-10-01~2026-10-03\n2026-12-31'));

  it('reads what it writes', () => {
    const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-05-01'];
    expect(daysOf(textOfDays(days)).days).toEqual(days);
  });
});
