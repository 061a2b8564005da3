import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import type { Check } from './check.js';
import { checkCitizenId } from './citizen-id.js';
import { checkMobile, checkPersonName, checkPhone, checkPostcode, checkUnitName } from './contact.js';
import { division } from './divisions.js';
import { checkEnglishDomain, checkIdn } from './domain-name.js';
import { checkPublicIp } from './ip.js';
import { checkIcp, checkSiteCode } from './site-numbers.js';
import { checkUscc } from './uscc.js';

type TextCheck = (text: string) => Check;

/** Every code that a check can give gets a constraint of its own, so that the finding says exactly what is wrong. */
function decorator(codes: readonly string[], check: TextCheck) {
  const codeOf = (value: unknown): string | undefined => {
    const result = typeof value === 'string' ? check(value) : { ok: false as const, code: codes[0]! };
    return result.ok ? undefined : result.code;
  };
  return (options?: ValidationOptions): PropertyDecorator =>
    (target, property) => {
      Transform(({ value }) => (Array.isArray(value) ? value.map(normal) : normal(value)) as unknown, { toClassOnly: true })(target, property);
      for (const name of codes) {
        ValidateBy({ name, validator: { validate: (value) => codeOf(value) !== name } }, options)(target, property as string);
      }
    };
  function normal(value: unknown): unknown {
    const result = typeof value === 'string' ? check(value) : undefined;
    return result?.ok ? result.value : value;
  }
}

/** 统一社会信用代码 (GB 32100-2015); normalised to capitals. */
export const IsUscc = decorator(['uscc-length', 'uscc-characters', 'uscc-region', 'uscc-organisation-check', 'uscc-check-digit'], checkUscc);
/** 公民身份号码 (GB 11643-1999). */
export const IsCitizenId = decorator(
  ['citizen-id-form', 'citizen-id-region', 'citizen-id-date', 'citizen-id-check-digit'],
  (text) => checkCitizenId(text),
);
/** 手机号码; normalised to eleven digits. */
export const IsMobile = decorator(['mobile-form'], checkMobile);
/** 办公电话, `0531-88888888` or with an extension. */
export const IsPhone = decorator(['phone-form', 'phone-made-up'], checkPhone);
/** A real division of GB/T 2260. */
export const IsDivision = decorator(['division-unknown'], (text) =>
  division(text)?.real ? { ok: true, value: text } : { ok: false, code: 'division-unknown' },
);
/** ICP备案号. */
export const IsIcpNumber = decorator(['icp-form', 'icp-licence'], checkIcp);
/** 政府网站标识码. */
export const IsSiteCode = decorator(['site-code-form', 'site-code-region'], checkSiteCode);
/** 姓名. */
export const IsPersonName = decorator(['person-name-form', 'person-name-title'], checkPersonName);
/** 单位名称; ASCII brackets become full-width. */
export const IsUnitName = decorator(['unit-name-form'], checkUnitName);
/** 邮政编码. */
export const IsPostcode = decorator(['postcode-form'], checkPostcode);
/** 服务器IP: a public IPv4 or IPv6 address. */
export const IsPublicIp = decorator(['ip-form', 'ip-not-public'], checkPublicIp);
/** 域名: the label before the suffix, e.g. 示例局. Every suffix has the same rules for it. */
export const IsDomainLabel = decorator(
  [
    'domain-empty',
    'domain-invisible',
    'domain-full-width',
    'domain-characters',
    'domain-hyphen',
    'domain-no-han',
    'domain-length',
    'domain-octets',
    'domain-not-idna',
  ],
  (text) => {
    const check = checkIdn(text, '公益.cn');
    return check.ok ? { ok: true, value: text.normalize('NFC') } : check;
  },
);
/** 英文域名. */
export const IsEnglishDomain = decorator(['english-domain-form'], checkEnglishDomain);
