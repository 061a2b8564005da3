import fc from 'fast-check';
import { DEFAULT_CALENDAR, endOfShanghaiDay, plusDays, shanghaiDay, WorkingCalendar } from './index.js';

const calendar = new WorkingCalendar(DEFAULT_CALENDAR);

describe('working days', () => {
  it.each([
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-10-09', 5, '2026-10-15'],
    ['2026-10-11', 5, '2026-10-16'],
    ['2026-11-24', 5, '2026-12-01'],
    ['2025-09-30', 5, '2025-10-14'],
    ['2025-12-31', 1, '2026-01-04'],
  ])('%s + %i = %s', (from, n, day) => expect(calendar.addWorkingDays(from, n)).toEqual({ day, provisional: false }));

  it('of a year whose arrangement is not published are provisional', () => {
    expect(calendar.addWorkingDays('2026-12-30', 5)).toEqual({ day: '2027-01-06', provisional: true });
  });

  it('are settled when the arrangement is published', () => {
    const later = new WorkingCalendar([
      ...DEFAULT_CALENDAR,
      { year: 2027, version: 1, off: ['2027-01-01', '2027-01-02', '2027-01-03'], work: [], source: 'test' },
    ]);
    expect(later.addWorkingDays('2026-12-30', 5)).toEqual({ day: '2027-01-07', provisional: false });
  });

  it('follow the latest version of a year, in whatever order they are given', () => {
    const corrected = { ...DEFAULT_CALENDAR.find(({ year }) => year === 2026)!, version: 2, off: [] };
    for (const years of [[corrected, ...DEFAULT_CALENDAR], [...DEFAULT_CALENDAR, corrected]]) {
      expect(new WorkingCalendar(years).isWorkingDay('2026-10-01')).toBe(true);
    }
  });

  it('between two days undo the addition', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 30 }), (start, n) => {
        const from = plusDays('2026-01-01', start);
        expect(calendar.workingDaysBetween(from, calendar.addWorkingDays(from, n).day)).toBe(n);
      }),
    );
  });

  it('are negative when the day has passed', () => expect(calendar.workingDaysBetween('2026-11-26', '2026-11-24')).toBe(-2));
});

describe('a day in Shanghai', () => {
  it('begins while UTC is still in the day before', () => {
    expect(shanghaiDay(new Date('2026-11-24T16:00:00Z'))).toBe('2026-11-25');
    expect(shanghaiDay(new Date('2026-11-24T15:59:59Z'))).toBe('2026-11-24');
  });
  it('ends at 24:00', () => expect(endOfShanghaiDay('2026-12-01').toISOString()).toBe('2026-12-01T16:00:00.000Z'));
});
