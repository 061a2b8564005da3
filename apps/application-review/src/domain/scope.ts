import type { Stage } from '@biaozhi/contracts';
import type { Actor } from './act.js';

/** The part of a case that says whose it is. */
export interface Owned {
  readonly unitId: string;
  readonly bureauId?: string;
  /** Absent in a draft, which only its unit may see. */
  readonly stage?: Stage;
}

/** A handler sees what is its own unit's. */
export const unitSees = (by: Actor, one: Owned): boolean =>
  by.roles.includes('handler') && by.unitId !== undefined && by.unitId === one.unitId;

/**
 * A bureau's staff see their bureau's cases; CONAC sees a round once the bureau has passed it (or where no bureau reviews);
 * administrators and auditors see all. Drafts are nobody's but the unit's.
 */
export function staffSees(by: Actor, { bureauId, stage }: Owned): boolean {
  if (!stage) return false;
  if (by.roles.includes('administrator') || by.roles.includes('auditor')) return true;
  if (by.roles.includes('conac-reviewer') && stage !== 'bureau') return true;
  const ofBureau = by.roles.includes('bureau-reviewer') || by.roles.includes('bureau-archivist');
  return ofBureau && by.bureauId !== undefined && by.bureauId === bureauId;
}
