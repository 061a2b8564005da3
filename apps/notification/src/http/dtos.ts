import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { PageQuery } from '@biaozhi/service-kit';
import { CHANNELS, DELIVERY_STATES, type Channel, type DeliveryState } from '../domain/delivery.js';

/** Query of the inbox. */
export class NoticesQuery extends PageQuery {
  /** `true`: only what was not read yet. */
  @IsOptional() @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))) @IsBoolean() unread?: boolean;
}

/** Query of the list of messages. */
export class DeliveriesQuery extends PageQuery {
  @IsOptional() @IsIn(DELIVERY_STATES) state?: DeliveryState;
  @IsOptional() @IsIn(CHANNELS) channel?: Channel;
  @IsOptional() @IsUUID() unitId?: string;
}

export class IdParam {
  @IsUUID() id!: string;
}

/** The version that the administrator saw. */
export class RetryBody {
  @IsInt() @Min(1) version!: number;
}
