import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { api, type Options, type Page } from '../../../api/client.js';

/** A list that is read in portions. */
export interface List<T> {
  items: Ref<T[]>;
  /** More is to be had. */
  more: Ref<boolean>;
  busy: Ref<boolean>;
  /** Nothing has been answered yet. */
  first: Ref<boolean>;
  problem: ShallowRef<unknown>;
  /** From the start, with the filters of this moment. */
  load: () => Promise<void>;
  /** The next portion. */
  loadMore: () => Promise<void>;
}

/**
 * Reads a keyset-paged list.
 * @param query the filters of this moment; asked at every load
 * @param heard is told every answer, which may say more than its rows
 */
export function useList<T, Answer extends Page<T> = Page<T>>(
  path: () => string,
  query: () => NonNullable<Options['query']>,
  heard: (answer: Answer) => void = () => undefined,
): List<T> {
  const items = ref([]) as Ref<T[]>;
  const [more, busy, first] = [ref(false), ref(false), ref(true)];
  const problem = shallowRef<unknown>();
  let after: string | undefined;
  let asked = 0;

  async function read(start: boolean): Promise<void> {
    // An answer that was overtaken by a newer question must not replace its rows.
    const mine = ++asked;
    busy.value = true;
    problem.value = undefined;
    try {
      const page = await api.get<Answer>(path(), { query: { ...query(), ...(start ? {} : { after }) } });
      if (mine !== asked) return;
      heard(page);
      items.value = start ? page.items : [...items.value, ...page.items];
      after = page.next;
      more.value = after !== undefined;
      first.value = false;
    } catch (cause) {
      if (mine === asked) problem.value = cause;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }
  return { items, more, busy, first, problem, load: () => read(true), loadMore: () => read(false) };
}

/** Every row of a list, portion by portion; `tell` hears how many there are by now. */
export async function everyRow<T>(path: string, query: NonNullable<Options['query']>, tell: (count: number) => void): Promise<T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const page = await api.get<Page<T>>(path, { query: { ...query, limit: 200, after } });
    rows.push(...page.items);
    tell(rows.length);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
