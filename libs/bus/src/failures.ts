import { Problem } from '@biaozhi/problem';
import { QueryFailedError } from 'typeorm';

/** Whether trying again can never help: what was sent is wrong, or the process refuses it. */
export const deterministic = (error: unknown): boolean => error instanceof Problem && error.status < 500;

/**
 * Whether PostgreSQL broke the transaction for the sake of another one: 40001 serialization failure, 40P01 deadlock,
 * 55P03 lock not available.
 */
export const collided = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  ['40001', '40P01', '55P03'].includes(String((error.driverError as { code?: string }).code));

/** The error's code for a list of dead letters. */
export const reasonOf = (error: unknown): string =>
  error instanceof Problem ? error.code : error instanceof Error ? error.name : 'unknown';

/** The error's text, short enough for a row. */
export const textOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 4000);
