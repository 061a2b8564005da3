import { applyDecorators } from '@nestjs/common';
import { Matches, ValidateBy } from 'class-validator';
import { plusDays } from '@biaozhi/standards';

const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** 2026-02-30 has the form of a day and is none. */
const exists = (day: unknown): boolean =>
  typeof day !== 'string' || !FORM.test(day) || (!Number.isNaN(Date.parse(day)) && plusDays(day, 0) === day);

/** A day of the calendar, `YYYY-MM-DD`. */
export const IsDay = (): PropertyDecorator =>
  applyDecorators(Matches(FORM), ValidateBy({ name: 'isDateString', validator: { validate: exists } }));
