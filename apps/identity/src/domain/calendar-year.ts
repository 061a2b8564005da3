import { finding, type Finding } from '@biaozhi/problem';
import './messages.js';

const dateOf = (day: string): Date | undefined => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? date : undefined;
};

/** What is wrong with a year's arrangement. */
export function calendarFindings(year: number, off: readonly string[], work: readonly string[]): Finding[] {
  const findings: Finding[] = year < 2000 || year > 2100 ? [finding('calendar-year-range', '')] : [];
  const seen = new Set<string>();
  const look = (days: readonly string[], pointer: string, mayFallOn: (weekday: number) => boolean): void => {
    days.forEach((day, i) => {
      const date = dateOf(day);
      if (date?.getUTCFullYear() !== year) findings.push(finding('calendar-day-of-other-year', `${pointer}/${i}`));
      else if (!mayFallOn(date.getUTCDay())) findings.push(finding('calendar-work-on-weekday', `${pointer}/${i}`));
      if (seen.has(day)) findings.push(finding('calendar-day-twice', `${pointer}/${i}`));
      seen.add(day);
    });
  };
  look(off, '/off', () => true);
  look(work, '/work', (weekday) => weekday === 0 || weekday === 6);
  return findings;
}
