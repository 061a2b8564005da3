import { ValidateIf } from 'class-validator';

/** A field that may be left out, but not be `null`: `IsOptional` would let `null` through to code that expects a value. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
