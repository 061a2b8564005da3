import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { AFFILIATIONS, UNIT_KINDS, type Affiliation, type UnitKind } from '../shapes.js';

/** The public particulars of an applicant unit (申请单位). `id` and `unitId` are the same. */
export class UnitState extends AggregateData {
  /** 统一社会信用代码 (GB 32100), 18 characters. */
  @Matches(/^[0-9A-HJ-NPQRTUWXY]{18}$/) readonly uscc!: string;
  /** Full name as on the seal. */
  @IsString() readonly name!: string;
  @IsIn(UNIT_KINDS) readonly kind!: UnitKind;
  /** Whether an institution carries administrative functions (承担行政职能); it is then treated as an organ. */
  @IsBoolean() readonly administrativeFunctions!: boolean;
  @IsIn(AFFILIATIONS) readonly affiliation!: Affiliation;
  /** Address and function are public: the verification page shows them. */
  @IsString() readonly address!: string;
  @IsString() readonly postcode!: string;
  /** 机构职能 / 业务范围 */
  @IsString() readonly functions!: string;
  @IsIn(['ACTIVE', 'MERGED', 'ABOLISHED']) readonly state!: 'ACTIVE' | 'MERGED' | 'ABOLISHED';
  /** The unit that took over, after a merger. */
  @IsOptional() @IsUUID() readonly mergedInto?: string;
}

@Publishes('unit', 'registered', 'A unit has registered and can sign in.')
export class UnitRegistered extends UnitState {}

@Publishes('unit', 'changed', "A unit's particulars have changed.")
export class UnitChanged extends UnitState {}

@Publishes('unit', 'merged', 'A unit has been merged into another.')
export class UnitMerged extends UnitState {}

@Publishes('unit', 'abolished', 'A unit has been abolished.')
export class UnitAbolished extends UnitState {}
