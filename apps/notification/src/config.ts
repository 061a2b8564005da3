import { IsEmail, IsInt, IsJSON, IsOptional, IsString, IsUrl, Matches, Max, Min, Validate, ValidatorConstraint, type ValidationArguments } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

const URL_OPTIONS = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Keys and telephone numbers do not go over the internet in the clear. */
@ValidatorConstraint({ name: 'httpsInProduction' })
class HttpsInProduction {
  validate(value: unknown, { object }: ValidationArguments): boolean {
    return (object as CommonConfig).nodeEnv !== 'production' || String(value).startsWith('https:');
  }

  defaultMessage(): string {
    return 'must be https with NODE_ENV=production';
  }
}

/** What notification is configured by. A provider of text messages takes part when it has keys and a weight above 0. */
export class NotificationConfig extends CommonConfig {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['smtp', 'smtps'] }) smtpUrl: string = 'smtp://127.0.0.1:1025';
  /** Sender of mails. */
  @IsEmail({ allow_display_name: true, require_tld: false }) mailFrom: string = '网站标识管理系统 <notice@biaozhi.invalid>';

  /** 短信签名, without brackets, as registered at every provider: 2 to 18 characters. */
  @Matches(/^[^【】]{2,18}$/u) smsSignature: string = '域名注册管理中心';

  /** Share of text messages that go to Aliyun first. */
  @IsInt() @Min(0) @Max(1000) aliyunWeight: number = 50;
  @IsUrl(URL_OPTIONS) @Validate(HttpsInProduction) aliyunUrl: string = 'https://dysmsapi.aliyuncs.com';
  @IsOptional() @IsString() aliyunAccessKeyId?: string;
  @IsOptional() @IsString() aliyunAccessKeySecret?: string;
  /** JSON object from template keys to the codes that Aliyun gave them, where they differ from ours. */
  @IsJSON() aliyunTemplates: string = '{}';

  /** Share of text messages that go to Tencent first. */
  @IsInt() @Min(0) @Max(1000) tencentWeight: number = 50;
  @IsUrl(URL_OPTIONS) @Validate(HttpsInProduction) tencentUrl: string = 'https://sms.tencentcloudapi.com';
  @IsOptional() @IsString() tencentSecretId?: string;
  @IsOptional() @IsString() tencentSecretKey?: string;
  @IsString() tencentAppId: string = '1400000001';
  @IsString() tencentRegion: string = 'ap-beijing';
  /** JSON object from template keys to the ids that Tencent gave them, where they differ from ours. */
  @IsJSON() tencentTemplates: string = '{}';

  /** Seconds that one call of a provider, or one mail, may take. */
  @IsInt() @Min(1) @Max(30) sendTimeoutSeconds: number = 10;
  /** Seconds after the first failure of a message; each further pause is four times as long, six hours at most. */
  @IsInt() @Min(1) @Max(3600) retryFirstSeconds: number = 5;
  @IsInt() @Min(1) @Max(50) retryAttempts: number = 12;
}
