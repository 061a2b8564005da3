import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { t } from './i18n/index.js';

/**
 * Leaving a page with text that is not saved asks first: inside the portal, and when the tab is closed.
 * @param save tried before anybody is asked
 */
export function useUnsaved(unsaved: () => boolean, save?: () => Promise<unknown>): void {
  async function mayLeave(): Promise<boolean> {
    if (unsaved()) await save?.();
    return !unsaved() || window.confirm(t('form.unsaved'));
  }
  onBeforeRouteLeave(mayLeave);
  onBeforeRouteUpdate(mayLeave);
  const ask = (event: BeforeUnloadEvent) => { if (unsaved()) event.preventDefault(); };
  onMounted(() => window.addEventListener('beforeunload', ask));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', ask));
}
