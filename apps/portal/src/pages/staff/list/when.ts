import { locale } from '../../../i18n/index.js';

const ZONE = { timeZone: 'Asia/Shanghai' } as const;

/** An instant (RFC 3339) as minute in Asia/Shanghai: 2026-11-25 14:05. */
export const minute = (at: string): string =>
  new Date(at).toLocaleString('sv-SE', { ...ZONE, dateStyle: 'short', timeStyle: 'short' });

/** The hour and minute of an instant, Asia/Shanghai. */
export const hour = (at: string): string => new Date(at).toLocaleTimeString(locale.value, { ...ZONE, hour: '2-digit', minute: '2-digit' });

/** Today, `YYYY-MM-DD`, Asia/Shanghai. */
export const today = (): string => new Date().toLocaleDateString('sv-SE', ZONE);

/** Days from one day (`YYYY-MM-DD`) to another; negative when the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Days since an instant, whole ones. */
export const daysSince = (at: string): number => Math.max(0, daysBetween(minute(at).slice(0, 10), today()));
