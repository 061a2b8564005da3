/** Everybody but handlers of units. */
export const STAFF_ROLES = ['bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'conac-finance', 'administrator', 'auditor'] as const;
export const ROLES = ['handler', ...STAFF_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** The first page after log-in. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('handler')) return '/home';
  if (roles.includes('bureau-reviewer') || roles.includes('conac-reviewer')) return '/queue';
  if (roles.includes('bureau-archivist')) return '/paper';
  if (roles.includes('conac-finance')) return '/finance';
  if (roles.includes('administrator')) return '/bureaus';
  return roles.includes('auditor') ? '/audit' : '/';
}

/** Where somebody who is signed in belongs: what of this portal sent him to the log-in, or else the first page of his role. */
export function entryOf(roles: readonly Role[], back: unknown): string {
  // `//host` and `/\host` are other sites to a browser.
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : homeOf(roles);
}
