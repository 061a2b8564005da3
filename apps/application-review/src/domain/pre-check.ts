/** What the machine looked at before the reviewer does. It advises; the reviewer decides. */
export interface PreCheck {
  /** Key of its sentence: `pre-check-…`. */
  code: string;
  /** `waiting`: it is being looked at. */
  result: 'ok' | 'advice' | 'problem' | 'waiting';
  params?: Record<string, unknown>;
}

/** Something that is well, or else the given. */
export const verdict = (
  code: string,
  good: boolean,
  otherwise: 'advice' | 'problem',
  params?: Record<string, unknown>,
): PreCheck => ({
  code: `pre-check-${code}`,
  result: good ? 'ok' : otherwise,
  ...(params ? { params } : {}),
});
