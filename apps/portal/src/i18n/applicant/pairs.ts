import type { Messages } from '../index.js';

/** Key → [zh-CN, en]: what belongs together stands together. */
export type Pairs = Record<string, readonly [string, string]>;

export const messagesOf = (pairs: Pairs): Messages => ({
  'zh-CN': Object.fromEntries(Object.entries(pairs).map(([key, [zh]]) => [key, zh])),
  en: Object.fromEntries(Object.entries(pairs).map(([key, [, en]]) => [key, en])),
});
