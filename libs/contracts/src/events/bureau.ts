import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';
import { BUREAU_LEVELS, type BureauLevel } from '../shapes.js';

/** A bureau (机构编制部门, 编办) in the explicit tree. `id` and `bureauId` are the same. */
export class BureauState extends AggregateData {
  /** Full name, as a letter addresses it. */
  @IsString() readonly name!: string;
  @IsIn(BUREAU_LEVELS) readonly level!: BureauLevel;
  /** The bureau above; none for the centre. */
  @IsOptional() @IsUUID() readonly parentId?: string;
  /** Where and when paper is handed in. */
  @IsString() readonly paperAddress!: string;
  @IsString() readonly paperHours!: string;
  /** How many copies of letter and form it wants; 3 by default. */
  @IsInt() @Min(1) @Max(9) readonly copiesWanted!: number;
  /** Whether it wants paper of institutions too; no by default. */
  @IsBoolean() readonly paperForInstitutions!: boolean;
  @IsIn(['ACTIVE', 'CLOSED']) readonly state!: 'ACTIVE' | 'CLOSED';
}

@Publishes('bureau', 'added', 'A bureau has joined the tree.')
export class BureauAdded extends BureauState {}

@Publishes('bureau', 'changed', "A bureau's particulars have changed.")
export class BureauChanged extends BureauState {}

@Publishes('bureau', 'closed', 'A bureau has been closed.')
export class BureauClosed extends BureauState {}
