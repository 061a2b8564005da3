import { IsBoolean } from 'class-validator';
import { CommonConfig } from '@biaozhi/service-kit';

/** What archival-filing is configured by. */
export class ArchivalFilingConfig extends CommonConfig {
  /** `CONFIRM_BY_SECOND_PERSON=true`: who received the paper may not confirm it. */
  @IsBoolean() confirmBySecondPerson: boolean = false;
}
