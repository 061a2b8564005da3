import { finding, type Finding } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import './messages.js';

/**
 * Separation of duties (职责分离): one person holds roles of one group only. First review and paper of a bureau may be
 * in one hand; everything else would let a person decide twice, or watch over himself.
 */
const GROUPS: readonly (readonly Role[])[] = [
  ['bureau-reviewer', 'bureau-archivist'],
  ['conac-reviewer'],
  ['conac-finance'],
  ['administrator'],
  ['auditor'],
];

export const STAFF_ROLES: readonly Role[] = GROUPS.flat();

/** Reviewers and archivists act for one bureau; nobody else may have one, since it opens that bureau's cases. */
const actsForBureau = (roles: readonly Role[]): boolean => roles.some((role) => GROUPS[0]!.includes(role));

/** What is wrong with the roles of a member of staff, and with the bureau they go with. */
export function staffFindings(roles: readonly Role[], bureauId: string | null | undefined): Finding[] {
  const findings: Finding[] = [];
  if (!GROUPS.some((group) => roles.every((role) => group.includes(role))))
    findings.push(finding('roles-together', '/roles'));
  if (actsForBureau(roles) && !bureauId) findings.push(finding('bureau-required', '/bureauId'));
  if (!actsForBureau(roles) && bureauId) findings.push(finding('bureau-not-for-role', '/bureauId'));
  return findings;
}
