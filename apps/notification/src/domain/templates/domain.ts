import {
  DomainApplicationFeeClaimed,
  DomainApplicationFeeDue,
  DomainApplicationFeePaid,
  DomainApplicationLapsed,
  DomainApplicationWithdrawn,
  DomainReviewBureauApproved,
  DomainReviewBureauRefused,
  DomainReviewConacApproved,
  DomainReviewConacRefused,
  DomainReviewOverdue,
  type DomainApplicationState,
  type DomainReviewState,
} from '@biaozhi/contracts';
import { yuan } from '@biaozhi/standards';
import { SMS } from '../sms.js';
import { telling, type Facts, type Telling } from '../template.js';
import { STAGE, day, refusedPoints } from '../words.js';

const name = ({ event }: Facts<DomainApplicationState>): string => event.domain.uLabel;
const applied = (facts: Facts<DomainApplicationState>): string => `域名“${name(facts)}”的注册申请（编号${facts.event.number}）`;
const reviewed = ({ domainApplication }: Facts<DomainReviewState>): string =>
  domainApplication ? `域名“${domainApplication.uLabel}”的注册申请（编号${domainApplication.number}）` : '域名注册申请';
const stage = ({ event }: Facts<DomainReviewState>): string => STAGE[event.stage];

/** What is said about applications for domains, their reviews and fees. */
export const domainApplicationTellings: Telling[] = [
  telling([DomainReviewBureauApproved, DomainReviewConacApproved], {
    key: 'domain-stage-passed',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名注册申请已通过${stage(facts)}`,
    text: (facts) => `您单位${reviewed(facts)}已通过${stage(facts)}。`,
  }),

  telling([DomainReviewBureauRefused, DomainReviewConacRefused], {
    key: 'domain-refused',
    version: 2,
    audience: 'handler',
    title: (facts) => `域名注册申请未通过${stage(facts)}`,
    text: (facts) =>
      `您单位${reviewed(facts)}未通过${stage(facts)}，未通过的内容：${refusedPoints(facts.event.verdicts)}。\n` +
      `请登录系统查看每一项的原因，修改后重新提交：${facts.publicUrl}/domains/${facts.event.domainApplicationId}`,
    mail: true,
    sms: {
      template: SMS.domainRefused,
      values: (facts) => ({ domain: facts.domainApplication?.uLabel ?? '（见系统）', stage: stage(facts) }),
    },
  }),

  telling(
    [DomainReviewOverdue],
    {
      key: 'domain-review-overdue',
      version: 1,
      audience: 'bureau',
      when: ({ stage }) => stage !== 'conac',
      title: (facts) => `域名注册申请的${stage(facts)}已超期`,
      text: overdue,
    },
    {
      key: 'domain-review-overdue-conac',
      version: 1,
      audience: 'conac',
      when: ({ stage }) => stage === 'conac',
      title: (facts) => `域名注册申请的${stage(facts)}已超期`,
      text: overdue,
    },
  ),

  telling([DomainApplicationFeeDue], {
    key: 'domain-fee-due',
    version: 2,
    audience: 'handler',
    when: ({ fee }) => fee !== undefined,
    title: (facts) => `域名“${name(facts)}”已通过审核，请缴费`,
    text: feeDue,
    mail: true,
    sms: {
      template: SMS.domainFeeDue,
      values: (facts) => ({
        domain: name(facts),
        yuan: yuan(facts.event.fee?.amountFen ?? 0),
        day: day(facts.event.fee?.dueDay ?? ''),
      }),
    },
  }),

  telling([DomainApplicationFeeClaimed], {
    key: 'domain-fee-claimed',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”的缴费待确认`,
    text: (facts) => `已收到您单位${applied(facts)}的缴费说明，款项到账确认后系统将自动完成注册。`,
  }),

  telling([DomainApplicationFeePaid], {
    key: 'domain-fee-paid',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”的费用已确认`,
    text: (facts) =>
      `您单位${applied(facts)}的费用${yuan(facts.event.fee?.amountFen ?? 0)}元已确认，域名即将完成注册。发票将寄往登记的通信地址。`,
    mail: true,
  }),

  telling([DomainApplicationLapsed], {
    key: 'domain-lapsed',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”的申请已失效`,
    text: (facts) => `您单位${applied(facts)}逾期未缴费，已失效，域名不再保留。如仍需要，请重新申请。`,
    mail: true,
    sms: { template: SMS.domainLapsed, values: (facts) => ({ domain: name(facts) }) },
  }),

  telling([DomainApplicationWithdrawn], {
    key: 'domain-withdrawn',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”的申请已撤回`,
    text: (facts) => `您单位${applied(facts)}已撤回。`,
  }),
];

function overdue(facts: Facts<DomainReviewState>): string {
  const { dueDay } = facts.event;
  return `${facts.unitName}${reviewed(facts)}${dueDay ? `应于${day(dueDay)}前办结` : '已超过办理期限'}，请尽快办理。`;
}

function feeDue(facts: Facts<DomainApplicationState>): string {
  const { event, publicUrl } = facts;
  return [
    `您单位${applied(facts)}已通过全部审核，注册年限${event.years}年，请缴纳费用。`,
    '',
    `缴费单号：${event.fee?.number ?? ''}`,
    `金额：${yuan(event.fee?.amountFen ?? 0)}元`,
    `最后缴费日：${event.fee ? day(event.fee.dueDay) : ''}`,
    '',
    '缴费办法（在线支付、银行汇款的收款账户）见系统中的缴费单。收款账户只在系统中公布，请勿向其他账户汇款。',
    '银行汇款请在附言中注明缴费单号，汇款后在缴费单上登记汇款信息。',
    `缴费地址：${publicUrl}/domains/${event.id}`,
    '',
    '逾期未缴费的，申请失效，域名不再保留。',
  ].join('\n');
}
