import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AFFILIATIONS, UNIT_KINDS, type Affiliation, type UnitKind } from '@biaozhi/contracts';
import { IsDivision, IsMobile, IsPersonName, IsPhone, IsPostcode, IsUnitName, IsUscc } from '@biaozhi/standards';
import { LOGIN_NAME } from '../domain/account.js';
import { IfGiven } from './if-given.js';
import { IsPlainText } from './plain-text.js';

/** Who is asked for and how they are reached (process: 5.1). Personal data. */
export class ContactDto {
  /** 法定代表人/机构负责人 */
  @IsPersonName() responsiblePerson!: string;
  /** 经办人 */
  @IsPersonName() handlerName!: string;
  /** 手机, eleven digits; blanks, hyphens and +86 are dropped. */
  @IsMobile() mobile!: string;
  /** 办公电话, `0531-88888888`. */
  @IsPhone() phone!: string;
  @IsEmail() @MaxLength(120) mail!: string;
}

/** A unit's own particulars. */
export class UnitDto {
  /** 单位名称, as on the seal. */
  @IsUnitName() name!: string;
  /** 统一社会信用代码 (GB 32100-2015), 18 characters. */
  @IsUscc() uscc!: string;
  /** 机构类别 */
  @IsIn(UNIT_KINDS) kind!: UnitKind;
  /** 是否承担行政职能; false for organs. */
  @IsBoolean() administrativeFunctions!: boolean;
  /** 隶属关系 */
  @IsIn(AFFILIATIONS) affiliation!: Affiliation;
  /** 行政区划, six digits of GB/T 2260. */
  @IsDivision() region!: string;
  /** 通信地址, down to the door number. */
  @IsPlainText(4, 200) address!: string;
  /** 邮政编码 */
  @IsPostcode() postcode!: string;
  /** 机构职能/业务范围; public on the verification page. */
  @IsPlainText(2, 500, { lines: true }) functions!: string;
  /** 主管单位 */
  @IfGiven() @IsUnitName() superior?: string;
}

/** 新用户注册 */
export class RegistrationDto {
  @IsDefined() @ValidateNested() @Type(() => UnitDto) unit!: UnitDto;
  @IsDefined() @ValidateNested() @Type(() => ContactDto) contact!: ContactDto;
  /** 4–32 lower-case letters, digits, `.`, `-`, `_`. */
  @Matches(LOGIN_NAME) loginName!: string;
  /** At least 10 characters with letters and digits. */
  @IsString() @MaxLength(200) password!: string;
}

/** What a unit may correct by itself; name and place of the unit go through the bureau. */
export class UnitChangeDto {
  @IfGiven() @IsPlainText(4, 200) address?: string;
  @IfGiven() @IsPostcode() postcode?: string;
  @IfGiven() @IsPlainText(2, 500, { lines: true }) functions?: string;
  /** 主管单位; `null` for none. */
  @IsOptional() @IsUnitName() superior?: string;
}

/** What a unit's bureau decides on. */
export class OfficialChangeDto {
  /** The version that was looked at. */
  @IsInt() @Min(1) version!: number;
  @IfGiven() @IsUnitName() name?: string;
  @IfGiven() @IsIn(UNIT_KINDS) kind?: UnitKind;
  @IfGiven() @IsBoolean() administrativeFunctions?: boolean;
  @IfGiven() @IsIn(AFFILIATIONS) affiliation?: Affiliation;
  @IfGiven() @IsDivision() region?: string;
}
