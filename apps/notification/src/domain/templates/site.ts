import {
  SiteApplicationBureauApproved,
  SiteApplicationBureauRefused,
  SiteApplicationCompleted,
  SiteApplicationConacApproved,
  SiteApplicationConacRefused,
  SiteApplicationLapsed,
  SiteApplicationOverdue,
  SiteApplicationPaperFailed,
  SiteApplicationPassed,
  SiteApplicationThirdApproved,
  SiteApplicationThirdRefused,
  SiteApplicationWithdrawn,
  type SiteApplicationState,
} from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Facts, type Telling } from '../template.js';
import { KIND, STAGE, day, refusedPoints } from '../words.js';

const stageOf = ({ stage }: SiteApplicationState): string => (stage ? STAGE[stage] : '审核');
const about = ({ kind, siteName, number }: SiteApplicationState): string => `网站“${siteName}”的${KIND[kind]}申请（编号${number}）`;
const smsValues = ({ event }: Facts<SiteApplicationState>): Record<string, string> => ({
  site: event.siteName,
  kind: KIND[event.kind],
  stage: stageOf(event),
});

/** What is said about applications for opening review and re-review of sites (网站开办审核、资格复核). */
export const siteTellings: Telling[] = [
  telling([SiteApplicationBureauApproved, SiteApplicationConacApproved, SiteApplicationThirdApproved], {
    key: 'site-stage-passed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”已通过${stageOf(event)}`,
    text: ({ event }) => `您单位${about(event)}已通过${stageOf(event)}。`,
  }),

  telling([SiteApplicationBureauRefused, SiteApplicationConacRefused, SiteApplicationThirdRefused], {
    key: 'site-refused',
    version: 2,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”未通过${stageOf(event)}`,
    text: ({ event, publicUrl }) =>
      `您单位${about(event)}未通过${stageOf(event)}，未通过的内容：${refusedPoints(event.verdicts)}。\n` +
      `请登录系统查看每一项的原因，修改后重新提交：${publicUrl}/sites/${event.id}`,
    mail: true,
    sms: { template: SMS.siteRefused, values: smsValues },
  }),

  telling(
    [SiteApplicationPassed],
    {
      key: 'hand-in-paper',
      version: 2,
      audience: 'handler',
      when: ({ paperRequired }) => paperRequired,
      needsBureau: true,
      title: ({ event }) => `网站“${event.siteName}”已通过网上审核，请报送纸质材料`,
      text: handInPaper,
      mail: true,
      sms: {
        template: SMS.handInPaper,
        values: (facts) => ({
          ...smsValues(facts),
          copies: String(facts.bureau?.copiesWanted ?? 3),
          bureau: facts.bureau?.name ?? '同级机构编制部门',
        }),
      },
    },
    {
      key: 'site-passed-without-paper',
      version: 1,
      audience: 'handler',
      when: ({ paperRequired }) => !paperRequired,
      title: ({ event }) => `网站“${event.siteName}”已通过审核`,
      text: ({ event }) => `您单位${about(event)}已通过全部审核，无须报送纸质材料。标识代码生成后将另行通知。`,
    },
  ),

  telling([SiteApplicationPaperFailed], {
    key: 'site-paper-failed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的申请已终止`,
    text: ({ event }) => `您单位${about(event)}因纸质材料未通过审核已终止，请重新提交网站开办申请；系统可带入原申请的内容。`,
  }),

  telling([SiteApplicationCompleted], {
    key: 'site-completed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的申请已办结`,
    text: ({ event }) => `您单位${about(event)}已办结。`,
  }),

  telling([SiteApplicationLapsed], {
    key: 'site-lapsed',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的申请已失效`,
    text: ({ event }) => `您单位${about(event)}因纸质材料逾期未送已失效。如仍需要，请重新申请。`,
    mail: true,
    sms: { template: SMS.siteLapsed, values: smsValues },
  }),

  telling([SiteApplicationWithdrawn], {
    key: 'site-withdrawn',
    version: 1,
    audience: 'handler',
    title: ({ event }) => `网站“${event.siteName}”的申请已撤回`,
    text: ({ event }) => `您单位${about(event)}已撤回。`,
  }),

  telling(
    [SiteApplicationOverdue],
    {
      key: 'site-review-overdue',
      version: 1,
      audience: 'bureau',
      when: ({ stage }) => stage !== 'conac',
      title: ({ event }) => `网站“${event.siteName}”的${stageOf(event)}已超期`,
      text: overdue,
    },
    {
      key: 'site-review-overdue-conac',
      version: 1,
      audience: 'conac',
      when: ({ stage }) => stage === 'conac',
      title: ({ event }) => `网站“${event.siteName}”的${stageOf(event)}已超期`,
      text: overdue,
    },
  ),
];

function overdue({ event, unitName }: Facts<SiteApplicationState>): string {
  const limit = event.dueDay ? `应于${day(event.dueDay)}前办结` : '已超过办理期限';
  return `${unitName}${about(event)}${limit}，请尽快办理。`;
}

function handInPaper({ event, bureau, publicUrl }: Facts<SiteApplicationState>): string {
  const copies = bureau?.copiesWanted ?? 3;
  const central = event.route === 'central-organ' ? ['报送渠道：机要通道'] : [];
  const where = bureau
    ? [`收件单位：${bureau.name}`, `地址：${bureau.paperAddress}`, `时间：${bureau.paperHours}`]
    : ['收件单位：同级机构编制部门'];
  return [
    `您单位${about(event)}已通过网上审核，请报送纸质材料备案。`,
    '',
    '一、请登录系统打印下列材料，并加盖单位公章：',
    `1．《关于申请对网站开办审核和资格复核的函》，一式${copies}份`,
    `2．《党政机关网站开办审核和资格复核申请表》，一式${copies}份`,
    '3．经办人身份证复印件，1份',
    '',
    '二、请将上述材料送：',
    ...where,
    ...central,
    '',
    '材料经核对无误后，系统将生成标识代码并通知您单位。材料有问题的，须重新提交网站开办申请。',
    `打印地址：${publicUrl}/sites/${event.id}`,
  ].join('\n');
}
