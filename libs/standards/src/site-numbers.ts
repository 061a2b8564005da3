import { catalogue } from '@biaozhi/problem';
import { wrong, type Check } from './check.js';
import { division } from './divisions.js';

catalogue({
  'icp-form': { 'zh-CN': 'ICP备案号格式不正确，如京ICP备13012430号-6', en: 'An ICP filing number is written like 京ICP备13012430号-6' },
  'icp-licence': {
    'zh-CN': '这是经营许可证号，请填写ICP备案号',
    en: 'This is a licence number; give the filing number',
  },
  'site-code-form': { 'zh-CN': '政府网站标识码应为10位数字', en: 'A government site code has 10 digits' },
  'site-code-region': {
    'zh-CN': '政府网站标识码前六位应为行政区划代码',
    en: 'A government site code begins with a division code',
  },
});

const ICP = /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备(\d{8}|\d{10})号(-[1-9]\d{0,3})?[A-Z]?$/;

/** ICP备案号, of the unit or (with `-n`) of the site. */
export function checkIcp(text: string): Check {
  const value = text.replace(/\s/g, '').toUpperCase().replace(/[－—–]/g, '-');
  if (/ICP证/.test(value)) return wrong('icp-licence');
  return ICP.test(value) ? { ok: true, value } : wrong('icp-form');
}

/** 政府网站标识码: ten digits, the first six a division. */
export function checkSiteCode(text: string): Check {
  const value = text.trim();
  if (!/^\d{10}$/.test(value)) return wrong('site-code-form');
  return division(value.slice(0, 6)) ? { ok: true, value } : wrong('site-code-region');
}
