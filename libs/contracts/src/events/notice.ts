import { IsIn, IsString, IsUUID } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';

/** A message to a person, never with the address it went to. */
export class NoticeState extends AggregateData {
  /** Id of the event that it tells about. */
  @IsUUID() readonly cause!: string;
  /** `cn.biaozhi.…` type of that event. */
  @IsString() readonly causeType!: string;
  /** Aggregate (`type/id`) of that event, e.g. `badge/0192…`. */
  @IsString() readonly about!: string;
  @IsIn(['sms', 'mail']) readonly channel!: 'sms' | 'mail';
  @IsIn(['DELIVERED', 'FAILED']) readonly state!: 'DELIVERED' | 'FAILED';
}

@Publishes('notice', 'delivered', 'A message was accepted by the carrier or the mail server.')
export class NoticeDelivered extends NoticeState {}

@Publishes('notice', 'failed', 'A message could not be delivered by any provider.')
export class NoticeFailed extends NoticeState {}
