import type { LocationQuery } from 'vue-router';
import type { Options } from '../../../api/client.js';

export const BASKETS = ['open', 'mine', 'overdue', 'all'] as const;
export type Basket = (typeof BASKETS)[number];

/** What the reviewer looks for; every part is text, as in the address. */
export interface QueueFilter {
  basket: Basket;
  subject: string;
  state: string;
  q: string;
}

const textOf = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '');

/** The filter that an address holds. */
export const filterOf = (query: LocationQuery, usual: Basket): QueueFilter => ({
  basket: BASKETS.find((basket) => basket === query['basket']) ?? usual,
  subject: textOf(query['subject']),
  state: textOf(query['state']),
  q: textOf(query['q']),
});

/** The filter as `GET /cases` takes it. */
export const queryOf = ({ basket, subject, state, q }: QueueFilter): NonNullable<Options['query']> => ({
  ...(basket === 'all' ? {} : { [basket]: true }),
  subject,
  state,
  q: q.trim(),
});
