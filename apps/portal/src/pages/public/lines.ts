import { t } from '../../i18n/index.js';

/** The lines of a list: the sentences of `key.0`, `key.1`, … as far as there are any in the reader's language. */
export function lines(key: string, rest = ''): string[] {
  const found: string[] = [];
  for (let i = 0; ; i++) {
    const one = `${key}.${i}${rest}`;
    // What has no sentence is answered by its key.
    if (t(one) === one) return found;
    found.push(t(one));
  }
}
