import { Body, Controller, Get, Param, ParseIntPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, Matches, Min } from 'class-validator';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import type { CalendarYear } from '@biaozhi/standards';
import { calendarFindings } from '../domain/calendar-year.js';
import { Calendars } from '../store/calendars.js';
import { IfGiven } from './if-given.js';
import { IsPlainText } from './plain-text.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

class CalendarDto {
  /** The version that is corrected, 0 for a year that has none; without it nothing is compared. */
  @IfGiven() @IsInt() @Min(0) version?: number;
  /** Days off, `YYYY-MM-DD`. */
  @IsArray() @ArrayMaxSize(120) @Matches(DAY, { each: true }) off!: string[];
  /** Weekend days that are worked. */
  @IsArray() @ArrayMaxSize(30) @Matches(DAY, { each: true }) work!: string[];
  /** The notice that says so. */
  @IsPlainText(4, 200) source!: string;
}

/** Working-day calendars. */
@ApiTags('calendars')
@Controller('calendars')
export class CalendarsController {
  constructor(private readonly calendars: Calendars) {}

  /** The years whose working days are published. */
  @Open()
  @Get()
  async list(): Promise<{ items: CalendarYear[] }> {
    return { items: await this.calendars.list() };
  }

  /** Publishes a year's working days, or corrects them; whoever counts working days counts anew. */
  @Policy('administrator')
  @Put(':year')
  publish(
    @Me() me: Principal,
    @Param('year', ParseIntPipe) year: number,
    @Body() { version, ...calendar }: CalendarDto,
  ): Promise<CalendarYear> {
    const findings = calendarFindings(year, calendar.off, calendar.work);
    if (findings.length) throw problem(422, 'validation', { findings });
    return this.calendars.publish({ year, ...calendar }, me, version);
  }
}
