import { Body, Controller, Delete, Get, HttpCode, Ip, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { AnswerNotKept } from '@biaozhi/service-kit';
import { STAFF_ROLES } from '../domain/staff-roles.js';
import type { CreationOptions, RequestOptions } from '../use-cases/passkey-ceremony.js';
import { PersonKeepsPasskeys, type PasskeyLine } from '../use-cases/person-keeps-passkeys.js';
import { PersonSignsIn } from '../use-cases/person-signs-in.js';
import { IsPlainText } from './plain-text.js';
import { BASE64URL, CredentialsDto, SECOND_FACTOR_CODE } from './sessions.dto.js';

class PasskeyOptionsDto {
  @IsString() @MaxLength(200) password!: string;
  /** Of the authenticator app, or a recovery code. */
  @Matches(SECOND_FACTOR_CODE) code!: string;
}

class NewPasskeyDto {
  /** What the person calls it. */
  @IsPlainText(1, 30) name!: string;
  /** The credential's id. */
  @Matches(BASE64URL) @MaxLength(1400) id!: string;
  @Matches(BASE64URL) @MaxLength(4000) clientDataJSON!: string;
  @Matches(BASE64URL) @MaxLength(8000) attestationObject!: string;
  /** How a browser reaches the device. */
  @IsArray() @ArrayMaxSize(8) @ArrayUnique() @Matches(/^[a-z-]{1,20}$/, { each: true }) transports!: string[];
}

/** Passkeys of staff (WebAuthn): in the place of the app's code at a log-in. */
@ApiTags('second-factor')
@Controller()
export class PasskeysController {
  constructor(
    private readonly signsIn: PersonSignsIn,
    private readonly keeps: PersonKeepsPasskeys,
  ) {}

  /** Options to use a passkey at log-in. For `navigator.credentials.get`; the answer goes with the credentials to `POST /sessions`, once and within five minutes. */
  @Open()
  @Post('passkey-options')
  @HttpCode(200)
  @AnswerNotKept()
  useOptions(@Body() { loginName, password }: CredentialsDto, @Ip() address: string): Promise<RequestOptions> {
    return this.signsIn.passkeyOptions(loginName, password, address);
  }

  /** The passkeys of one's own account. */
  @Policy(...STAFF_ROLES)
  @Get('me/passkeys')
  async list(@Me() me: Principal): Promise<{ items: PasskeyLine[] }> {
    return { items: await this.keeps.list(me) };
  }

  /** Options to make a passkey. For `navigator.credentials.create`; the answer goes to `POST /me/passkeys`, once and within five minutes. */
  @Policy(...STAFF_ROLES)
  @Post('me/passkeys/options')
  @HttpCode(200)
  @AnswerNotKept()
  makeOptions(@Me() me: Principal, @Body() { password, code }: PasskeyOptionsDto): Promise<CreationOptions> {
    return this.keeps.options(me, password, code);
  }

  /** Adds the passkey that a device has made. */
  @Policy(...STAFF_ROLES)
  @Post('me/passkeys')
  @AnswerNotKept()
  add(@Me() me: Principal, @Body() { name, ...answer }: NewPasskeyDto): Promise<PasskeyLine> {
    return this.keeps.add(me, name, answer);
  }

  /** Removes a passkey. All other sessions end; the authenticator app stays. */
  @Policy(...STAFF_ROLES)
  @Delete('me/passkeys/:id')
  @HttpCode(204)
  remove(@Me() me: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keeps.remove(me, id);
  }
}
