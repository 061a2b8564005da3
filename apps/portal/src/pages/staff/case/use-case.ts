import { ref, shallowRef } from 'vue';
import { api } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import type { CaseView, QueueRow } from './model.js';
import { emptyDraft, verdictsOf, type Draft } from './verdicts.js';

export const CASES = '/api/application-review/cases';

/** A case on the desk: what the server knows of it, and what the reviewer has typed. */
export function useCase() {
  const one = ref<CaseView>();
  const draft = ref<Draft>({});
  const busy = ref(false);
  /** Somebody else was faster; the fresh state is shown and the draft kept. */
  const overtaken = ref(false);
  const recorded = ref(false);
  const [loading, deciding] = [shallowRef<unknown>(), shallowRef<unknown>()];
  let typedFor = '';

  function show(fresh: CaseView): void {
    one.value = fresh;
    if (typedFor === fresh.id) return;
    typedFor = fresh.id;
    draft.value = emptyDraft(fresh.points);
    recorded.value = overtaken.value = false;
    deciding.value = undefined;
  }

  async function load(id: string): Promise<void> {
    loading.value = undefined;
    try {
      show(await api.get<CaseView>(`${CASES}/${id}`));
    } catch (cause) {
      loading.value = cause;
    }
  }

  /** Reads again what the machine looks at meanwhile. What the reviewer decides on stays what was read. */
  async function recheck(): Promise<void> {
    const shown = one.value;
    const fresh = shown && (await api.get<CaseView>(`${CASES}/${shown.id}`).catch(() => undefined));
    if (!fresh || one.value?.id !== fresh.id) return;
    const { preChecks, visit, mayAskForVisit } = fresh;
    one.value = { ...one.value, preChecks, visit, mayAskForVisit };
  }

  async function act(run: (one: CaseView) => Promise<CaseView>): Promise<boolean> {
    if (!one.value) return false;
    busy.value = true;
    deciding.value = undefined;
    overtaken.value = false;
    try {
      show(await run(one.value));
      return true;
    } catch (cause) {
      deciding.value = cause;
      if (cause instanceof ApiProblem && cause.status === 409) {
        overtaken.value = true;
        await load(one.value.id);
      }
      return false;
    } finally {
      busy.value = false;
    }
  }

  const take = (step: 'claim' | 'release'): Promise<boolean> => act(({ id }) => api.post<CaseView>(`${CASES}/${id}/${step}`));

  async function decide(): Promise<void> {
    recorded.value = await act(({ id, version, points }) =>
      api.post<CaseView>(`${CASES}/${id}/decision`, { version, verdicts: verdictsOf(points, draft.value) }),
    );
  }

  /** The oldest case that waits for the same person. */
  async function next(): Promise<string | undefined> {
    const { items } = await api.get<{ items: QueueRow[] }>(CASES, { query: { open: true, limit: 20 } });
    return items.find((row) => row.id !== one.value?.id && !row.claim)?.id;
  }

  return { one, draft, busy, overtaken, recorded, loading, deciding, load, recheck, take, decide, next };
}
