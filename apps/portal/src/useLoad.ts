import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';

/** Something that a page reads from a service: the data, or why they did not come. */
export interface Loaded<T> {
  data: ShallowRef<T | undefined>;
  problem: ShallowRef<unknown>;
  busy: Ref<boolean>;
  /** Reads again; what is shown stays until the new data are there. */
  reload: () => Promise<void>;
}

/** Reads at once. An answer that comes after a newer one was asked for is dropped. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const data = shallowRef<T>();
  const problem = shallowRef<unknown>();
  const busy = ref(false);
  let current = new AbortController();

  async function reload(): Promise<void> {
    current.abort();
    const mine = (current = new AbortController());
    busy.value = true;
    try {
      const answer = await read(mine.signal);
      if (!mine.signal.aborted) [data.value, problem.value] = [answer, undefined];
    } catch (cause) {
      if (!mine.signal.aborted) problem.value = cause;
    } finally {
      if (!mine.signal.aborted) busy.value = false;
    }
  }
  onBeforeUnmount(() => current.abort());
  void reload();
  return { data, problem, busy, reload };
}
