import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

/** Text for people: no control, format or unassigned characters (they hide or turn what one reads); lines only where asked for. */
export const IsPlainText = (min: number, max: number, { lines = false } = {}): PropertyDecorator =>
  applyDecorators(IsString(), Length(min, max), Matches(lines ? /^(?:[^\p{C}]|\n)*$/u : /^[^\p{C}]*$/u));
