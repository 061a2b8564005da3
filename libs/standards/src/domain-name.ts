import { Converter } from 'opencc-js';
import { toASCII, toUnicode } from 'tr46';
import { catalogue } from '@biaozhi/problem';
import { wrong, type Check } from './check.js';

/** The suffixes of the registry. */
export const SUFFIXES = ['政务', '公益', '政务.cn', '公益.cn'] as const;
export type Suffix = (typeof SUFFIXES)[number];

catalogue({
  'domain-empty': { 'zh-CN': '请填写域名', en: 'Give a name' },
  'domain-length': { 'zh-CN': '域名应为2至20个字符', en: 'A name has 2 to 20 characters' },
  'domain-octets': { 'zh-CN': '域名编码后超过63个字节，请缩短', en: 'The name is longer than 63 octets when encoded; shorten it' },
  'domain-characters': {
    'zh-CN': '域名只能含汉字、小写字母、数字和连字符',
    en: 'A name has Chinese characters, lower-case letters, digits and hyphens only',
  },
  'domain-invisible': { 'zh-CN': '域名中含有不可见字符或空格', en: 'The name holds an invisible character or a blank' },
  'domain-full-width': { 'zh-CN': '域名中的字母、数字请使用半角', en: 'Write letters and digits of the name in half width' },
  'domain-hyphen': {
    'zh-CN': '连字符不能在域名的开头、结尾，也不能同时在第三、四位',
    en: 'A hyphen may not begin or end a name, nor be both its third and fourth character',
  },
  'domain-no-han': { 'zh-CN': '中文域名至少含一个汉字', en: 'A Chinese name has at least one Chinese character' },
  'domain-suffix': { 'zh-CN': '不是可注册的域名后缀', en: 'Names cannot be registered under this suffix' },
  'domain-not-idna': { 'zh-CN': '域名含有不允许的字符', en: 'The name holds a character that IDNA does not allow' },
  'english-domain-form': { 'zh-CN': '英文域名格式不正确，如www.example.gov.cn', en: 'An English domain is written like www.example.gov.cn' },
  'english-domain-not-gov-cn': {
    'zh-CN': '党政机关网站的英文域名应以.gov.cn结尾',
    en: "An organ's English domain should end in .gov.cn",
  },
});

const STRICT = { checkBidi: true, checkHyphens: true, checkJoiners: true, useSTD3ASCIIRules: true, verifyDNSLength: true };
const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 20;

/**
 * One label (the part before the suffix) under a suffix, judged before any mapping: UTS 46 would silently drop
 * invisible characters and fold full-width letters, and two names that look alike would be one.
 */
export function checkIdn(label: string, suffix: string): Check<string, { uLabel: string; aLabel: string }> {
  const name = label.normalize('NFC');
  if (!SUFFIXES.includes(suffix as Suffix)) return wrong('domain-suffix');
  if (!name) return wrong('domain-empty');
  if (/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(label)) return wrong('domain-invisible');
  if (/[\uFF01-\uFF5E]/.test(label)) return wrong('domain-full-width');
  if (!/^[\p{Script=Han}a-z0-9-]+$/u.test(name) || /\p{Radical}/u.test(label)) return wrong('domain-characters');
  if (/^-|-$|^.{2}--/u.test(name)) return wrong('domain-hyphen');
  if (!/\p{Script=Han}/u.test(name)) return wrong('domain-no-han');
  const length = [...name].length;
  if (length < MIN_CHARACTERS || length > MAX_CHARACTERS) return wrong('domain-length');
  const first = toASCII(name, { ...STRICT, verifyDNSLength: false });
  if (!first) return wrong('domain-not-idna');
  if (first.length > 63) return wrong('domain-octets');
  const aLabel = toASCII(`${name}.${suffix}`, STRICT);
  if (!aLabel || toUnicode(aLabel).domain !== `${name}.${suffix}`) return wrong('domain-not-idna');
  return { ok: true, value: `${name}.${suffix}`, uLabel: `${name}.${suffix}`, aLabel };
}

/**
 * A whole domain as typed, by its Chinese name (`示例局.政务`, `。` may stand for `.`) or by its encoded one (`xn--….xn--zfr164b`).
 */
export function checkDomain(text: string): Check<string, { uLabel: string; aLabel: string; label: string; suffix: Suffix }> {
  const typed = text.trim();
  // The encoded form of a name that is allowed decodes to it and encodes back to the same octets.
  const encoded = /(^|\.)xn--/i.test(typed);
  const parts = splitDomain(encoded ? toUnicode(typed, STRICT).domain : typed);
  if (!parts) return wrong('domain-suffix');
  const check = checkIdn(parts.label, parts.suffix);
  if (check.ok && encoded && check.aLabel !== typed.toLowerCase()) return wrong('domain-not-idna');
  return check.ok ? { ...check, ...parts } : check;
}

/** A whole domain as typed, `。` or `.` between its parts, to both forms; nothing when it is not one of ours. */
export function splitDomain(text: string): { label: string; suffix: Suffix } | undefined {
  const name = text.trim().replaceAll('。', '.');
  const suffix = [...SUFFIXES].sort((a, b) => b.length - a.length).find((one) => name.endsWith(`.${one}`));
  return suffix && { label: name.slice(0, -suffix.length - 1), suffix };
}

// One character at a time: whole phrases fold by their sense (乾隆 keeps its 乾), which would let a look-alike through.
const standard = Converter({ from: 't', to: 'cn' });
const regional = Converter({ from: 'hk', to: 'cn' });
const folded = new Map<string, string>();

/** What two names share when they differ only in simplified and traditional characters: they may not both be registered. */
export const variantFold = (name: string): string => [...name.normalize('NFC').toLowerCase()].map(foldCharacter).join('');

function foldCharacter(char: string): string {
  if (char < '\u3400') return char;
  const fold = folded.get(char) ?? standard(regional(standard(char)));
  folded.set(char, fold);
  return fold;
}

/** Which suffixes an applicant may register under. 政务 is for who governs, 公益 for who serves. */
export const suffixFits = (kind: 'organ' | 'institution', administrativeFunctions: boolean, suffix: Suffix): boolean =>
  suffix.startsWith('政务') === (kind === 'organ' || administrativeFunctions);

catalogue({
  'suffix-not-eligible': {
    'zh-CN': '该后缀与机构类别不符：政务域名限党政机关和承担行政职能的单位，公益域名限事业单位等',
    en: 'The suffix does not fit the applicant: 政务 is for organs and bodies with administrative functions, 公益 for institutions',
  },
});

const HOST = /^(?=.{4,253}$)(?!(?:.*\.)?xn--)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** 英文域名: a host name of letters, digits and hyphens; no encoded Chinese name. */
export function checkEnglishDomain(text: string): Check {
  const value = text.trim().toLowerCase();
  return HOST.test(value) ? { ok: true, value } : wrong('english-domain-form');
}

/** Advice, no refusal, for organs whose English domain does not end in `.gov.cn` (国办函〔2018〕55号). */
export const adviseGovCn = (domain: string): string | undefined =>
  /(^|\.)gov\.cn$/.test(domain) ? undefined : 'english-domain-not-gov-cn';
