import { locale, t } from './i18n/index.js';

const ZONE = 'Asia/Shanghai';

/** `2026-12-01` → 2026年12月1日 / 1 Dec 2026. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: locale.value === 'en' ? 'medium' : 'long', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));

/** A moment (RFC 3339) in Beijing time, to the minute. */
export const timeText = (moment: string): string =>
  new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE }).format(new Date(moment));

/** The time of day here, to the second: when something was saved. */
export const clockText = (moment: Date): string => new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium', timeZone: ZONE }).format(moment);

/** Fen → yuan: 28000 → ¥280.00. */
export const moneyText = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;

/** A label and what it names: 部门：某编办 / Bureau: … */
export const labelled = (label: string, text: string): string => `${label}${t('colon')}${text}`;

/** A text and something beside it: 某人（用户名） / Somebody (user name). */
export const beside = (text: string, more: string): string => `${text}${t('bracketed', { text: more })}`;

/** Several of a kind: 甲、乙 / A, B. */
export const listed = (texts: readonly unknown[]): string => texts.join(t('comma'));
