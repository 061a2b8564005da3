import { catalogue } from '@biaozhi/problem';
import { wrong, type Check } from './check.js';
import { CENTRE, provinceExists } from './divisions.js';

/** Digits and letters of GB 32100-2015, without I, O, S, V and Z; a character's value is its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Whose code it is, by its first two characters. */
export type UsccKind = 'organ' | 'institution' | 'mass-organisation' | 'social' | 'business' | 'other';

const KINDS: readonly (readonly [RegExp, UsccKind])[] = [
  [/^11/, 'organ'],
  [/^12/, 'institution'],
  [/^13/, 'mass-organisation'],
  [/^5/, 'social'],
  [/^9/, 'business'],
];

catalogue({
  'uscc-length': { 'zh-CN': '统一社会信用代码应为18位', en: 'A unified social credit code has 18 characters' },
  'uscc-characters': {
    'zh-CN': '统一社会信用代码只能由数字和大写字母组成，且不含I、O、S、V、Z',
    en: 'A unified social credit code has digits and capital letters other than I, O, S, V and Z',
  },
  'uscc-region': {
    'zh-CN': '统一社会信用代码第3至8位的行政区划不存在，请核对',
    en: 'Characters 3 to 8 of the unified social credit code are no division',
  },
  'uscc-organisation-check': {
    'zh-CN': '统一社会信用代码中的组织机构代码（第9至17位）校验不通过，请核对',
    en: 'The organisation code inside (characters 9 to 17) does not match its check digit',
  },
  'uscc-check-digit': {
    'zh-CN': '统一社会信用代码校验位不正确，请核对',
    en: 'The unified social credit code does not match its check character',
  },
});

/**
 * 统一社会信用代码, GB 32100-2015, with the organisation code of GB 11714 inside. Lower case and blanks are put right.
 */
export function checkUscc(text: string): Check<string, { kind: UsccKind }> {
  const value = text.replace(/\s/g, '').toUpperCase();
  if (value.length !== 18) return wrong('uscc-length');
  if ([...value].some((char) => !ALPHABET.includes(char))) return wrong('uscc-characters');
  if (!hasRegion(value.slice(2, 8))) return wrong('uscc-region');
  if (organisationCheck(value.slice(8, 16)) !== value[16]) return wrong('uscc-organisation-check');
  if (usccCheck(value.slice(0, 17)) !== value[17]) return wrong('uscc-check-digit');
  return { ok: true, value, kind: KINDS.find(([prefix]) => prefix.test(value))?.[1] ?? 'other' };
}

/** Only the province is looked up: codes keep the division of the day they were given out, which may be abolished since. */
const hasRegion = (region: string): boolean => region === CENTRE || (/^\d{6}$/.test(region) && provinceExists(region.slice(0, 2)));

/** Check character over the first 17: weights 3^(i-1) mod 31. The second `mod 31` is what makes a sum of 0 give `0`. */
export function usccCheck(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const char of first17) {
    sum += ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Check digit of an organisation code (GB 11714): A = 10 … Z = 35, mod 11; 10 is written X. */
export function organisationCheck(first8: string): string {
  const sum = [...first8].reduce((total, char, i) => total + parseInt(char, 36) * ORGANISATION_WEIGHTS[i]!, 0);
  return '0X987654321'[sum % 11]!;
}
