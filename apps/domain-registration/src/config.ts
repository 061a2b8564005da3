import { IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

export class DomainRegistrationConfig extends CommonConfig {
  /** Working days in which a fee is to be paid. */
  @IsInt() @Min(1) @Max(60) feeWorkingDays: number = 10;
  /** Address of the online payment provider; without it only bank transfers are offered. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) paymentUrl?: string;
  /** Key that requests to the provider and its notices are signed with. */
  @IsOptional() @IsString() @MinLength(16) paymentKey?: string;
  /** Our name at the provider. */
  @IsString() paymentMerchant: string = 'biaozhi';
  /** Where the provider sends its notices; the gateway's address when not given. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) paymentCallbackUrl?: string;
  /** Whose account fees are transferred to (户名). */
  @IsString() payeeName: string = '政务和公益机构域名注册管理中心';
  /** Its bank (开户行) and number (账号); while one of them is missing the portal says that no account is published. */
  @IsOptional() @IsString() payeeBank?: string;
  @IsOptional() @IsString() payeeAccount?: string;
  /** Seconds between two looks at unpaid online orders and at what is due. */
  @IsInt() @Min(1) jobSeconds: number = 60;
}
