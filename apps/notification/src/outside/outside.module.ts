import { Logger, Module } from '@nestjs/common';
import { NotificationConfig } from '../config.js';
import { Aliyun } from './aliyun.js';
import { Mails, TextMessages } from './ports.js';
import { Smtp } from './smtp.js';
import { Tencent } from './tencent.js';
import { WeightedTextMessages, type Weighted } from './weighted-text-messages.js';

/** The ways out of the house, as configured. */
@Module({
  providers: [
    { provide: TextMessages, inject: [NotificationConfig], useFactory: textMessages },
    { provide: Mails, inject: [NotificationConfig], useFactory: mails },
  ],
  exports: [TextMessages, Mails],
})
export class OutsideModule {}

export function textMessages(config: NotificationConfig): TextMessages {
  const common = { signature: config.smsSignature, timeoutSeconds: config.sendTimeoutSeconds };
  const providers: Weighted[] = [];
  if (config.aliyunAccessKeyId && config.aliyunAccessKeySecret) {
    const provider = new Aliyun({
      ...common,
      url: config.aliyunUrl,
      accessKeyId: config.aliyunAccessKeyId,
      accessKeySecret: config.aliyunAccessKeySecret,
      templates: JSON.parse(config.aliyunTemplates) as Record<string, string>,
    });
    providers.push({ provider, weight: config.aliyunWeight });
  }
  if (config.tencentSecretId && config.tencentSecretKey) {
    const provider = new Tencent({
      ...common,
      url: config.tencentUrl,
      secretId: config.tencentSecretId,
      secretKey: config.tencentSecretKey,
      appId: config.tencentAppId,
      region: config.tencentRegion,
      templates: JSON.parse(config.tencentTemplates) as Record<string, string>,
    });
    providers.push({ provider, weight: config.tencentWeight });
  }
  if (!providers.some(({ weight }) => weight > 0)) new Logger('TextMessages').warn('No provider of text messages is configured: they wait');
  return new WeightedTextMessages(providers);
}

export function mails(config: NotificationConfig): Mails {
  return new Smtp({ url: config.smtpUrl, from: config.mailFrom, timeoutSeconds: config.sendTimeoutSeconds });
}
