import type { Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import type { RedPage } from '../domain/red-page.js';
import type { Scope } from '../store/red-pages.js';

const EVERYWHERE: readonly Role[] = ['conac-reviewer', 'administrator', 'auditor'];

/** Whose pages somebody may see: CONAC and auditors all, a bureau its own, a handler those of the unit. */
export function scopeOf({ roles, unitId, bureauId }: Principal): Scope {
  if (roles.some((role) => EVERYWHERE.includes(role))) return {};
  if ((roles.includes('bureau-reviewer') || roles.includes('bureau-archivist')) && bureauId !== undefined) return { bureauId };
  if (roles.includes('handler') && unitId !== undefined) return { unitId };
  throw problem(403, 'forbidden');
}

/** The page, if it is in the reader's scope; what is not looks as if it did not exist. */
export function inScope(page: RedPage | undefined, reader: Principal): RedPage {
  const { unitId, bureauId } = scopeOf(reader);
  const foreign = (unitId !== undefined && page?.unitId !== unitId) || (bureauId !== undefined && page?.bureauId !== bureauId);
  if (!page || foreign) throw problem(404, 'not-found');
  return page;
}

/** The handler's own page: nobody else writes it, whatever other roles the reader has. */
export function own(page: RedPage | undefined, { unitId }: Principal): RedPage {
  if (!page || unitId === undefined || page.unitId !== unitId) throw problem(404, 'not-found');
  return page;
}
