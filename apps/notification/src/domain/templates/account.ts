import { AccountAssigned, PasswordLinkRequested } from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Telling } from '../template.js';

/** What is said about accounts. The one-time link goes by mail only and is not kept. */
export const accountTellings: Telling[] = [
  telling([AccountAssigned], {
    key: 'account-assigned',
    version: 2,
    audience: 'handler',
    confidential: true,
    title: () => '网站审核管理平台账号已分配',
    text: () => '系统已为您单位分配网站审核管理平台账号，账号和首次登录办法已发至经办人邮箱。注册时的用户名继续有效，也可办理。',
    mail: ({ event }) =>
      [
        '系统已为您单位分配网站审核管理平台账号，凭该账号可申请网站开办审核和资格复核。注册时的用户名继续有效，也可办理。',
        '',
        `账号：${event.loginName}`,
        `首次登录请打开下列链接设置密码（仅可使用一次）：`,
        event.firstLoginLink,
        '',
        '请勿将本邮件转发他人。',
      ].join('\n'),
    sms: { template: SMS.accountAssigned, values: () => ({}) },
  }),
  telling([PasswordLinkRequested], {
    key: 'password-link',
    version: 1,
    audience: 'handler',
    confidential: true,
    title: () => '重设密码',
    text: () => '有人申请重设贵单位账号的密码，重设办法已发至经办人邮箱。如非本单位申请，无须处理，原密码仍然有效。',
    mail: ({ event }) =>
      [
        '系统收到重设贵单位账号密码的申请。',
        '',
        `账号：${event.loginName}`,
        '请在1小时内打开下列链接设置新密码（仅可使用一次）：',
        event.firstLoginLink,
        '',
        '如非本单位申请，请忽略本邮件，原密码仍然有效。请勿将本邮件转发他人。',
      ].join('\n'),
  }),
];
