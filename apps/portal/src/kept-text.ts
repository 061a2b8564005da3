const keyOf = (account: string, name: string): string => `biaozhi.kept.${account}.${name}`;

/**
 * Keeps what was typed but could not be saved when the session ended. It waits in this tab, and only for the same account.
 * @param name of the form, e.g. `site/<id>/unit`
 */
export const keepText = (account: string, name: string, typed: object): void =>
  sessionStorage.setItem(keyOf(account, name), JSON.stringify(typed));

/** What was kept, once. */
export function takeKeptText<T extends object>(account: string, name: string): T | undefined {
  const kept = sessionStorage.getItem(keyOf(account, name));
  sessionStorage.removeItem(keyOf(account, name));
  return kept === null ? undefined : (JSON.parse(kept) as T);
}
