import {
  DomainCancelled,
  DomainExpired,
  DomainExpiring,
  DomainFrozen,
  DomainRegistered,
  DomainRenewed,
  DomainUnfrozen,
  type DomainState,
} from '@biaozhi/contracts';
import { SMS } from '../sms.js';
import { telling, type Facts, type Telling } from '../template.js';
import { day } from '../words.js';

const name = ({ event }: Facts<DomainState>): string => event.domain.uLabel;
const values = (facts: Facts<DomainState>): Record<string, string> => ({ domain: name(facts) });

/** What is said about registered domains. */
export const domainTellings: Telling[] = [
  telling([DomainRegistered], {
    key: 'domain-registered',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”已注册`,
    text: (facts) =>
      `您单位的域名“${name(facts)}”已于${day(facts.event.registeredOn)}注册，有效期至${day(facts.event.expiresOn)}。` +
      `系统将为您单位分配网站审核管理平台账号，凭该账号可申请网站开办审核和资格复核。`,
    mail: true,
  }),

  telling([DomainRenewed], {
    key: 'domain-renewed',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”已续费`,
    text: (facts) => `您单位的域名“${name(facts)}”已续费，有效期至${day(facts.event.expiresOn)}。`,
    mail: true,
  }),

  telling(
    [DomainExpiring],
    {
      key: 'domain-expiring',
      version: 2,
      audience: 'handler',
      title: (facts) => `域名“${name(facts)}”即将到期`,
      text: (facts) => `您单位的域名“${name(facts)}”${until(facts)}请及时续费；到期后网站标识将停用。续费地址：${facts.publicUrl}/domains/${facts.event.id}/certificate`,
      mail: true,
      sms: {
        template: SMS.domainExpiring,
        values: (facts) => ({ ...values(facts), day: day(facts.event.expiresOn), left: String(facts.event.daysLeft ?? 0) }),
      },
    },
    {
      key: 'domain-expiring-bureau',
      version: 1,
      audience: 'bureau',
      title: (facts) => `${facts.unitName}的域名即将到期`,
      text: (facts) => `${facts.unitName}的域名“${name(facts)}”${until(facts)}请提醒其续费。`,
    },
  ),

  telling(
    [DomainExpired],
    {
      key: 'domain-expired',
      version: 1,
      audience: 'handler',
      title: (facts) => `域名“${name(facts)}”已到期`,
      text: (facts) => `您单位的域名“${name(facts)}”已于${day(facts.event.expiresOn)}到期，网站标识已停用。续费后自动恢复。`,
      mail: true,
      sms: { template: SMS.domainExpired, values },
    },
    {
      key: 'domain-expired-bureau',
      version: 1,
      audience: 'bureau',
      title: (facts) => `${facts.unitName}的域名已到期`,
      text: (facts) => `${facts.unitName}的域名“${name(facts)}”已于${day(facts.event.expiresOn)}到期。`,
    },
  ),

  freezing(DomainFrozen, 'domain-frozen', '冻结'),
  freezing(DomainUnfrozen, 'domain-unfrozen', '解冻'),

  telling([DomainCancelled], {
    key: 'domain-cancelled',
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”已注销`,
    text: (facts) => `您单位的域名“${name(facts)}”已注销，以它为主域名的网站标识同时停用。`,
    mail: true,
    sms: { template: SMS.domainCancelled, values },
  }),
];

const until = ({ event }: Facts<DomainState>): string => `将于${day(event.expiresOn)}到期，还有${event.daysLeft ?? 0}天，`;

function freezing(event: typeof DomainFrozen, key: string, what: string): Telling {
  return telling([event], {
    key,
    version: 1,
    audience: 'handler',
    title: (facts) => `域名“${name(facts)}”已${what}`,
    text: (facts) => `您单位的域名“${name(facts)}”已${what}，详情请登录系统查看。`,
    mail: true,
    sms: { template: SMS.domainFrozen, values: (facts) => ({ ...values(facts), what }) },
  });
}
