import { ref, watchEffect } from 'vue';
import { applicant } from './applicant.js';
import { common } from './common.js';
import { publicPages } from './public.js';
import { staff } from './staff.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** Flat: one key, one sentence. `{name}` stands for a parameter. */
export type Messages = Record<Locale, Record<string, string>>;

const AREAS: Messages[] = [common, applicant, staff, publicPages];
const all: Messages = {
  'zh-CN': Object.assign({}, ...AREAS.map((area) => area['zh-CN'])),
  en: Object.assign({}, ...AREAS.map((area) => area.en)),
};

const KEY = 'biaozhi.locale';

/** The reader's language: what was chosen here before, else Chinese. */
export const locale = ref<Locale>(localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN');

watchEffect(() => {
  document.documentElement.lang = locale.value;
  localStorage.setItem(KEY, locale.value);
});

export function setLocale(next: Locale): void {
  locale.value = next;
}

/** The sentence of a key in the reader's language; a template that calls it follows the switch of language. */
export function t(key: string, params: Record<string, unknown> = {}): string {
  const text = all[locale.value][key] ?? all['zh-CN'][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** Whether there is a sentence for a key in the reader's language, e.g. for an optional hint or another line. */
export const has = (key: string): boolean => key in all[locale.value];
