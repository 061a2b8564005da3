import type { Message } from '@biaozhi/problem';
import type { TimelineEntry } from '../store/timeline.js';

/** What a timeline calls each event that it shows; the key is `event-<aggregate>-<event>`. */
export const eventNames: Record<string, Message> = {
  'event-site-application-submitted': { 'zh-CN': '提交申请', en: 'Submitted' },
  /** From the second round on. */
  'event-site-application-resubmitted': { 'zh-CN': '修改后重新提交', en: 'Submitted again' },
  'event-site-application-bureau-approved': { 'zh-CN': '初审通过', en: 'Passed by the bureau' },
  'event-site-application-bureau-refused': { 'zh-CN': '初审未通过', en: 'Refused by the bureau' },
  'event-site-application-conac-approved': { 'zh-CN': '复审通过', en: 'Passed by CONAC' },
  'event-site-application-conac-refused': { 'zh-CN': '复审未通过', en: 'Refused by CONAC' },
  'event-site-application-third-approved': { 'zh-CN': '再审通过', en: 'Passed in the third review' },
  'event-site-application-third-refused': { 'zh-CN': '再审未通过', en: 'Refused in the third review' },
  'event-site-application-passed': { 'zh-CN': '网上审核全部通过', en: 'All online reviews passed' },
  'event-site-application-paper-failed': {
    'zh-CN': '纸质材料有误，须重新申请',
    en: 'The paper has a fault; a new application is needed',
  },
  'event-site-application-completed': { 'zh-CN': '办结', en: 'Completed' },
  'event-site-application-withdrawn': { 'zh-CN': '撤回', en: 'Withdrawn' },
  'event-site-application-lapsed': {
    'zh-CN': '逾期未报送纸质材料，申请失效',
    en: 'Lapsed: the paper was never handed in',
  },
  'event-site-application-overdue': { 'zh-CN': '审核超期', en: 'The review is past its last day' },
  'event-filing-opened': { 'zh-CN': '待报送纸质材料', en: 'Paper is expected' },
  'event-filing-received': { 'zh-CN': '已收到纸质材料', en: 'Paper received' },
  'event-filing-confirmed': { 'zh-CN': '纸质材料已确认', en: 'Paper confirmed' },
  'event-filing-failed': { 'zh-CN': '纸质材料有误', en: 'The paper has a fault' },
  'event-filing-closed': { 'zh-CN': '不再等待纸质材料', en: 'Paper is no longer expected' },
  'event-badge-issued': { 'zh-CN': '网站标识已生成', en: 'Badge issued' },
  'event-badge-deadline-set': { 'zh-CN': '加挂期限已确定', en: 'The last day to hang the badge is set' },
  'event-badge-deadline-near': { 'zh-CN': '加挂期限将至', en: 'The last day to hang the badge is near' },
  'event-badge-hung': { 'zh-CN': '标识已加挂', en: 'Badge hung' },
  'event-badge-missing': { 'zh-CN': '网站上未发现标识', en: 'Badge not found on the site' },
  'event-badge-wrong-code': { 'zh-CN': '网站上的标识代码不符', en: 'Another badge code found on the site' },
  'event-badge-overdue': { 'zh-CN': '逾期未加挂标识', en: 'Badge not hung in time' },
  'event-badge-suspended': { 'zh-CN': '标识暂停', en: 'Badge suspended' },
  'event-badge-restored': { 'zh-CN': '标识恢复', en: 'Badge restored' },
  'event-badge-revoked': { 'zh-CN': '标识撤销', en: 'Badge revoked' },
};

/** Key of what an entry is called; a submission after a refusal is called so. */
export const nameOf = ({ event, details }: TimelineEntry): string =>
  event === 'site-application.submitted' && Number(details['round']) > 1 ? 'event-site-application-resubmitted' : `event-${event.replace('.', '-')}`;
