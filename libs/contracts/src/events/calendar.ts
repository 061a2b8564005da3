import { IsInt, IsString, Matches, Min } from 'class-validator';
import { AggregateData, Publishes } from '../event.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A year of the State Council's holiday arrangement. One aggregate a year; region is `100000`. */
export class CalendarState extends AggregateData {
  @IsInt() readonly year!: number;
  /** 1 on first publication, +1 on each correction. */
  @IsInt() @Min(1) readonly version!: number;
  /** Days off that are not plain weekends, or are, `YYYY-MM-DD`. */
  @Matches(DAY, { each: true }) readonly off!: string[];
  /** Saturdays and Sundays that are worked. */
  @Matches(DAY, { each: true }) readonly work!: string[];
  /** The notice that says so. */
  @IsString() readonly source!: string;
}

@Publishes('calendar', 'published', "A year's working-day calendar has been published or corrected.")
export class CalendarPublished extends CalendarState {}
