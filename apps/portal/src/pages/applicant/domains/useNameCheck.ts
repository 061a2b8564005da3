import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { api } from '../../../api/client.js';
import type { Finding } from '../../../api/problem.js';
import { DOMAINS } from '../services.js';

/** A name that the unit could have instead. */
export interface Suggestion { label: string; suffix: string; uLabel: string }

/** What the registry says about a name. */
export interface Checked { available: boolean; uLabel?: string; aLabel?: string; findings: Finding[]; suggestions: Suggestion[] }

/** Asks the registry about the name while it is typed; a pause of typing is waited for, an old question is given up. */
export function useNameCheck(form: { label: string; suffix: string }) {
  const checked = shallowRef<Checked>();
  const checking = ref(false);
  const failure = shallowRef<unknown>();
  let pause: number | undefined;
  let current = new AbortController();

  async function ask(label: string, suffix: string): Promise<void> {
    current = new AbortController();
    const { signal } = current;
    checking.value = true;
    try {
      const answer = await api.get<Checked>(`${DOMAINS}/names/check`, { query: { label, suffix }, signal });
      if (!signal.aborted) checked.value = answer;
    } catch (cause) {
      if (!signal.aborted) failure.value = cause;
    } finally {
      if (!signal.aborted) checking.value = false;
    }
  }

  watch(
    () => [form.label.trim(), form.suffix] as const,
    ([label, suffix]) => {
      window.clearTimeout(pause);
      current.abort();
      [checked.value, failure.value, checking.value] = [undefined, undefined, false];
      if (label) pause = window.setTimeout(() => void ask(label, suffix), 400);
    },
  );
  onBeforeUnmount(() => { window.clearTimeout(pause); current.abort(); });
  return { checked, checking, failure };
}
