import { has, t } from '../../i18n/index.js';

/** The lines of a list: the sentences of `key.0`, `key.1`, … as far as there are any. */
export function lines(key: string, rest = ''): string[] {
  const found: string[] = [];
  for (let i = 0; has(`${key}.${i}${rest}`); i++) found.push(t(`${key}.${i}${rest}`));
  return found;
}
