import type { BadgeState } from '@biaozhi/contracts';
import { finding } from '@biaozhi/problem';
import type { Rule } from '@biaozhi/workflow';
import './messages.js';

/** Why a badge does not vouch for the moment. It vouches again when none is left. */
export const HOLDS = ['domain', 'unit', 'staff'] as const;
export type Hold = (typeof HOLDS)[number];

/** States of a badge that vouches for its site. */
export type LiveState = Exclude<BadgeState['state'], 'SUSPENDED' | 'REVOKED'>;

/** What the rules look at. */
export interface BadgeSubject {
  readonly state: BadgeState['state'];
  /** Reasons to be suspended that stand now. */
  readonly holds: readonly Hold[];
  /** The state that a suspended badge returns to. */
  readonly resumes: LiveState;
  /** Last day to hang it, `YYYY-MM-DD`. */
  readonly deadline: string;
  readonly deadlineProvisional: boolean;
  /** Whether the unit was told that two working days are left. */
  readonly reminded: boolean;
}

/** What somebody decides, or the software finds out. */
export interface BadgeDecision {
  /** The words of staff. */
  reason?: string;
  /** The hold that is lifted. */
  hold?: Hold;
  /** Today in Asia/Shanghai. */
  today?: string;
}

type BadgeRule = Rule<BadgeSubject, BadgeDecision>;

const REASON_MIN = 5;
const REASON_MAX = 500;

/** Staff say why: their decision touches a site that the public trusts. */
export const reasonGiven: BadgeRule = (_, { reason = '' }) => {
  const length = [...reason.trim()].length;
  return length < REASON_MIN || length > REASON_MAX ? finding('reason-missing', '/reason') : undefined;
};

/** A second suspension by staff would say nothing new. */
export const notHeldByStaff: BadgeRule = ({ holds }) =>
  holds.includes('staff') ? finding('already-held-by-staff', '') : undefined;

/** Staff can lift only what staff imposed; a domain that expired must be renewed. */
export const heldByStaff: BadgeRule = ({ holds }) => (holds.includes('staff') ? undefined : finding('not-held-by-staff', ''));

/** A unit is reminded once. */
export const notReminded: BadgeRule = ({ reminded }) => (reminded ? finding('already-reminded', '') : undefined);

/** Nobody is late by a date that may still move: the notice was not delivered, or the year's calendar is not out. */
export const deadlineIsFirm: BadgeRule = ({ deadlineProvisional }) =>
  deadlineProvisional ? finding('deadline-provisional', '') : undefined;

/** The last day belongs to the unit until 24:00. */
export const deadlinePassed: BadgeRule = ({ deadline }, { today = '' }) =>
  today > deadline ? undefined : finding('deadline-not-passed', '');

/** The holds that are left when the decision's is lifted. */
export const remainingHolds = ({ holds }: Pick<BadgeSubject, 'holds'>, lifted: Hold | undefined): Hold[] =>
  holds.filter((hold) => hold !== lifted);
