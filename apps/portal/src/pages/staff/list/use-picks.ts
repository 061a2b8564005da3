import { computed, type ComputedRef, type Ref } from 'vue';

interface Row {
  id: string;
  offers: readonly string[];
}

/** Rows of a list that are chosen by their boxes; those have one on which a step is offered. */
export function usePicks(picked: Ref<Set<string>>, rows: () => readonly Row[], step: string): {
  open: ComputedRef<Row[]>;
  all: ComputedRef<boolean>;
  pick(id: string): void;
  pickAll(): void;
} {
  const open = computed(() => rows().filter(({ offers }) => offers.includes(step)));
  /** Whether every row that can be is chosen. */
  const all = computed(() => open.value.length > 0 && open.value.every(({ id }) => picked.value.has(id)));

  function pick(id: string): void {
    const next = new Set(picked.value);
    if (!next.delete(id)) next.add(id);
    picked.value = next;
  }
  const pickAll = (): void => {
    picked.value = all.value ? new Set() : new Set(open.value.map(({ id }) => id));
  };
  return { open, all, pick, pickAll };
}
