import type { ReviewPoint } from '@biaozhi/contracts';
import type { Role } from '@biaozhi/workflow';
import type { SiteFacts } from './facts.js';

/** Who acts: a signed-in person, or the software. */
export interface Actor {
  accountId: string;
  name: string;
  roles: readonly Role[];
  /** Of a handler. */
  unitId?: string;
  /** Of a bureau's staff. */
  bureauId?: string;
}

/** Timers and events act under this name. */
export const SYSTEM: Actor = { accountId: 'system', name: 'system', roles: ['system'] };

/** A last day, Asia/Shanghai; provisional while the calendar of a year that it touches is not published. */
export interface Due {
  day: string;
  provisional: boolean;
}

/** A reviewer's judgement of one point, with words. */
export interface PointVerdict {
  point: ReviewPoint;
  result: 'passed' | 'refused';
  /** Codes of {@link REASONS}. */
  reasons: string[];
  comment?: string;
}

/** Somebody takes a step, now. */
export interface Act {
  by: Actor;
  at: Date;
  /** The same moment as a day in Asia/Shanghai. */
  today: string;
  /** The last day of a review that begins today. */
  due: Due;
  /** With a decision. */
  verdicts?: readonly PointVerdict[];
  /** What this service knows about unit and domains; with everything that depends on them. */
  facts?: SiteFacts;
}
