import { catalogue } from '@biaozhi/problem';
import { wrong, type Check } from './check.js';

catalogue({
  'mobile-form': { 'zh-CN': '手机号码应为11位，以1开头', en: 'A mainland mobile number has 11 digits and begins with 1' },
  'phone-form': { 'zh-CN': '办公电话应为“区号-号码”，如0531-88888888', en: 'A landline is written area code-number, e.g. 0531-88888888' },
  'phone-made-up': { 'zh-CN': '请填写真实的办公电话', en: 'This does not look like a real landline' },
  'person-name-form': { 'zh-CN': '请填写真实姓名（2至30个汉字，可含间隔号）', en: 'Give the full name in 2 to 30 Chinese characters' },
  'person-name-title': { 'zh-CN': '请填写真实姓名，不要使用称谓', en: 'Give the name without a form of address' },
  'unit-name-form': {
    'zh-CN': '单位名称应与公章一致（2至100个字，只能含汉字、数字、括号和间隔号）',
    en: 'The unit name is that of the seal: 2 to 100 Chinese characters, digits, brackets and middle dots',
  },
  'postcode-form': { 'zh-CN': '邮政编码应为6位数字', en: 'A postcode has 6 digits' },
});

/** 手机号码, mainland. Operators' ranges are not looked at: numbers are portable and ranges change. */
export function checkMobile(text: string): Check {
  const value = text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(value) ? { ok: true, value } : wrong('mobile-form');
}

/** 办公电话: area code, number, extension. */
export function checkPhone(text: string): Check {
  const value = text.replace(/\s/g, '').replace(/[－—–]/g, '-');
  if (!/^0\d{2,3}-\d{7,8}(-\d{1,6})?$/.test(value)) return wrong('phone-form');
  return /^0\d{2,3}-(\d)\1{5,}$/.test(value) && /-0/.test(value) ? wrong('phone-made-up') : { ok: true, value };
}

/** 姓名: Han characters and the middle dot. */
export function checkPersonName(text: string): Check {
  const value = text.trim().replace(/[•．・]/g, '·');
  if (!/^(?!·)[\p{Script=Han}·]{2,30}(?<!·)$/u.test(value)) return wrong('person-name-form');
  return /(先生|女士|小姐|同志|老师|主任|局长)$/.test(value) && value.length <= 4 ? wrong('person-name-title') : { ok: true, value };
}

/** 单位名称. ASCII brackets become full-width ones, as on a seal. */
export function checkUnitName(text: string): Check {
  const value = text.trim().replaceAll('(', '（').replaceAll(')', '）');
  return /^[\p{Script=Han}\d（）·、]{2,100}$/u.test(value) ? { ok: true, value } : wrong('unit-name-form');
}

/** 邮政编码 */
export const checkPostcode = (text: string): Check =>
  /^\d{6}$/.test(text.trim()) ? { ok: true, value: text.trim() } : wrong('postcode-form');
