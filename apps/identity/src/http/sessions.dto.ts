import { Type } from 'class-transformer';
import { IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { IfGiven } from './if-given.js';

/** A code of the app or a recovery code, as people type them: with spaces and hyphens, in either case. */
export const SECOND_FACTOR_CODE = /^[A-Za-z0-9 -]{6,40}$/;

/** base64url without padding, as WebAuthn's JSON has it. */
export const BASE64URL = /^[\w-]+$/;

export class CredentialsDto {
  /** Either of the person's names; case does not matter. */
  @Matches(/^[\w.-]{1,64}$/) loginName!: string;
  @IsString() @MaxLength(200) password!: string;
}

/** What a passkey's device answered to the options of `POST /passkey-options`. */
export class PasskeyUseDto {
  /** The credential's id. */
  @Matches(BASE64URL) @MaxLength(1400) id!: string;
  @Matches(BASE64URL) @MaxLength(4000) clientDataJSON!: string;
  @Matches(BASE64URL) @MaxLength(4000) authenticatorData!: string;
  @Matches(BASE64URL) @MaxLength(4000) signature!: string;
}

export class SignInDto extends CredentialsDto {
  /** Of the second factor: six digits of the app, or a recovery code. Staff need it. */
  @IfGiven() @Matches(SECOND_FACTOR_CODE) code?: string;
  /** Of a second factor that is set up by this log-in, from `POST /second-factor`. */
  @IfGiven() @IsString() @MaxLength(2000) offer?: string;
  /** In the place of a code. */
  @IfGiven() @ValidateNested() @Type(() => PasskeyUseDto) passkey?: PasskeyUseDto;
}

export class RefreshDto {
  @IsString() @MaxLength(200) refreshToken!: string;
}

export class FirstLoginDto {
  /** From the link that was sent. */
  @IsString() @MaxLength(200) token!: string;
  @IsString() @MaxLength(200) password!: string;
}

export class PasswordLinkDto {
  /** Either of the person's names; case does not matter. */
  @Matches(/^[\w.-]{1,64}$/) loginName!: string;
}

export class PasswordDto {
  @IsString() @MaxLength(200) current!: string;
  /** At least 10 characters with letters and digits. */
  @IsString() @MaxLength(200) password!: string;
}
