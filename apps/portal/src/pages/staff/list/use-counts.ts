import { ref } from 'vue';
import { api } from '../../../api/client.js';

/** How many rows of a list are in each state, for the figures beside it. */
export function useCounts(path: string) {
  const counts = ref<Record<string, number>>();

  /** Asks anew; what was known stays when there is no answer. */
  async function count(): Promise<void> {
    const answer = await api.get<{ states: Record<string, number> }>(`${path}/counts`).catch(() => undefined);
    counts.value = answer?.states ?? counts.value;
  }

  /** Of a state, or of all; nothing before the answer. */
  function countOf(state: string): number | undefined {
    if (!counts.value) return undefined;
    return state ? (counts.value[state] ?? 0) : Object.values(counts.value).reduce((sum, n) => sum + n, 0);
  }
  return { count, countOf };
}
