import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { api } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import { clockText } from '../../../format.js';
import { t } from '../../../i18n/index.js';
import { useSession } from '../../../session.js';
import { useForm } from '../../../useForm.js';
import { useLoad } from '../../../useLoad.js';
import { useUnsaved } from '../../../useUnsaved.js';
import type { Block, RedPage } from '../model.js';
import { RED_PAGES } from '../services.js';
import { tidy } from './blocks.js';

/** A page as its editor holds it; the footer's lines are one text. */
export interface Typed { title: string; blocks: Block[]; badge: boolean; lines: string }

const PAUSE_MS = 1500;

/** The red page (网络红页) while it is edited: saved by itself, so that the preview follows the typing. */
export function useRedPage(id: string) {
  const address = `${RED_PAGES}/${id}`;
  const session = useSession();
  const { data: loaded, problem: loading, reload } = useLoad(() => api.get<RedPage>(address));
  const sending = useForm();
  const page = shallowRef<RedPage>();
  const content = ref<Typed>({ title: '', blocks: [], badge: false, lines: '' });
  const saved = ref('');
  /** The fresh state, when somebody saved the page elsewhere meanwhile. */
  const conflict = shallowRef<RedPage>();
  /** Grows with every save: the preview is loaded anew. */
  const preview = ref(0);
  let before = '';
  let timer: number | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const typed = () => JSON.stringify(content.value);
  const differs = () => before !== '' && typed() !== before;

  function take(fresh: RedPage) {
    [page.value, conflict.value] = [fresh, undefined];
    const { title, blocks, footer } = fresh.draft;
    content.value = { title, blocks: structuredClone(blocks), badge: footer?.badge ?? false, lines: (footer?.lines ?? []).join('\n') };
    before = typed();
    preview.value += 1;
  }

  /** One after the other: two at once would look to the server like two windows. */
  function store(): Promise<void> {
    const mine = last.then(storeNow);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function storeNow(): Promise<void> {
    const sent = typed();
    const { title, blocks, badge, lines } = content.value;
    try {
      page.value = await api.put<RedPage>(`${address}/draft`, { version: page.value?.version, title: title.trim(), blocks: blocks.map(tidy) });
      page.value = await api.put<RedPage>(`${address}/footer`, { version: page.value.version, badge, lines: lines.split('\n').map((line) => line.trim()).filter(Boolean) });
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.code === 'conflict') conflict.value = await api.get<RedPage>(address);
      throw cause;
    }
    before = sent;
    preview.value += 1;
    saved.value = t('form.saved', { time: clockText(new Date()) });
  }

  async function sendUnlessOvertaken(act: (key: string) => Promise<unknown>): Promise<void> {
    window.clearTimeout(timer);
    await sending.send(act);
    // The comparison says more than the refusal.
    if (conflict.value) sending.fail({});
  }

  const save = () => sendUnlessOvertaken(store);
  const publish = () => sendUnlessOvertaken(async (key) => {
    await store();
    page.value = await api.post<RedPage>(`${address}/publish`, { version: page.value?.version }, { key });
    saved.value = t('redpage.published');
  });
  const offline = async () => {
    page.value = await api.post<RedPage>(`${address}/offline`, { version: page.value?.version });
    saved.value = t('redpage.isOffline');
  };

  /** What is half typed may be refused; that is told when somebody saves. */
  async function saveQuietly(): Promise<void> {
    if (!sending.busy.value && !conflict.value && differs()) await store().catch(() => undefined);
  }

  /** After a conflict: what is on screen here wins. */
  function keepMine(): Promise<void> {
    page.value = conflict.value;
    conflict.value = undefined;
    return save();
  }

  watch(loaded, (fresh) => { if (fresh) take(fresh); });
  watch(content, () => {
    window.clearTimeout(timer);
    if (!differs()) return;
    saved.value = '';
    timer = window.setTimeout(() => void saveQuietly(), PAUSE_MS);
  }, { deep: true });
  onBeforeUnmount(() => window.clearTimeout(timer));
  useUnsaved(() => session.signedIn && differs(), saveQuietly);

  return { address, page, content, saved, conflict, preview, loading, reload, sending, take, save, publish, offline, keepMine };
}
