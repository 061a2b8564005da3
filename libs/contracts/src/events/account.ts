import { IsEmail, IsIn, IsOptional, IsString, IsUrl } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';

/** Restricted: a unit's account, and the way into it. */
export abstract class AccountState extends AggregateData {
  @IsString() readonly loginName!: string;
  /** One-time link to set a password. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }) readonly firstLoginLink!: string;
}

@Publishes('account', 'assigned', 'The system has assigned a unit its account for the review platform.')
export class AccountAssigned extends AccountState {}

@Publishes('account', 'password-link-requested', "A unit's handler has forgotten the password and has asked for a link to set another.")
export class PasswordLinkRequested extends AccountState {}

/** Restricted: how to reach a unit's handler (经办人). The aggregate's id is the unit's id. */
@Publishes('contact', 'changed', "A unit's handler or responsible person has changed.")
export class ContactChanged extends AggregateData {
  @IsString() readonly handlerName!: string;
  @IsString() readonly mobile!: string;
  @IsEmail() readonly mail!: string;
  @IsString() readonly phone!: string;
  /** 法定代表人 / 机构负责人 */
  @IsString() readonly responsiblePerson!: string;
  @IsOptional() @IsIn(['zh-CN', 'en']) readonly language?: 'zh-CN' | 'en';
}
