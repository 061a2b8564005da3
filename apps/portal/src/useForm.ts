import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ApiProblem } from './api/problem.js';

/** What a form knows about its last attempt to be sent. */
export interface Sending {
  busy: Ref<boolean>;
  /** Field → what is wrong, by the server or by the page. */
  errors: Ref<Record<string, string>>;
  /** Sentences that belong to no field. */
  general: Ref<string[]>;
  /** A failure that names no field. */
  problem: ShallowRef<unknown>;
  /** Sends; false when the server refused. One attempt keeps one idempotency key until it is answered. */
  send: (act: (key: string) => Promise<unknown>) => Promise<boolean>;
  fail: (errors: Record<string, string>) => boolean;
}

/** A form's sending: waits, sorts a refusal into fields, general sentences and failures. */
export function useForm(): Sending {
  const busy = ref(false);
  const errors = ref<Record<string, string>>({});
  const general = ref<string[]>([]);
  const problem = shallowRef<unknown>();
  let key = crypto.randomUUID();

  function clear(): void {
    [errors.value, general.value, problem.value] = [{}, [], undefined];
  }

  async function send(act: (key: string) => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    clear();
    busy.value = true;
    try {
      await act(key);
      key = crypto.randomUUID();
      return true;
    } catch (cause) {
      // After a lost connection nobody knows whether it worked: the same key asks for the same answer.
      if (!(cause instanceof ApiProblem && cause.status === 0)) key = crypto.randomUUID();
      sort(cause);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function sort(cause: unknown): void {
    if (!(cause instanceof ApiProblem) || cause.findings.length === 0) {
      problem.value = cause;
      return;
    }
    errors.value = cause.fields;
    general.value = cause.general;
  }

  /** Shows the page's own findings; true when there are any. */
  function fail(found: Record<string, string>): boolean {
    clear();
    errors.value = found;
    return Object.keys(found).length > 0;
  }

  return { busy, errors, general, problem, send, fail };
}
