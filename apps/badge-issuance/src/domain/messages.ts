import { catalogue } from '@biaozhi/problem';

/** Sentences of this service's findings and problems. */
export const messages = catalogue({
  'reason-missing': { 'zh-CN': '请填写原因（5 至 500 字）', en: 'A reason of 5 to 500 characters is needed' },
  'already-held-by-staff': { 'zh-CN': '该标识已被人工暂停', en: 'Staff have already suspended this badge' },
  'not-held-by-staff': {
    'zh-CN': '该标识不是人工暂停的；域名或单位恢复后将自动恢复',
    en: 'Staff did not suspend this badge; it comes back by itself when its domain or unit does',
  },
  'already-reminded': { 'zh-CN': '已经提醒过', en: 'The unit has been reminded already' },
  'deadline-not-passed': { 'zh-CN': '加挂期限未满', en: 'The last day has not passed' },
  'deadline-provisional': { 'zh-CN': '加挂期限尚为暂定', en: 'The last day is still provisional' },
  'code-table-in-use': {
    'zh-CN': '该区划已核发过标识，代码不能再更改',
    en: 'A badge of this division has been issued; its code cannot change any more',
  },
  'code-table-taken': { 'zh-CN': '该代码已属于另一区划：{division}', en: 'The code belongs to another division: {division}' },
  'serials-used-up': { 'zh-CN': '该单位的标识序号已用完', en: 'The unit has used up its serial numbers' },
  'report-address': {
    'zh-CN': '请填写可疑网站的网址，例如 http://www.example.cn/',
    en: 'Give the web address of the site, e.g. http://www.example.cn/',
  },
  'inspection-not-here': {
    'zh-CN': '网络红页上的标识由系统自动确认，不需要检查',
    en: 'A badge on a red page is confirmed by the platform itself; there is nothing to inspect',
  },
  'inspections-too-often': { 'zh-CN': '检查过于频繁，请一分钟后再试', en: 'Too many inspections; try again in a minute' },
});
