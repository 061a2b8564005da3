import { RedPageClosed, RedPageOffline, RedPagePublished } from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Telling } from '../template.js';

/** What is said about red pages (网络红页). */
export const redPageTellings: Telling[] = [
  telling([RedPagePublished], {
    key: 'red-page-published',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网络红页“${event.host.uLabel}”已发布`,
    text: ({ event }) =>
      `您单位的网络红页“${event.host.uLabel}”已发布${event.badgeInFooter ? '，标识已加挂' : '，但页脚没有标识，请编辑页脚后重新发布'}。`,
  }),
  telling([RedPageOffline], {
    key: 'red-page-offline',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网络红页“${event.host.uLabel}”已下线`,
    text: ({ event }) => `您单位的网络红页“${event.host.uLabel}”已下线。`,
    mail: true,
    sms: { template: SMS.redPageOffline, values: ({ event }) => ({ domain: event.host.uLabel }) },
  }),
  telling([RedPageClosed], {
    key: 'red-page-closed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网络红页“${event.host.uLabel}”已关闭`,
    text: ({ event }) => `您单位的网络红页“${event.host.uLabel}”已关闭。`,
  }),
];
