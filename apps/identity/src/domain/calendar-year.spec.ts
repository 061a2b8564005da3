import { DEFAULT_CALENDAR } from '@biaozhi/standards';
import { calendarFindings } from './calendar-year.js';

describe("a year's arrangement", () => {
  it.each(DEFAULT_CALENDAR.map((year) => [year.year, year] as const))(
    '%s as published is right',
    (_, { year, off, work }) => {
      expect(calendarFindings(year, off, work)).toEqual([]);
    },
  );

  it.each<[string, number, string[], string[], string[]]>([
    ['a day of another year', 2027, ['2026-01-01'], [], ['/off/0 calendar-day-of-other-year']],
    ['a day that is none', 2027, ['2027-02-29'], [], ['/off/0 calendar-day-of-other-year']],
    ['a worked Monday', 2027, [], ['2027-01-04'], ['/work/0 calendar-work-on-weekday']],
    ['a day off and worked', 2027, ['2027-02-06'], ['2027-02-06'], ['/work/0 calendar-day-twice']],
    ['a day twice', 2027, ['2027-01-01', '2027-01-01'], [], ['/off/1 calendar-day-twice']],
    ['a worked day twice', 2027, [], ['2027-02-06', '2027-02-06'], ['/work/1 calendar-day-twice']],
    ['a year long ago', 1999, [], [], [' calendar-year-range']],
  ])('cannot hold %s', (_, year, off, work, expected) => {
    expect(calendarFindings(year, off, work).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
