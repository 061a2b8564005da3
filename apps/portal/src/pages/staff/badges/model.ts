/** What badge-issuance answers; see its `BadgeView` and `InspectionView`. */

export const BADGE_STATES = ['ISSUED', 'HUNG', 'OVERDUE', 'ABNORMAL', 'SUSPENDED', 'REVOKED'] as const;
export type BadgeStateName = (typeof BADGE_STATES)[number];
export const BADGE_STEPS = ['suspend', 'restore', 'revoke'] as const;
export type BadgeStep = (typeof BADGE_STEPS)[number];

/** A badge; days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface Badge {
  id: string;
  applicationId: string;
  unitId: string;
  /** 标识编号 */
  code: string;
  verificationUrl: string;
  state: BadgeStateName;
  colour: 'red' | 'blue';
  place: 'own-site' | 'red-page';
  unitName: string;
  siteName: string;
  /** The main one first. */
  domains: { uLabel: string; aLabel: string }[];
  homePage?: string;
  issuedOn: string;
  /** Last day to hang it. */
  deadline: string;
  deadlineProvisional: boolean;
  /** Why it is suspended: `domain`, `unit`, `staff`. */
  holds: string[];
  reason?: string;
  lastCheckedAt?: string;
  lastOutcome?: 'hung' | 'missing' | 'wrong-code';
  version: number;
  offers: string[];
}
