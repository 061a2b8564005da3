import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { finding, problem } from '@biaozhi/problem';

/** A page of a list that is paged by key, so that page 1,000 costs what page 1 costs. */
export interface Page<T> {
  items: T[];
  /** Where the next page begins; absent on the last. */
  next?: string;
}

/** Query of every list. */
export class PageQuery {
  /** The `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(500) after?: string;
  /** 1–200, 50 when not said. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

type Key = string | number;

/** Packs the keys of a page's last row. */
export const encodeCursor = (keys: Key[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** @throws Problem 422 for text that is no cursor of ours. */
export function decodeCursor(text: string): Key[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(keys) && keys.every((key) => typeof key === 'string' || typeof key === 'number')) return keys;
  } catch {
    // Told below.
  }
  throw problem(422, 'validation', { findings: [finding('matches', '/after')] });
}

/** Makes a page of rows that were asked for with `limit + 1`. */
export function pageOf<T>(rows: T[], limit: number, keysOf: (row: T) => Key[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: encodeCursor(keysOf(last)) } : { items };
}
