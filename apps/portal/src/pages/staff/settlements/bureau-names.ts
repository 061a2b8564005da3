import { reactive } from 'vue';
import { api } from '../../../api/client.js';

/** Names of bureaus that were learnt while the portal is open. */
const names = reactive(new Map<string, string>());

/** Says bureaus by their names; a settlement carries its bureau's id and division only. */
export function useBureauNames() {
  async function learn(rows: readonly { bureauId: string; region: string }[]): Promise<void> {
    for (const region of new Set(rows.filter(({ bureauId }) => !names.has(bureauId)).map((row) => row.region))) {
      const found = await api.get<{ items: { id: string; name: string }[] }>('/api/identity/bureaus', { query: { region } }).catch(() => undefined);
      for (const { id, name } of found?.items ?? []) names.set(id, name);
    }
  }
  /** The code of its division for a bureau that has no name here. */
  return { learn, nameOf: ({ bureauId, region }: { bureauId: string; region: string }): string => names.get(bureauId) ?? region };
}
