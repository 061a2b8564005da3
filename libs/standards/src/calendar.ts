/** A year of the State Council's holiday arrangement. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface CalendarYear {
  year: number;
  /** 1 on first publication, +1 on each correction. */
  version: number;
  off: readonly string[];
  /** Saturdays and Sundays that are worked. */
  work: readonly string[];
  source: string;
}

/** A deadline; provisional when it depends on a year whose arrangement is not published. */
export interface Deadline {
  day: string;
  provisional: boolean;
}

const range = (year: number, month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${year}-${month}-${String(from + i).padStart(2, '0')}`);

/** The notice of 2025-11-04 for 2026. */
export const CALENDAR_2026: CalendarYear = {
  year: 2026,
  version: 1,
  off: [
    ...range(2026, '01', 1, 3),
    ...range(2026, '02', 15, 23),
    ...range(2026, '04', 4, 6),
    ...range(2026, '05', 1, 5),
    ...range(2026, '06', 19, 21),
    ...range(2026, '09', 25, 27),
    ...range(2026, '10', 1, 7),
  ],
  work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
};

/** The notice of 2024-11-12 for 2025. */
export const CALENDAR_2025: CalendarYear = {
  year: 2025,
  version: 1,
  off: [
    ...range(2025, '01', 1, 1),
    ...range(2025, '01', 28, 31),
    ...range(2025, '02', 1, 4),
    ...range(2025, '04', 4, 6),
    ...range(2025, '05', 1, 5),
    ...range(2025, '05', 31, 31),
    ...range(2025, '06', 1, 2),
    ...range(2025, '10', 1, 8),
  ],
  work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  source: '国务院办公厅关于2025年部分节假日安排的通知（2024年11月12日）',
};

/** What is known without an administrator's doing; later years are published by one. */
export const DEFAULT_CALENDAR: readonly CalendarYear[] = [CALENDAR_2025, CALENDAR_2026];

const SHANGHAI_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day in Asia/Shanghai of an instant, `YYYY-MM-DD`. */
export const shanghaiDay = (instant: Date): string => SHANGHAI_DAY.format(instant);

/** The instant at which a day ends in Asia/Shanghai: 24:00, which is the next day's 00:00 (民法典 203). China has no summer time. */
export const endOfShanghaiDay = (day: string): Date => new Date(new Date(`${day}T00:00:00+08:00`).getTime() + 86_400_000);

/** The day after, or `n` days after. */
export function plusDays(day: string, n = 1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + n);
  return date.toISOString().slice(0, 10);
}

/** Counts working days (工作日). The first day is not counted, the last ends at 24:00 (民法典 201–203). */
export class WorkingCalendar {
  private readonly years: Map<number, { off: Set<string>; work: Set<string> }>;

  constructor(years: readonly CalendarYear[]) {
    // Of one year the latest version rules, in whatever order they come.
    const ordered = [...years].sort((a, b) => a.version - b.version);
    this.years = new Map(ordered.map(({ year, off, work }) => [year, { off: new Set(off), work: new Set(work) }]));
  }

  /** Whether the arrangement of the day's year is known. */
  covers(day: string): boolean {
    return this.years.has(Number(day.slice(0, 4)));
  }

  /** In a year without an arrangement Monday to Friday count; what depends on that is provisional. */
  isWorkingDay(day: string): boolean {
    const year = this.years.get(Number(day.slice(0, 4)));
    if (year?.work.has(day)) return true;
    if (year?.off.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  /** The n-th working day after a day. */
  addWorkingDays(day: string, n: number): Deadline {
    let provisional = !this.covers(day);
    let at = day;
    for (let left = n; left > 0; ) {
      at = plusDays(at);
      if (!this.covers(at)) provisional = true;
      if (this.isWorkingDay(at)) left--;
    }
    return { day: at, provisional };
  }

  /** Working days after `from` up to and with `to`; negative when `to` is before. */
  workingDaysBetween(from: string, to: string): number {
    if (to < from) return -this.workingDaysBetween(to, from);
    let count = 0;
    for (let at = from; at < to; ) {
      at = plusDays(at);
      if (this.isWorkingDay(at)) count++;
    }
    return count;
  }
}
