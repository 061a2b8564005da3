/** Languages in which a person can be answered; the first is the default. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One sentence in every language; `{name}` is replaced by the parameter of that name. */
export type Message = Record<Locale, string>;

const known = new Map<string, Message>();

/**
 * Declares the sentences of problems and findings. A code is declared once in the whole programme:
 * declaring it again with other words is a mistake of ours and throws.
 */
export function catalogue<const M extends Record<string, Message>>(messages: M): M {
  for (const [code, message] of Object.entries(messages)) {
    const earlier = known.get(code);
    if (earlier && (earlier.en !== message.en || earlier['zh-CN'] !== message['zh-CN'])) {
      throw new Error(`The message '${code}' is declared twice with different words`);
    }
    known.set(code, message);
  }
  return messages;
}

/** True when the code has a sentence. */
export const hasMessage = (code: string): boolean => known.has(code);

/** The sentence of a code in one language; the code itself when nobody declared it. */
export function say(code: string, locale: Locale, params: Record<string, unknown> = {}): string {
  const text = known.get(code)?.[locale];
  if (text === undefined) return code;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => inWords(params[name]));
}

const inWords = (value: unknown): string =>
  Array.isArray(value) ? value.map(inWords).join('、') : value === undefined || value === null ? '' : String(value);

/**
 * The language to answer in, from an Accept-Language header (RFC 9110 §12.5.4).
 * Only the order and weights of `zh…` and `en…` matter; everything else falls back to zh-CN.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
      const q = rest.map((r) => /^\s*q=([\d.]+)/.exec(r)?.[1]).find(Boolean);
      return { tag, weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => weight > 0 && (tag.startsWith('zh') || tag.startsWith('en')))
    .sort((a, b) => b.weight - a.weight);
  return ranked[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
