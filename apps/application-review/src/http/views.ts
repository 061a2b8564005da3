import { say, type Finding, type Locale } from '@biaozhi/problem';
import type { WorkingCalendar } from '@biaozhi/standards';
import type { Round, ReviewCase, StageDecision } from '../domain/review-case.js';
import { POINTS, REASONS_OF } from '../domain/reasons.js';
import type { PreCheck } from '../domain/pre-check.js';

/** How answers are worded for one reader. */
export interface Reader {
  locale: Locale;
  now: Date;
  /** Today, Asia/Shanghai. */
  today: string;
  calendar: WorkingCalendar;
}

/** A finding in the reader's words. */
export const inWords = ({ code, pointer, params }: Finding, locale: Locale) => ({
  code,
  pointer,
  message: say(code, locale, params),
});

/** A pre-check in the reader's words: what was looked at, and how it came out. */
export const preCheckInWords = ({ code, result, params }: PreCheck, locale: Locale) => ({
  code,
  result,
  message: say(code, locale, params),
  ...(params ? { params } : {}),
});

/** Working days until a last day; negative: days that it is late. */
export const daysLeft = (dueDay: string, { today, calendar }: Pick<Reader, 'today' | 'calendar'>): number =>
  calendar.workingDaysBetween(today, dueDay);

/** The last day of the stage at work, and what is left of it; nothing while nobody is at work. */
export function dueView(
  { dueDay, dueProvisional, overdueAt }: ReviewCase<string, unknown>,
  reader: Pick<Reader, 'today' | 'calendar'>,
) {
  if (!dueDay) return undefined;
  return {
    day: dueDay,
    provisional: dueProvisional,
    /** Working days left; negative: days late. */
    daysLeft: daysLeft(dueDay, reader),
    overdue: reader.today > dueDay || overdueAt !== undefined,
  };
}

const decisionView = ({ stage, result, verdicts, by, at }: StageDecision, locale: Locale, forStaff: boolean) => ({
  stage,
  result,
  at,
  // Who decided is the office's own matter; to the unit the office answers.
  ...(forStaff ? { by } : {}),
  verdicts: verdicts.map(({ point, result: verdict, reasons, comment }) => ({
    point,
    pointName: say(`point-${point}`, locale),
    result: verdict,
    reasons,
    reasonTexts: reasons.map((reason) => say(reason, locale)),
    ...(comment ? { comment } : {}),
  })),
});

/** Every round with every decision, oldest first. */
export const roundsView = (rounds: Round<unknown>[], locale: Locale, forStaff: boolean) =>
  rounds.map(({ number, submittedAt, data, decisions }) => ({
    number,
    submittedAt,
    data,
    decisions: decisions.map((decision) => decisionView(decision, locale, forStaff)),
  }));

/** The points to judge, each with the reasons that fit it. */
export const pointsView = (subject: keyof typeof POINTS, locale: Locale) =>
  POINTS[subject].map((point) => ({
    point,
    name: say(`point-${point}`, locale),
    reasons: REASONS_OF[point].map((code) => ({ code, text: say(code, locale) })),
  }));
