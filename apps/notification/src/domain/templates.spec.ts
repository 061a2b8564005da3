import {
  AccountAssigned,
  BadgeDeadlineNear,
  BadgeIssued,
  BadgeMissing,
  BadgeOverdue,
  BadgeRevoked,
  DomainApplicationFeeDue,
  DomainExpiring,
  DomainReviewConacRefused,
  DomainReviewOverdue,
  FilingFailed,
  PasswordLinkRequested,
  SiteApplicationBureauApproved,
  SiteApplicationBureauRefused,
  SiteApplicationConacRefused,
  SiteApplicationOverdue,
  SiteApplicationPassed,
  READS,
  publicationOf,
  type AggregateData,
  type EventClass,
} from '@biaozhi/contracts';
import { hasSmsSignature, smsParts } from '@biaozhi/standards';
import { CODE, LINK, MAIL, MOBILE, sample } from '../../test/samples.js';
import { SMS, aliyunCode, smsText, templatesAtProviders, tencentId, valuesFor, variablesOf, type SmsTemplate } from './sms.js';
import type { Facts, Template } from './template.js';
import { TELLINGS, templatesFor, toldEvents } from './templates/index.js';

const SIGNATURE = '域名注册管理中心';

const factsOf = (event: AggregateData): Facts<AggregateData> => ({
  event,
  unitName: '济南市历下区人民政府',
  bureau: {
    name: '中共济南市历下区委机构编制委员会办公室',
    paperAddress: '山东省济南市历下区解放东路99号301室',
    paperHours: '工作日9:00—11:30',
    copiesWanted: 2,
  },
  domainApplication: { number: 'Y1', uLabel: '历下区人民政府.政务' },
  publicUrl: 'http://localhost:8080',
});

const textOf = (template: Template<AggregateData>, event: AggregateData): string => template.text(factsOf(event));
const smsOf = (template: Template<AggregateData>, event: AggregateData): string | undefined =>
  template.sms && smsText(template.sms.template, valuesFor(template.sms.template, template.sms.values(factsOf(event))), SIGNATURE);
const mailOf = (template: Template<AggregateData>, event: AggregateData): string | undefined =>
  template.mail === true ? textOf(template, event) : template.mail?.(factsOf(event));

/** Every event that is told, in each shape that matters to a condition of a template. */
const everything = toldEvents().flatMap((kind) =>
  [{}, { place: 'red-page' }, { paperRequired: false }, { stage: 'conac' }].flatMap((over) => {
    const event = sample(kind, applicable(kind, over));
    return templatesFor(event).map((template) => [template.key, publicationOf(kind).type, template, event] as const);
  }),
);

function applicable(kind: EventClass, over: object): object {
  const data = sample(kind);
  return Object.fromEntries(Object.entries(over).filter(([name]) => name in data));
}

