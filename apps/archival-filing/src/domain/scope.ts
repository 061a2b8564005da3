import { problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';

/** Whose filings somebody may see: a unit's, a bureau's, or all. */
export interface Scope {
  unitId?: string;
  bureauId?: string;
}

/** Who reads, as far as it matters. */
export interface Reader {
  roles: readonly Role[];
  unitId?: string;
  bureauId?: string;
}

/** Who may look at filings at all. */
export const READERS = ['handler', 'bureau-archivist', 'bureau-reviewer', 'administrator', 'auditor'] as const satisfies Role[];

/** @throws Problem 403 for a person without a unit or bureau whose filings these could be */
export function scopeOf({ roles, unitId, bureauId }: Reader): Scope {
  if (roles.includes('administrator') || roles.includes('auditor')) return {};
  if ((roles.includes('bureau-archivist') || roles.includes('bureau-reviewer')) && bureauId !== undefined) return { bureauId };
  if (roles.includes('handler') && unitId !== undefined) return { unitId };
  throw problem(403, 'forbidden');
}

/** The filing or application, if it is in the reader's scope; what is not looks as if it did not exist. */
export function inScope<T extends { unitId: string; bureauId?: string }>(one: T | undefined, reader: Reader): T {
  const { unitId, bureauId } = scopeOf(reader);
  const foreign = (unitId !== undefined && one?.unitId !== unitId) || (bureauId !== undefined && one?.bureauId !== bureauId);
  if (!one || foreign) throw problem(404, 'not-found');
  return one;
}
