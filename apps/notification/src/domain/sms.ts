/** A text as it is registered with the providers; they fill in the variables. */
export interface SmsTemplate {
  key: string;
  version: number;
  /** Part of the template's code at both providers, unless the configuration maps it to another one. */
  number: number;
  /** `{name}` marks a variable. The signature is put in front by the provider. */
  text: string;
}

/** Providers bound the length of one variable's value. */
const LONGEST_VALUE = 30;

const sms = (number: number, key: string, text: string, version = 1): SmsTemplate => ({ key, version, number, text });

/**
 * All text messages. None of them holds a badge code, a link, an account, an identity number or a telephone number:
 * what is worth anything is read after signing in.
 */
export const SMS = {
  siteRefused: sms(101, 'site-refused', '您单位网站“{site}”的{kind}申请未通过{stage}，请登录系统查看原因，修改后重新提交。'),
  handInPaper: sms(
    102,
    'hand-in-paper',
    '您单位网站“{site}”的{kind}申请已通过网上审核，请登录系统打印申请函和申请表，加盖公章后一式{copies}份，连同经办人身份证复印件送{bureau}备案。',
  ),
  paperFailed: sms(103, 'paper-failed', '您单位网站“{site}”的纸质材料未通过审核，请登录系统查看原因，并重新提交网站开办申请。'),
  badgeIssued: sms(104, 'badge-issued', '您单位网站“{site}”的申请已通过审核，标识已生成，请登录系统获取代码，并于{day}前加挂在网站所有页面底部中间显著位置。'),
  badgeIssuedRedPage: sms(
    105,
    'badge-issued-red-page',
    '您单位网站“{site}”的申请已通过审核，标识已生成，请登录系统完善网络红页，并于{day}前在页面底部加挂标识后发布。',
  ),
  badgeDeadlineNear: sms(106, 'badge-deadline-near', '您单位网站“{site}”的标识尚未加挂，距{day}截止还有{left}个工作日，请尽快加挂。'),
  badgeOverdue: sms(107, 'badge-overdue', '您单位网站“{site}”的标识逾期未加挂，请立即在网站所有页面底部中间显著位置加挂。'),
  badgeAbnormal: sms(108, 'badge-abnormal', '检查发现您单位网站“{site}”的标识{what}，请登录系统查看检查结果并及时改正。'),
  badgeSuspended: sms(109, 'badge-suspended', '您单位网站“{site}”的标识已暂停使用，请登录系统查看原因。'),
  badgeRestored: sms(110, 'badge-restored', '您单位网站“{site}”的标识已恢复使用。'),
  badgeRevoked: sms(111, 'badge-revoked', '您单位网站“{site}”的标识已撤销，请从网站所有页面移除，详情请登录系统查看。'),
  domainRefused: sms(201, 'domain-refused', '您单位的域名“{domain}”注册申请未通过{stage}，请登录系统查看原因，修改后重新提交。'),
  domainFeeDue: sms(202, 'domain-fee-due', '您单位申请的域名“{domain}”已通过审核，请于{day}前缴纳费用{yuan}元，缴费方式请登录系统查看。'),
  domainLapsed: sms(203, 'domain-lapsed', '您单位申请的域名“{domain}”逾期未缴费，申请已失效，如仍需要请重新申请。'),
  domainExpiring: sms(204, 'domain-expiring', '您单位的域名“{domain}”将于{day}到期，还有{left}天，请及时续费，到期后网站标识将停用。'),
  domainExpired: sms(205, 'domain-expired', '您单位的域名“{domain}”已到期，网站标识已停用，请尽快续费。'),
  domainFrozen: sms(206, 'domain-frozen', '您单位的域名“{domain}”已{what}，详情请登录系统查看。'),
  domainCancelled: sms(207, 'domain-cancelled', '您单位的域名“{domain}”已注销。'),
  accountAssigned: sms(301, 'account-assigned', '系统已为您单位分配网站审核管理平台账号，账号和首次登录办法已发至经办人邮箱，请查收。'),
  siteLapsed: sms(112, 'site-lapsed', '您单位网站“{site}”的纸质材料逾期未送，申请已失效，如仍需要请重新申请。'),
  redPageOffline: sms(401, 'red-page-offline', '您单位的网络红页“{domain}”已下线，详情请登录系统查看。'),
} as const satisfies Record<string, SmsTemplate>;

/** The variables of a text, each once, in their order: Tencent numbers them, Aliyun names them. */
export const variablesOf = ({ text }: Pick<SmsTemplate, 'text'>): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)),
];

/** The values for the variables of a template, cut to what providers take. */
export function valuesFor(template: SmsTemplate, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    variablesOf(template).map((name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The text message '${template.key}' has no value for {${name}}`);
      return [name, shortened(value)];
    }),
  );
}

function shortened(value: string): string {
  const characters = [...value];
  return characters.length <= LONGEST_VALUE ? value : `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`;
}

/** The text as the telephone shows it. */
export const smsText = (template: SmsTemplate, values: Record<string, string>, signature: string): string =>
  `【${signature}】${template.text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}`;

export const aliyunCode = ({ number }: SmsTemplate): string => `SMS_462000${number}`;
export const tencentId = ({ number }: SmsTemplate): string => `2100${number}`;

/** The template of a key. */
export const smsTemplate = (key: string): SmsTemplate | undefined => Object.values(SMS).find((one) => one.key === key);

/** All templates with their codes, for whoever registers them at the providers. */
export const templatesAtProviders = (): { key: string; aliyun: string; tencent: string; text: string }[] =>
  Object.values(SMS).map((one) => ({ key: one.key, aliyun: aliyunCode(one), tencent: tencentId(one), text: one.text }));
