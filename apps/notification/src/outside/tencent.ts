import { tencentId, variablesOf, type SmsTemplate } from '../domain/sms.js';
import { NotTaken, Undeliverable, type SmsProvider, type TextMessage } from './ports.js';

export interface TencentSettings {
  url: string;
  secretId: string;
  secretKey: string;
  appId: string;
  region: string;
  signature: string;
  templates: Record<string, string>;
  timeoutSeconds: number;
}

/** Nobody has this number, or it may not be written to. */
const HOPELESS = new Set([
  'InvalidParameterValue.IncorrectPhoneNumber',
  'FailedOperation.PhoneNumberInBlacklist',
  'UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber',
]);

/**
 * Tencent Cloud 短信, SendSms of 2021-01-11. It knows no idempotency key; SessionContext carries our id into its reports.
 * The SDK is loaded with the first message.
 */
export class Tencent implements SmsProvider {
  readonly name = 'tencent';
  private client?: Promise<Sdk>;

  constructor(private readonly settings: TencentSettings) {}

  async send({ id, mobile, template, values }: TextMessage): Promise<string> {
    const { appId, signature, templates } = this.settings;
    const sdk = await (this.client ??= connect(this.settings));
    const answer = await sdk.send({
      PhoneNumberSet: [`+86${mobile}`],
      SmsSdkAppId: appId,
      SignName: signature,
      TemplateId: templates[template.key] ?? tencentId(template as SmsTemplate),
      // By the template's own order: what went through the database as JSON has lost the order that it was made in.
      TemplateParamSet: variablesOf(template).map((name) => values[name] ?? ''),
      SessionContext: id,
    });
    if (answer.code === 'Ok') return answer.receipt;
    if (HOPELESS.has(answer.code)) throw new Undeliverable(answer.code);
    throw new NotTaken(answer.code);
  }
}

interface SendSms {
  PhoneNumberSet: string[];
  SmsSdkAppId: string;
  SignName: string;
  TemplateId: string;
  TemplateParamSet: string[];
  SessionContext: string;
}

interface Sdk {
  send(request: SendSms): Promise<{ code: string; receipt: string }>;
}

async function connect({ url, secretId, secretKey, region, timeoutSeconds }: TencentSettings): Promise<Sdk> {
  const { default: sdk } = await import('tencentcloud-sdk-nodejs-sms');
  const { protocol, host } = new URL(url);
  const client = new sdk.sms.v20210111.Client({
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout: timeoutSeconds } },
  });
  return {
    async send(request) {
      try {
        const { SendStatusSet } = await client.SendSms(request);
        const status = SendStatusSet?.[0];
        return { code: status?.Code ?? 'no-answer', receipt: status?.SerialNo ?? '' };
      } catch (cause) {
        throw new NotTaken((cause as { code?: string }).code || 'unreachable', { cause });
      }
    },
  };
}
