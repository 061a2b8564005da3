import { reactive } from 'vue';
import { api } from '../../../api/client.js';

/** Names of units that were learnt while the portal is open; they hardly ever change. */
const names = reactive(new Map<string, string>());

/** Says units by their names; a domain carries its unit's id only. */
export function useUnitNames() {
  /** Asks for the names that are not known yet, one after another so that a long list does not flood the service. */
  async function learn(ids: string[]): Promise<void> {
    for (const id of new Set(ids)) {
      if (names.has(id)) continue;
      const unit = await api.get<{ name: string }>(`/api/identity/units/${id}`).catch(() => undefined);
      if (unit) names.set(id, unit.name);
    }
  }
  return { learn, nameOf: (id: string): string => names.get(id) ?? '' };
}
