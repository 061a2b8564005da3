import { FilingConfirmed, FilingFailed, FilingReceived } from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Telling } from '../template.js';
import { day, paperFaults } from '../words.js';

/** What is said about the paper (纸质备案). */
export const filingTellings: Telling[] = [
  telling([FilingReceived], {
    key: 'paper-received',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的纸质材料已收到`,
    text: ({ event, bureau }) =>
      `${bureau?.name ?? '机构编制部门'}已收到您单位网站“${event.siteName}”（申请编号${event.applicationNumber}）的纸质材料` +
      `${event.dueDay ? `，将于${day(event.dueDay)}前完成审核` : ''}。`,
  }),

  telling([FilingConfirmed], {
    key: 'paper-confirmed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的纸质材料已确认`,
    text: ({ event }) => `您单位网站“${event.siteName}”（申请编号${event.applicationNumber}）的纸质材料已确认，标识代码生成后将另行通知。`,
  }),

  telling([FilingFailed], {
    key: 'paper-failed',
    version: 2,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的纸质材料未通过审核`,
    text: ({ event, publicUrl }) =>
      `您单位网站“${event.siteName}”（申请编号${event.applicationNumber}）的纸质材料未通过审核：\n${paperFaults(event.findings)}\n\n` +
      `按照规定，须重新提交网站开办申请，重新经过网上审核；系统可带入原申请的内容：${publicUrl}/sites/${event.applicationId}`,
    mail: true,
    sms: { template: SMS.paperFailed, values: ({ event }) => ({ site: event.siteName }) },
  }),
];
