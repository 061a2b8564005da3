import type { Messages } from '../../../i18n/index.js';

export const redPagesTexts: Messages = {
  'zh-CN': {
    'staff.redpages.lead': '没有自建网站的单位使用的网络红页，内容由单位自行编辑和发布。',
    'staff.redpages.publications': '发布次数',
    'staff.redpages.held': '暂停展示',
    'staff.redpages.hold.badge': '标识已暂停或撤销',
    'staff.redpages.hold.domain': '域名已失效',
    'staff.redpages.draft': '查看草稿',
    'staff.redpages.open': '打开页面',
    'staff.redpages.empty': '还没有网络红页',
    'staff.redpages.emptyHint': '选择“网络红页”的单位取得标识后，红页自动建立。',
  },
  en: {
    'staff.redpages.lead': 'Hosted pages of units without a site of their own; the units write and publish them.',
    'staff.redpages.publications': 'Publications',
    'staff.redpages.held': 'Not shown',
    'staff.redpages.hold.badge': 'badge suspended or revoked',
    'staff.redpages.hold.domain': 'domain not live',
    'staff.redpages.draft': 'Draft',
    'staff.redpages.open': 'Open page',
    'staff.redpages.empty': 'No red pages yet',
    'staff.redpages.emptyHint': 'A red page opens when a unit that chose one gets its badge.',
  },
};
