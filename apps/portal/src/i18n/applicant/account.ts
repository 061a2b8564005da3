import type { Pairs } from './pairs.js';

/** One's own log-ins and password. */
export const account: Pairs = {
  'account.title': ['我的账号', 'My account'],
  'account.sessions': ['登录情况', 'Where you are signed in'],
  'account.sessionsText': ['下面是本账号尚未退出的登录。不认识的，请结束它并修改密码；被结束的登录最迟十分钟后失效。', 'These log-ins of your account are open. End those that you do not know and change the password; an ended one stops within ten minutes.'],
  'account.begun': ['{at} 登录', 'Signed in {at}'],
  'account.seen': ['最近使用 {at}', 'last used {at}'],
  'account.here': ['当前登录', 'this one'],
  'account.end': ['结束登录', 'End it'],
  'account.endQuestion': ['结束 {at} 的登录？', 'End the log-in of {at}?'],
  'account.endOthers': ['结束其他全部登录', 'End all others'],
  'account.endOthersQuestion': ['结束其他 {n} 个登录？', 'End the {n} others?'],
  'account.ended': ['已结束 {n} 个登录', '{n} ended'],
  'account.alone': ['没有其他登录。', 'There are no others.'],
  'account.current': ['现在的密码', 'Present password'],
  'account.password': ['新密码', 'New password'],
  'account.passwordText': ['修改后，其他登录全部结束。', 'All other log-ins end with the change.'],
  'account.change': ['修改密码', 'Change the password'],
  'account.passwordChanged': ['密码已修改，其他登录已结束', 'The password is changed, and other log-ins have ended'],
};