describe('what the process wants to be told (process.md §9)', () => {
  it.each<[string, EventClass, object, { audience: string; portal: boolean; sms: boolean; mail: boolean }[]]>([
    ['a stage has passed', SiteApplicationBureauApproved, {}, [{ audience: 'handler', portal: true, sms: false, mail: false }]],
    ['refused by the bureau', SiteApplicationBureauRefused, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['refused by CONAC', SiteApplicationConacRefused, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['online passed, hand in paper', SiteApplicationPassed, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['online passed, no paper', SiteApplicationPassed, { paperRequired: false }, [{ audience: 'handler', portal: true, sms: false, mail: false }]],
    ['badge issued', BadgeIssued, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['badge issued for a red page', BadgeIssued, { place: 'red-page' }, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['paper failed', FilingFailed, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['domain passed, pay', DomainApplicationFeeDue, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['domain refused', DomainReviewConacRefused, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    [
      'domain expiring',
      DomainExpiring,
      {},
      [
        { audience: 'handler', portal: true, sms: true, mail: true },
        { audience: 'bureau', portal: true, sms: false, mail: false },
      ],
    ],
    ['two days left to hang', BadgeDeadlineNear, {}, [{ audience: 'handler', portal: true, sms: true, mail: false }]],
    [
      'hanging overdue',
      BadgeOverdue,
      {},
      [
        { audience: 'handler', portal: true, sms: true, mail: true },
        { audience: 'bureau', portal: true, sms: false, mail: false },
      ],
    ],
    [
      'badge abnormal',
      BadgeMissing,
      {},
      [
        { audience: 'handler', portal: true, sms: true, mail: true },
        { audience: 'bureau', portal: true, sms: false, mail: false },
      ],
    ],
    [
      'badge revoked',
      BadgeRevoked,
      {},
      [
        { audience: 'handler', portal: true, sms: true, mail: true },
        { audience: 'bureau', portal: true, sms: false, mail: false },
      ],
    ],
    ['review overdue at the bureau', SiteApplicationOverdue, { stage: 'bureau' }, [{ audience: 'bureau', portal: true, sms: false, mail: false }]],
    ['review overdue at CONAC', DomainReviewOverdue, { stage: 'conac' }, [{ audience: 'conac', portal: true, sms: false, mail: false }]],
    ['account assigned', AccountAssigned, {}, [{ audience: 'handler', portal: true, sms: true, mail: true }]],
    ['password forgotten', PasswordLinkRequested, {}, [{ audience: 'handler', portal: true, sms: false, mail: true }]],
  ])('%s', (_, kind, over, told) => {
    const event = sample(kind, over);
    const said = templatesFor(event).map((template) => ({
      audience: template.audience,
      portal: true,
      sms: template.sms !== undefined,
      mail: template.mail !== undefined,
    }));
    expect(said).toEqual(told);
  });
});

describe('texts', () => {
  it.each(everything)('%s about %s is whole', (_key, _type, template, event) => {
    for (const text of [template.title(factsOf(event)), textOf(template, event), mailOf(template, event), smsOf(template, event)]) {
      if (text === undefined) continue;
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|、、|。。/);
    }
  });

  it.each(everything)('%s about %s leads to the very page, not to the first one', (_key, _type, template, event) => {
    for (const text of [textOf(template, event), mailOf(template, event) ?? '']) expect(text).not.toMatch(/localhost:8080\/?(?![/a-z])/);
  });

  it.each(everything)('%s about %s: the SMS is signed, short and gives nothing away', (_key, _type, template, event) => {
    const text = smsOf(template, event);
    if (text === undefined) return;
    expect(hasSmsSignature(text)).toBe(true);
    expect(smsParts(text)).toBeLessThanOrEqual(3);
    expect(text).not.toMatch(/CA\d|https?:|@|\d{11}|\d{17}[\dX]|token|[A-Z]\d{8}-/);
    for (const secret of [CODE, LINK, MOBILE, MAIL, 'lixia-0001']) expect(text).not.toContain(secret);
  });

  it('of the paper say where, which papers, how many copies, from the bureau', () => {
    const event = sample(SiteApplicationPassed);
    const [template] = templatesFor(event);
    const text = mailOf(template!, event);
    for (const part of [
      '中共济南市历下区委机构编制委员会办公室',
      '解放东路99号301室',
      '工作日9:00—11:30',
      '《关于申请对网站开办审核和资格复核的函》，一式2份',
      '《党政机关网站开办审核和资格复核申请表》，一式2份',
      '身份证复印件',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('机要');
    expect(smsOf(template!, event)).toContain('一式2份');
    expect(textOf(template!, sample(SiteApplicationPassed, { route: 'central-organ' }))).toContain('机要通道');
  });

  it('of an issued badge: the mail has code and how, the SMS only tells', () => {
    const event = sample(BadgeIssued);
    const [template] = templatesFor(event);
    expect(mailOf(template!, event)).toContain(CODE);
    expect(mailOf(template!, event)).toContain('</body>');
    expect(mailOf(template!, event)).toContain('2026年12月1日');
    expect(smsOf(template!, event)).toBe(
      '【域名注册管理中心】您单位网站“历下区人民政府”的申请已通过审核，标识已生成，请登录系统获取代码，并于2026年12月1日前加挂在网站所有页面底部中间显著位置。',
    );
    expect(smsParts(smsOf(template!, event)!)).toBe(2);
  });

  it('of failed paper name what is wrong and that a new application is needed', () => {
    const event = sample(FilingFailed);
    const text = mailOf(templatesFor(event)[0]!, event);
    expect(text).toContain('申请表：未盖公章');
    expect(text).toContain('经办人身份证复印件：缺少');
    expect(text).not.toContain('申请函：');
    expect(text).toContain('重新提交网站开办申请');
  });

  it('of a fee name amount, last day, and the page with the ways to pay', () => {
    const event = sample(DomainApplicationFeeDue);
    const text = mailOf(templatesFor(event)[0]!, event);
    for (const part of ['400.00元', `http://localhost:8080/domains/${event.id}`, '2026年12月24日', 'P20261125-0001']) expect(text).toContain(part);
  });

  it.each([AccountAssigned, PasswordLinkRequested])('of an account: the link is in the mail only, which is not kept (%p)', (kind) => {
    const event = sample(kind);
    const [template] = templatesFor(event);
    expect(mailOf(template!, event)).toContain(LINK);
    expect(textOf(template!, event)).not.toContain(LINK);
    expect(template!.confidential).toBe(true);
  });
});

describe('the table of texts', () => {
  it('tells an event once, and only what the service reads', () => {
    const events = toldEvents();
    expect(new Set(events).size).toBe(events.length);
    for (const event of events) expect(READS.notification).toContain(publicationOf(event).aggregate);
  });

  it('names every text once, with a version', () => {
    const templates = TELLINGS.flatMap((telling) => telling.templates);
    expect(new Set(templates.map(({ key }) => key)).size).toBe(templates.length);
    for (const { version } of templates) expect(version).toBeGreaterThan(0);
  });

  it('has every text message registered under codes of its own', () => {
    const all = Object.values(SMS);
    for (const codeOf of [aliyunCode, tencentId, ({ key }: SmsTemplate) => key]) {
      expect(new Set(all.map(codeOf)).size).toBe(all.length);
    }
    const used = TELLINGS.flatMap(({ templates }) => templates.flatMap(({ sms }) => sms?.template ?? []));
    expect(new Set(used)).toEqual(new Set(all));
    expect(templatesAtProviders()).toHaveLength(all.length);
  });

  it('cuts a value that is too long for providers, and wants every value', () => {
    expect(valuesFor(SMS.badgeRestored, { site: '网'.repeat(60) })).toEqual({ site: `${'网'.repeat(29)}…` });
    expect(() => valuesFor(SMS.badgeIssued, { site: '网站' })).toThrow(/\{day\}/);
    expect(variablesOf(SMS.handInPaper)).toEqual(['site', 'kind', 'copies', 'bureau']);
  });
});
