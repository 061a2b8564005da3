/** Working days that a unit has to hang its badge, counted from the day after the notice (process.md §8). */
export const HANGING_DAYS = 5;

/** The unit is reminded when so many working days are left. */
export const REMINDER_DAYS = 2;

/** As much of the working calendar as a deadline needs. */
export interface Calendar {
  addWorkingDays(day: string, count: number): { day: string; provisional: boolean };
  workingDaysBetween(from: string, to: string): number;
}

export interface Deadline {
  /** Last day, `YYYY-MM-DD`, until 24:00 in Asia/Shanghai. */
  day: string;
  provisional: boolean;
}

/**
 * The last day to hang a badge. It is provisional as long as the notice was not delivered (it then counts from the day
 * of issue) or the calendar of a touched year is not published.
 */
export function hangingDeadline(calendar: Calendar, issuedOn: string, notifiedOn: string | undefined): Deadline {
  const { day, provisional } = calendar.addWorkingDays(notifiedOn ?? issuedOn, HANGING_DAYS);
  return { day, provisional: provisional || notifiedOn === undefined };
}

/** Working days from today to the last day; negative: days late. */
export const daysLeft = (calendar: Calendar, today: string, deadline: string): number =>
  today > deadline ? -calendar.workingDaysBetween(deadline, today) : calendar.workingDaysBetween(today, deadline);
