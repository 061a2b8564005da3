import { defaultTreeAdapter, type DefaultTreeAdapterTypes, type TreeAdapter } from 'parse5';

/** Elements of one page, and how deep they may lie in one another; a large portal has ten thousand, some tens deep. */
const MAX_ELEMENTS = 100_000;
export const MAX_DEPTH = 2_000;

/** A page makes a larger tree than we build. */
export class PageTooLarge extends Error {
  constructor() {
    super('the page makes too large a tree');
    this.name = 'PageTooLarge';
  }
}

/**
 * A tree as parse5 builds it by default, up to a bound. Unclosed formatting elements are made anew in each paragraph, so that a page of
 * some 60 KB can ask for millions of elements, more than the process has room for.
 */
export function boundedTree(): TreeAdapter<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> {
  let elements = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...given) {
      if (++elements > MAX_ELEMENTS) throw new PageTooLarge();
      return defaultTreeAdapter.createElement(...given);
    },
  };
}
