/** What a check says: the value in its normal form, or the code of what is wrong with it. */
export type Check<V = string, More = unknown> = ({ ok: true; value: V } & More) | { ok: false; code: string };

export const wrong = (code: string): { ok: false; code: string } => ({ ok: false, code });
