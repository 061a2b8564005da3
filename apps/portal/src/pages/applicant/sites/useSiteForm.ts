import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import { clockText } from '../../../format.js';
import { t } from '../../../i18n/index.js';
import { keepText, takeKeptText } from '../../../kept-text.js';
import { useSession } from '../../../session.js';
import { useForm } from '../../../useForm.js';
import { useLoad } from '../../../useLoad.js';
import { useUnsaved } from '../../../useUnsaved.js';
import type { SiteApplication, SiteForm } from '../model.js';
import { REVIEW, site } from '../services.js';
import { changesOf, errorsOf, type Step } from './steps.js';

/** A pause of typing after which the step is saved. */
const PAUSE_MS = 1500;
const RETRY_MS = 10_000;

/** The form of a site application while it is filled in: saved by itself, kept over a log-out, never overwritten unseen. */
export function useSiteForm(id: Ref<string>, step: Ref<Step>) {
  const session = useSession();
  const account = session.principal?.accountId ?? '';
  const { data: loaded, problem: loading, reload } = useLoad(() => site(id.value));
  const sending = useForm();
  /** The application as the server has it. */
  const application = shallowRef<SiteApplication>();
  const form = ref<SiteForm>({ domainIds: [], serverIps: [] });
  /** What was saved when, in words. */
  const saved = ref('');
  /** Why the last change is not saved yet. */
  const trouble = ref('');
  /** The fresh state, while it differs from the one that the form was begun with. */
  const conflict = shallowRef<SiteApplication>();
  let before = '';
  let last: Promise<unknown> = Promise.resolve();
  let timer: number | undefined;

  const path = () => `${REVIEW}/site-applications/${id.value}`;
  const keptName = () => `site/${id.value}/${step.value}`;
  const typed = () => JSON.stringify(changesOf(form.value, step.value));
  const differs = () => before !== '' && typed() !== before;
  const noteSaved = () => { [saved.value, trouble.value] = [t('form.saved', { time: clockText(new Date()) }), '']; };

  /** Takes the server's words as the new base. */
  function take(fresh: SiteApplication) {
    [application.value, conflict.value] = [fresh, undefined];
    form.value = structuredClone({ ...fresh.form, domainIds: fresh.form.domainIds ?? [], serverIps: fresh.form.serverIps ?? [] });
    before = typed();
  }

  /** One after the other: two at once would look to the server like two windows. */
  function patch(key?: string): Promise<SiteApplication> {
    const mine = last.then(() => patchNow(key));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function patchNow(key?: string): Promise<SiteApplication> {
    try {
      const body = { ...changesOf(form.value, step.value), version: application.value?.version };
      application.value = await api.patch<SiteApplication>(path(), body, key ? { key } : {});
      return application.value;
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status === 409) conflict.value = await site(id.value);
      throw cause;
    }
  }

  /** Saves because somebody asked to. */
  async function save(): Promise<boolean> {
    window.clearTimeout(timer);
    const done = await sending.send(async (key) => take(await patch(key)));
    if (done) noteSaved();
    // The comparison says more than the refusal.
    if (conflict.value) sending.fail({});
    return done;
  }

  /** Saves by itself: what is being typed stays untouched, and what is wrong is told only when somebody goes on. */
  async function saveQuietly(): Promise<void> {
    if (sending.busy.value || conflict.value || !differs()) return;
    const [sent, at] = [typed(), step.value];
    try {
      await patch();
      if (step.value === at) before = sent;
      noteSaved();
      dropSettled();
    } catch (cause) {
      if (conflict.value || (cause instanceof ApiProblem && cause.status === 401)) return;
      [saved.value, trouble.value] = ['', t('form.notSaved')];
      timer = window.setTimeout(() => void saveQuietly(), RETRY_MS);
    }
  }

  /** A finding goes as soon as it is put right. In place: the summary takes the focus only when it is set anew. */
  function dropSettled(): void {
    const left = application.value ? errorsOf(application.value) : {};
    for (const field of Object.keys(sending.errors.value)) if (!(field in left)) delete sending.errors.value[field];
  }

  /** After a conflict: what is on screen here wins. */
  async function keepMine(): Promise<boolean> {
    application.value = conflict.value;
    conflict.value = undefined;
    return save();
  }

  function restoreKept() {
    const kept = takeKeptText<Partial<SiteForm>>(account, keptName());
    if (!kept) return;
    Object.assign(form.value, kept);
    saved.value = t('form.restored');
  }

  watch(loaded, (fresh) => { if (fresh) { take(fresh); restoreKept(); } });
  watch(form, () => {
    window.clearTimeout(timer);
    if (!differs()) return;
    saved.value = '';
    timer = window.setTimeout(() => void saveQuietly(), PAUSE_MS);
  }, { deep: true });
  watch(step, () => {
    window.clearTimeout(timer);
    [before, saved.value, trouble.value] = [typed(), '', ''];
    sending.fail({});
  });
  watch(() => session.signedIn, (on) => {
    if (!on && differs()) keepText(account, keptName(), changesOf(form.value, step.value));
  }, { flush: 'sync' });
  onBeforeUnmount(() => window.clearTimeout(timer));
  useUnsaved(() => session.signedIn && differs(), saveQuietly);

  /** Submits what is saved; the form is not looked at any more. */
  async function submit(): Promise<boolean> {
    if (!(await save())) return false;
    const done = await sending.send((key) => api.post(`${path()}/submit`, { version: application.value?.version }, { key }));
    if (done) before = '';
    return done;
  }

  /** Gives the application up; what was typed goes with it. */
  async function withdraw(): Promise<void> {
    window.clearTimeout(timer);
    await last;
    await api.post(`${path()}/withdraw`, { version: application.value?.version });
    before = '';
  }

  return { application, form, saved, trouble, conflict, loading, reload, sending, take, save, submit, withdraw, keepMine };
}
