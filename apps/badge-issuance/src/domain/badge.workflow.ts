import type { BadgeState } from '@biaozhi/contracts';
import { workflow, type Role } from '@biaozhi/workflow';
import {
  deadlineIsFirm,
  deadlinePassed,
  heldByStaff,
  notHeldByStaff,
  notReminded,
  reasonGiven,
  remainingHolds,
  type BadgeDecision,
  type BadgeSubject,
  type LiveState,
} from './rules.js';

/** Staff who may suspend, restore and revoke. */
export const BADGE_STAFF = ['conac-reviewer', 'administrator'] as const satisfies readonly Role[];

/** States in which the badge vouches for its site. */
export const LIVE = ['ISSUED', 'HUNG', 'OVERDUE', 'ABNORMAL'] as const satisfies readonly LiveState[];

const stillHeld = (badge: BadgeSubject, { hold }: BadgeDecision): boolean => remainingHolds(badge, hold).length > 0;
const resumes = (state: LiveState) => [state, (badge: BadgeSubject) => badge.resumes === state] as const;
const backToLife = [['SUSPENDED', stillHeld], ...LIVE.map(resumes)] as const;

/** 网站标识: what can happen to a badge (process.md §4.5). */
export const badgeWorkflow = workflow<BadgeState['state'], BadgeSubject, BadgeDecision>()({
  name: 'badge',
  initial: 'ISSUED',
  steps: {
    /** The inspector found it, or the red page was published with it. */
    hang: { by: ['system'], from: ['ISSUED', 'OVERDUE', 'ABNORMAL'], to: 'HUNG' },
    /** It hung, and is gone, incomplete or altered. */
    lose: { by: ['system'], from: ['HUNG', 'ABNORMAL'], to: 'ABNORMAL' },
    remind: { by: ['system'], from: ['ISSUED'], to: 'ISSUED', must: [deadlineIsFirm, notReminded] },
    missDeadline: { by: ['system'], from: ['ISSUED'], to: 'OVERDUE', must: [deadlineIsFirm, deadlinePassed] },
    /** Its domain or its unit has ceased to be good. */
    hold: { by: ['system'], from: [...LIVE, 'SUSPENDED'], to: 'SUSPENDED' },
    release: { by: ['system'], from: ['SUSPENDED'], to: backToLife },
    suspend: { by: BADGE_STAFF, from: [...LIVE, 'SUSPENDED'], to: 'SUSPENDED', must: [reasonGiven, notHeldByStaff] },
    restore: { by: BADGE_STAFF, from: ['SUSPENDED'], to: backToLife, must: [reasonGiven, heldByStaff] },
    /** For good. The software revokes only what a newer badge of the same site has replaced. */
    revoke: { by: [...BADGE_STAFF, 'system'], from: [...LIVE, 'SUSPENDED'], to: 'REVOKED', must: [reasonGiven] },
  },
});
