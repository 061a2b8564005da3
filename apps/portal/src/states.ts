/** Things that have states. */
export type Subject = 'domainApplication' | 'domain' | 'feeOrder' | 'settlement' | 'settledOrder' | 'site' | 'review' | 'filing' | 'badge' | 'redPage' | 'task';

/** wait: somebody else works on it · todo: something is to be done · done · bad: refused or in trouble · off: over. */
export type Tone = 'wait' | 'todo' | 'done' | 'bad' | 'off';

const REVIEW = {
  NEW: 'wait', DRAFT: 'todo', BUREAU_REVIEW: 'wait', CONAC_REVIEW: 'wait', THIRD_REVIEW: 'wait', REFUSED: 'bad',
  PASSED: 'done', CLOSED: 'off', WITHDRAWN: 'off',
} as const;

const TONES: Record<Subject, Record<string, Tone>> = {
  domainApplication: { ...REVIEW, AWAIT_PAYMENT: 'todo', PAYMENT_CLAIMED: 'wait', REGISTERED: 'done', LAPSED: 'off' },
  domain: { ACTIVE: 'done', EXPIRED: 'bad', REDEMPTION: 'bad', FROZEN: 'bad', CANCELLED: 'off', DELETED: 'off' },
  feeOrder: { OPEN: 'todo', CLAIMED: 'wait', PAID: 'done', LAPSED: 'off', CANCELLED: 'off' },
  settlement: { CLAIMED: 'wait', CONFIRMED: 'done', DISPUTED: 'bad' },
  settledOrder: { WAITING: 'wait', PAID: 'done', REOPENED: 'bad', SKIPPED: 'off' },
  site: { ...REVIEW, AWAITING_PAPER: 'todo', COMPLETED: 'done', PAPER_FAILED: 'bad', LAPSED: 'off' },
  review: REVIEW,
  filing: { EXPECTED: 'todo', RECEIVED: 'wait', CONFIRMED: 'done', FAILED: 'bad', CLOSED: 'off' },
  badge: { ISSUED: 'todo', HUNG: 'done', OVERDUE: 'bad', ABNORMAL: 'bad', SUSPENDED: 'bad', REVOKED: 'off' },
  redPage: { DRAFT: 'todo', PUBLISHED: 'done', EDITED: 'todo', OFFLINE: 'off', CLOSED: 'off' },
  task: { DONE: 'done', NOW: 'todo', WAITING: 'wait', TROUBLE: 'bad', LATER: 'off' },
};

export const toneOf = (subject: Subject, state: string): Tone => TONES[subject][state] ?? 'off';
