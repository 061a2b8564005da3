import type { Messages } from '../../../i18n/index.js';

export const listTexts: Messages = {
  'zh-CN': {
    'staff.list.more': '加载更多',
    'staff.list.shown': '已显示 {n} 条',
    'staff.list.end': '已全部显示',
    'staff.list.refresh': '刷新',
    'staff.list.cancel': '取消',
    'staff.list.save': '保存',
    'staff.list.close': '关闭',
    'staff.list.retry': '重试',
    'staff.list.none': '无',
    'staff.list.print': '打印本页',
    'staff.list.yes': '是',
    'staff.list.no': '否',
    'staff.list.conflict': '您查看期间，此记录已被他人更改。下面是最新内容，您填写的内容已保留，请核对后重新提交。',
  },
  en: {
    'staff.list.more': 'Load more',
    'staff.list.shown': '{n} shown',
    'staff.list.end': 'All shown',
    'staff.list.refresh': 'Refresh',
    'staff.list.cancel': 'Cancel',
    'staff.list.save': 'Save',
    'staff.list.close': 'Close',
    'staff.list.retry': 'Try again',
    'staff.list.none': 'none',
    'staff.list.print': 'Print this page',
    'staff.list.yes': 'Yes',
    'staff.list.no': 'No',
    'staff.list.conflict': 'Somebody changed this record while you were reading. The fresh state is shown below; what you typed is kept. Check it and submit again.',
  },
};
