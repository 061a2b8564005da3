import { isDeepStrictEqual } from 'node:util';

/** One field that was changed from one round to the next. */
export interface Change {
  /** JSON pointer (RFC 6901) into the submitted data. */
  pointer: string;
  /** Absent when the field is new. */
  before?: unknown;
  /** Absent when the field was emptied. */
  after?: unknown;
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** What a resubmission changed, field by field; a list counts as one field. */
export function difference(before: unknown, after: unknown, pointer = ''): Change[] {
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => difference(before[key], after[key], `${pointer}/${escaped(key)}`));
  }
  if (isDeepStrictEqual(before, after)) return [];
  return [{ pointer, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
