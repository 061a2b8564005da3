import {
  BadgeDeadlineNear,
  BadgeDeadlineSet,
  BadgeHung,
  BadgeIssued,
  BadgeMissing,
  BadgeOverdue,
  BadgeRestored,
  BadgeRevoked,
  BadgeSuspended,
  BadgeWrongCode,
  type BadgeState,
} from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Facts, type Telling } from '../template.js';
import { day } from '../words.js';

const site = ({ event }: Facts<BadgeState>): Record<string, string> => ({ site: event.siteName });
const withDay = (facts: Facts<BadgeState>): Record<string, string> => ({ ...site(facts), day: day(facts.event.deadline) });
const HOW = '在网站所有页面底部中间显著位置加挂';

/** What is said about badges (网站标识). Only mail and portal show the code. */
export const badgeTellings: Telling[] = [
  telling(
    [BadgeIssued],
    {
      key: 'badge-issued',
      version: 2,
      audience: 'handler',
      when: ({ place }) => place === 'own-site',
      title: ({ event }) => `网站“${event.siteName}”的标识已生成`,
      text: ({ event, publicUrl }) =>
        [
          ...issued(event),
          '加挂办法：',
          '1．登录系统，进入“网上名称管理—标识管理”，获取代码并复制；',
          '2．将代码粘贴在网站所有页面源代码的</body>之前，使标识显示在页面底部中间显著位置；',
          '3．保存并发布。系统会自动检查加挂情况，也可在系统中申请立即检查。',
          '',
          `获取代码：${publicUrl}/sites/${event.applicationId}/badge`,
        ].join('\n'),
      mail: true,
      sms: { template: SMS.badgeIssued, values: withDay },
    },
    {
      key: 'badge-issued-red-page',
      version: 2,
      audience: 'handler',
      when: ({ place }) => place === 'red-page',
      title: ({ event }) => `网站“${event.siteName}”的标识已生成`,
      text: ({ event, publicUrl }) =>
        [
          ...issued(event),
          '加挂办法：',
          '1．登录系统，进入网络红页，完善页面内容；',
          '2．编辑网络红页页脚，加入标识；',
          '3．发布网络红页，即完成加挂。',
          '',
          `登录地址：${publicUrl}/redpage`,
        ].join('\n'),
      mail: true,
      sms: { template: SMS.badgeIssuedRedPage, values: withDay },
    },
  ),

  telling([BadgeDeadlineSet], {
    key: 'badge-deadline-set',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的标识加挂期限`,
    text: ({ event }) =>
      `您单位网站“${event.siteName}”的标识应于${day(event.deadline)}前加挂${event.deadlineProvisional ? '（暂定，以公布的工作日安排为准）' : ''}。`,
  }),

  telling([BadgeDeadlineNear], {
    key: 'badge-deadline-near',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的标识即将到加挂期限`,
    text: ({ event }) => `您单位网站“${event.siteName}”的标识尚未加挂，距${day(event.deadline)}截止还有${event.daysLeft ?? 2}个工作日，请尽快${HOW}。`,
    sms: { template: SMS.badgeDeadlineNear, values: (facts) => ({ ...withDay(facts), left: String(facts.event.daysLeft ?? 2) }) },
  }),

  telling(
    [BadgeOverdue],
    {
      key: 'badge-overdue',
      version: 1,
      audience: 'handler',
      title: ({ event }) => `网站“${event.siteName}”的标识逾期未加挂`,
      text: ({ event }) => `您单位网站“${event.siteName}”的标识应于${day(event.deadline)}前加挂，现已逾期，请立即${HOW}。`,
      mail: true,
      sms: { template: SMS.badgeOverdue, values: site },
    },
    {
      key: 'badge-overdue-bureau',
      version: 1,
      audience: 'bureau',
      title: ({ event }) => `${event.unitName}的标识逾期未加挂`,
      text: ({ event }) => `${event.unitName}网站“${event.siteName}”的标识应于${day(event.deadline)}前加挂，现已逾期。`,
    },
  ),

  telling([BadgeHung], {
    key: 'badge-hung',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的标识已加挂`,
    text: ({ event }) => `系统已确认您单位网站“${event.siteName}”的标识加挂正确。`,
  }),

  abnormal(BadgeMissing, 'missing', '未能找到'),
  abnormal(BadgeWrongCode, 'wrong-code', '与核发的标识不一致'),

  telling(
    [BadgeSuspended],
    {
      key: 'badge-suspended',
      version: 1,
      audience: 'handler',
      title: ({ event }) => `网站“${event.siteName}”的标识已暂停使用`,
      text: ({ event }) => `您单位网站“${event.siteName}”的标识已暂停使用，查验页面将显示暂停状态。域名到期或被冻结的，续费或解冻后自动恢复。`,
      mail: true,
      sms: { template: SMS.badgeSuspended, values: site },
    },
    forBureau('badge-suspended-bureau', '已暂停使用'),
  ),

  telling([BadgeRestored], {
    key: 'badge-restored',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的标识已恢复使用`,
    text: ({ event }) => `您单位网站“${event.siteName}”的标识已恢复使用。`,
    mail: true,
    sms: { template: SMS.badgeRestored, values: site },
  }),

  telling(
    [BadgeRevoked],
    {
      key: 'badge-revoked',
      version: 1,
      audience: 'handler',
      title: ({ event }) => `网站“${event.siteName}”的标识已撤销`,
      text: ({ event }) => `您单位网站“${event.siteName}”的标识已撤销，请将代码从网站所有页面移除。`,
      mail: true,
      sms: { template: SMS.badgeRevoked, values: site },
    },
    forBureau('badge-revoked-bureau', '已撤销'),
  ),
];

function issued(event: BadgeState): string[] {
  const limit = `请在收到本通知之日起5个工作日内（${day(event.deadline)}前${event.deadlineProvisional ? '，暂定' : ''}）加挂。`;
  return [`您单位网站“${event.siteName}”的申请已通过审核，标识已生成。`, `标识代码：${event.code}`, limit, ''];
}

function abnormal(event: typeof BadgeMissing, key: string, what: string): Telling {
  return telling(
    [event],
    {
      key: `badge-${key}`,
      version: 2,
      audience: 'handler',
      title: ({ event }) => `网站“${event.siteName}”的标识异常`,
      text: ({ event, publicUrl }) =>
        `检查发现您单位网站“${event.siteName}”的标识${what}，请及时改正。检查结果请登录系统查看：${publicUrl}/sites/${event.applicationId}/badge`,
      mail: true,
      sms: { template: SMS.badgeAbnormal, values: (facts) => ({ ...site(facts), what }) },
    },
    forBureau(`badge-${key}-bureau`, what),
  );
}

function forBureau(key: string, what: string) {
  return {
    key,
    version: 1,
    audience: 'bureau' as const,
    title: ({ event }: Facts<BadgeState>) => `${event.unitName}的标识${what}`,
    text: ({ event }: Facts<BadgeState>) => `${event.unitName}网站“${event.siteName}”的标识${what}。`,
  };
}
