import { catalogue } from '@biaozhi/problem';
import { shanghaiDay } from './calendar.js';
import { wrong, type Check } from './check.js';
import { provinceExists } from './divisions.js';

catalogue({
  'citizen-id-form': { 'zh-CN': '身份证号应为18位', en: 'A citizen ID number has 18 characters' },
  'citizen-id-region': { 'zh-CN': '身份证号的地区码不存在', en: 'The citizen ID number begins with no known region' },
  'citizen-id-date': { 'zh-CN': '身份证号中的出生日期不正确', en: 'The date of birth in the citizen ID number is not valid' },
  'citizen-id-check-digit': { 'zh-CN': '身份证号校验位不正确，请核对', en: 'The citizen ID number does not match its check character' },
});

/** First digits of residence permits, which have the same form and no province behind them. */
const RESIDENTS_OF_TAIWAN = '83';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of a citizen ID (GB 11643-1999, ISO 7064 MOD 11-2). */
export const citizenIdCheck = (first17: string): string =>
  '10X98765432'[[...first17].reduce((sum, digit, i) => sum + Number(digit) * WEIGHTS[i]!, 0) % 11]!;

/**
 * 公民身份号码, GB 11643-1999, eighteen characters; the old fifteen are not accepted. Only the province is looked up:
 * abolished division codes stay legal in numbers given out before.
 * @param today `YYYY-MM-DD`; a birth after it is refused. By default today in Asia/Shanghai.
 */
export function checkCitizenId(text: string, today: string = shanghaiDay(new Date())): Check {
  const value = text.replace(/\s/g, '').toUpperCase();
  if (!/^\d{17}[\dX]$/.test(value)) return wrong('citizen-id-form');
  if (!provinceExists(value.slice(0, 2)) && !value.startsWith(RESIDENTS_OF_TAIWAN)) return wrong('citizen-id-region');
  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(birth) || birth > today) return wrong('citizen-id-date');
  if (citizenIdCheck(value.slice(0, 17)) !== value[17]) return wrong('citizen-id-check-digit');
  return { ok: true, value };
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
