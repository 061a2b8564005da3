/** States of one message on one channel. */
export const DELIVERY_STATES = ['QUEUED', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const CHANNELS = ['sms', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What came of an attempt to send. */
export type Outcome =
  | { kind: 'accepted'; by: string; receipt: string; sentTo: string }
  /** Trying again cannot help: the number or mailbox does not exist. */
  | { kind: 'hopeless'; code: string; sentTo?: string }
  /** Server away, provider in trouble, contact not known yet. */
  | { kind: 'again'; code: string; sentTo?: string };

/** How often and how soon a message is tried again. */
export interface Patience {
  /** Seconds after the first failure; each further pause is four times as long, six hours at most. */
  firstPauseSeconds: number;
  /** Attempts in all. */
  attempts: number;
}

const LONGEST_PAUSE_SECONDS = 6 * 3600;

/** What becomes of a message after its n-th attempt. */
export type Next = { state: 'DELIVERED' } | { state: 'FAILED' } | { state: 'QUEUED'; pauseSeconds: number };

export function nextAfter(outcome: Outcome, attempt: number, patience: Patience): Next {
  if (outcome.kind === 'accepted') return { state: 'DELIVERED' };
  if (outcome.kind === 'hopeless' || attempt >= patience.attempts) return { state: 'FAILED' };
  return { state: 'QUEUED', pauseSeconds: Math.min(patience.firstPauseSeconds * 4 ** (attempt - 1), LONGEST_PAUSE_SECONDS) };
}

/** An address as lists show it: enough to recognise one's own, too little to use. */
export const maskedAddress = (address: string): string =>
  address.includes('@')
    ? address.replace(/^(.)[^@]*(@.*)$/, '$1***$2')
    : address.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');
