import type { ApplicationKind, Place } from '@biaozhi/contracts';

/** 成文日期: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** 1 to 9 in Chinese, as copies are counted. */
export const chineseNumber = (count: number): string => '一二三四五六七八九'[count - 1] ?? String(count);

/** The day in China of an RFC 3339 instant, `YYYY-MM-DD`. */
export const dayInChina = (instant: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(instant));

export const LETTER_TITLE = '关于申请对网站开办审核和资格复核的函';
export const FORM_TITLE = '党政机关网站开办审核和资格复核申请表';
/** Legal basis, printed on both documents. */
export const BASIS = '中网办发文〔2014〕1号、中央编办发〔2014〕69号';

export const REVIEW: Record<ApplicationKind, string> = { opening: '开办审核', 're-review': '资格复核' };
export const KIND: Record<ApplicationKind, string> = { opening: '新开办网站申请', 're-review': '已开办网站资格复核' };
export const UNIT_KIND: Record<'organ' | 'institution', string> = { organ: '党政机关', institution: '事业单位' };
export const PLACE: Record<Place, string> = { 'own-site': '自建网站', 'red-page': '网络红页' };

const AFFILIATION: Record<string, string> = {
  central: '中央和国家机关',
  province: '省（自治区、直辖市）',
  prefecture: '市（地、州、盟）',
  county: '县（市、区、旗）',
  township: '乡（镇、街道）',
};

/** 隶属关系 in words; a value of a later contract is printed as it came. */
export const affiliation = (value: string): string => AFFILIATION[value] ?? value;
