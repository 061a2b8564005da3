import { aliyunCode, type SmsTemplate } from '../domain/sms.js';
import { NotTaken, Undeliverable, type SmsProvider, type TextMessage } from './ports.js';

export interface AliyunSettings {
  url: string;
  accessKeyId: string;
  accessKeySecret: string;
  signature: string;
  templates: Record<string, string>;
  timeoutSeconds: number;
}

/** Nobody has this number, or it may not be written to. */
const HOPELESS = new Set(['isv.MOBILE_NUMBER_ILLEGAL', 'isv.MOBILE_IN_BLACK', 'isv.DENY_IP_RANGE']);

/**
 * Aliyun 短信服务, SendSms of 2017-05-25. It knows no idempotency key; OutId carries our id into its reports.
 * The SDK is loaded with the first message: it is large, and a service without Aliyun's keys never needs it.
 */
export class Aliyun implements SmsProvider {
  readonly name = 'aliyun';
  private client?: Promise<Sdk>;

  constructor(private readonly settings: AliyunSettings) {}

  async send({ id, mobile, template, values }: TextMessage): Promise<string> {
    const { signature, templates } = this.settings;
    const sdk = await (this.client ??= connect(this.settings));
    const code = templates[template.key] ?? aliyunCode(template as SmsTemplate);
    const answer = await sdk.send({
      phoneNumbers: mobile,
      signName: signature,
      templateCode: code,
      templateParam: JSON.stringify(values),
      outId: id,
    });
    if (answer.code === 'OK') return answer.receipt;
    if (HOPELESS.has(answer.code)) throw new Undeliverable(answer.code);
    throw new NotTaken(answer.code);
  }
}

interface Sdk {
  send(request: Record<string, string>): Promise<{ code: string; receipt: string }>;
}

async function connect({ url, accessKeyId, accessKeySecret, timeoutSeconds }: AliyunSettings): Promise<Sdk> {
  const { default: sdk } = await import('@alicloud/dysmsapi20170525');
  const { protocol, host } = new URL(url);
  const milliseconds = timeoutSeconds * 1000;
  const settings = { accessKeyId, accessKeySecret, endpoint: host, protocol: protocol.slice(0, -1) };
  const limits = { connectTimeout: milliseconds, readTimeout: milliseconds };
  const client = new sdk.default({ ...settings, ...limits } as ConstructorParameters<typeof sdk.default>[0]);
  return {
    async send(request) {
      try {
        const { body } = await client.sendSms(new sdk.SendSmsRequest(request));
        return { code: body?.code ?? 'no-answer', receipt: body?.bizId ?? '' };
      } catch (cause) {
        throw new NotTaken((cause as { code?: string }).code ?? 'unreachable', { cause });
      }
    },
  };
}
