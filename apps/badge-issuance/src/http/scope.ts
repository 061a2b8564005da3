import type { Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import type { Badge } from '../domain/badge.js';
import type { Scope } from '../store/badge-list.js';

const EVERYWHERE: readonly Role[] = ['conac-reviewer', 'administrator', 'auditor'];

/** Whose badges somebody may see: CONAC and auditors all, a bureau its own, a handler those of the unit. */
export function scopeOf({ roles, unitId, bureauId }: Principal): Scope {
  if (roles.some((role) => EVERYWHERE.includes(role))) return {};
  const ofBureau = roles.includes('bureau-reviewer') || roles.includes('bureau-archivist');
  if (ofBureau && bureauId !== undefined) return { bureauId };
  if (roles.includes('handler') && unitId !== undefined) return { unitId };
  throw problem(403, 'forbidden');
}

/** The badge, if it is in the reader's scope; what is not looks as if it did not exist. */
export function inScope(badge: Badge | undefined, reader: Principal): Badge {
  const { unitId, bureauId } = scopeOf(reader);
  const foreign = (unitId !== undefined && badge?.unitId !== unitId) || (bureauId !== undefined && badge?.bureauId !== bureauId);
  if (!badge || foreign) throw problem(404, 'not-found');
  return badge;
}
