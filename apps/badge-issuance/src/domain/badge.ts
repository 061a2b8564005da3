import {
  BadgeDeadlineNear,
  BadgeDeadlineSet,
  BadgeHung,
  BadgeIssued,
  BadgeMissing,
  BadgeOverdue,
  BadgeRestored,
  BadgeRevoked,
  BadgeSuspended,
  BadgeWrongCode,
  type BadgeState,
  type UnitKind,
} from '@biaozhi/contracts';
import type { Role } from '@biaozhi/workflow';
import { badgeWorkflow } from './badge.workflow.js';
import { hangingDeadline, REMINDER_DAYS, type Calendar } from './deadline.js';
import type { BadgeDecision, BadgeSubject, Hold, LiveState } from './rules.js';

/** Who issued the badge: the bureau that confirmed the paper, or CONAC where none was needed. */
export type Issuer = 'bureau' | 'conac';

/** What an inspection means for the badge; `unknown`: the site could not be read. */
export type Outcome = 'hung' | 'missing' | 'wrong-code' | 'unknown';

/** So many unreadable inspections in a row count as a missing badge. */
export const UNKNOWN_IS_MISSING = 3;

/** What is known when a badge is issued. */
export interface Issue {
  id: string;
  applicationId: string;
  unitId: string;
  region: string;
  bureauId?: string;
  issuer: Issuer;
  code: string;
  publicId: string;
  colour: BadgeState['colour'];
  place: BadgeState['place'];
  unitName: string;
  unitKind: UnitKind;
  /** 机构地址 and 机构职能 as they were approved; the verification page shows them. */
  address: string;
  functions: string;
  siteName: string;
  domains: BadgeState['domains'];
  englishDomain?: string;
  homePage?: string;
  issuedOn: string;
  /** The unit's earlier badge of the same site, which ends when this one hangs. */
  replacesId?: string;
}

/** 网站标识: what it is and what can happen to it. Each method returns the events that it caused. */
export class Badge implements BadgeSubject, Issue {
  id!: string;
  applicationId!: string;
  unitId!: string;
  region!: string;
  bureauId?: string;
  issuer!: Issuer;
  code!: string;
  publicId!: string;
  colour!: BadgeState['colour'];
  place!: BadgeState['place'];
  unitName!: string;
  unitKind!: UnitKind;
  address!: string;
  functions!: string;
  siteName!: string;
  domains!: BadgeState['domains'];
  englishDomain?: string;
  homePage?: string;
  issuedOn!: string;
  replacesId?: string;
  state!: BadgeState['state'];
  holds!: Hold[];
  resumes!: LiveState;
  /** Day on which the notice of issue reached the unit. */
  notifiedOn?: string;
  deadline!: string;
  deadlineProvisional!: boolean;
  reminded!: boolean;
  lastCheckedAt?: Date;
  lastOutcome?: Outcome;
  /** Inspections in a row that could not read the site. */
  unknownInARow!: number;
  /** When the inspector looks next; none for red pages. */
  nextCheckAt?: Date;
  /** Why staff suspended or revoked it, for the file. */
  reason?: string;
  /** +1 on every change; staff send the version that they saw. */
  version!: number;

  /** Issues a badge. */
  static issue(about: Issue, calendar: Calendar): { badge: Badge; events: BadgeState[] } {
    const { day, provisional } = hangingDeadline(calendar, about.issuedOn, undefined);
    const badge = Object.assign(new Badge(), about, {
      state: badgeWorkflow.initial,
      holds: [],
      resumes: 'ISSUED' as const,
      deadline: day,
      deadlineProvisional: provisional,
      reminded: false,
      unknownInARow: 0,
      version: 0,
    });
    return { badge, events: [BadgeIssued.of(badge.publicState())] };
  }

  /** The notice of issue reached the unit: the five working days begin. Only the first delivery counts. */
  notified(day: string, calendar: Calendar): BadgeState[] {
    if (this.notifiedOn !== undefined) return [];
    this.notifiedOn = day;
    return this.recompute(calendar);
  }

  /** Another calendar may move the last day as long as the badge is not hung. */
  recompute(calendar: Calendar): BadgeState[] {
    if (this.waitingState() !== 'ISSUED') return [];
    const { day, provisional } = hangingDeadline(calendar, this.issuedOn, this.notifiedOn);
    if (day === this.deadline && provisional === this.deadlineProvisional) return [];
    this.deadline = day;
    this.deadlineProvisional = provisional;
    return [BadgeDeadlineSet.of(this.publicState())];
  }

  /** The red page was published with the badge in its footer. */
  hungOnRedPage(at: Date): BadgeState[] {
    return this.inspected('hung', at);
  }

  /** Takes in what an inspection found. A badge that never hung is not missed before its last day. */
  inspected(outcome: Outcome, at: Date): BadgeState[] {
    this.lastCheckedAt = at;
    this.unknownInARow = outcome === 'unknown' ? this.unknownInARow + 1 : 0;
    const counted = this.unknownInARow >= UNKNOWN_IS_MISSING ? 'missing' : outcome;
    const before = this.lastOutcome;
    if (counted !== 'unknown') this.lastOutcome = counted;
    if (counted === 'hung') return this.hang();
    if (counted === 'unknown') return [];
    if (badgeWorkflow.offers(this, 'system').includes('lose')) {
      const again = this.state === 'ABNORMAL' && before === counted;
      this.state = badgeWorkflow.fire('lose', this, 'system', {});
      return again ? [] : [this.told(counted)];
    }
    // Not hung yet. Another site's code on the page is worth telling at once, an empty page is not.
    const waiting = this.state === 'ISSUED' || this.state === 'OVERDUE';
    return waiting && counted === 'wrong-code' && before !== counted ? [this.told(counted)] : [];
  }

  /** Tells the unit, once, that two working days are left; nothing when it is not yet so. */
  remind(today: string, calendar: Calendar): BadgeState[] {
    const daysLeft = today > this.deadline ? 0 : calendar.workingDaysBetween(today, this.deadline);
    if (daysLeft > REMINDER_DAYS || today > this.deadline) return [];
    badgeWorkflow.fire('remind', this, 'system', { today });
    this.reminded = true;
    return [BadgeDeadlineNear.of({ ...this.publicState(), daysLeft })];
  }

  /** The last day is over. */
  missDeadline(today: string): BadgeState[] {
    this.state = badgeWorkflow.fire('missDeadline', this, 'system', { today });
    return [BadgeOverdue.of(this.publicState())];
  }

  /** Its main domain or its unit has ceased to be good. */
  hold(hold: Exclude<Hold, 'staff'>): BadgeState[] {
    if (this.state === 'REVOKED' || this.holds.includes(hold)) return [];
    return this.suspendFor(hold, 'hold', 'system', {});
  }

  /** What the software held it for is good again. */
  release(hold: Exclude<Hold, 'staff'>): BadgeState[] {
    if (!this.holds.includes(hold) || this.state !== 'SUSPENDED') return [];
    return this.lift('release', 'system', { hold });
  }

  /** Staff suspend it. @throws Problem 403, 409, 422 */
  suspend(by: readonly Role[], reason: string): BadgeState[] {
    return this.suspendFor('staff', 'suspend', by, { reason });
  }

  /** Staff lift their own suspension; it stays suspended while its domain or unit is not good. @throws Problem */
  restore(by: readonly Role[], reason: string): BadgeState[] {
    return this.lift('restore', by, { reason, hold: 'staff' });
  }

  /** Ends it for good. @throws Problem 403, 409, 422 */
  revoke(by: Role | readonly Role[], reason: string): BadgeState[] {
    this.state = badgeWorkflow.fire('revoke', this, by, { reason });
    this.reason = reason;
    this.nextCheckAt = undefined;
    return [BadgeRevoked.of(this.publicState())];
  }

  /** What everybody may know, in the form in which the bus carries it. */
  publicState(): BadgeState {
    return {
      id: this.id,
      unitId: this.unitId,
      region: this.region,
      bureauId: this.bureauId,
      code: this.code,
      colour: this.colour,
      publicId: this.publicId,
      applicationId: this.applicationId,
      state: this.state,
      place: this.place,
      unitName: this.unitName,
      siteName: this.siteName,
      domains: this.domains,
      englishDomain: this.englishDomain,
      issuedOn: this.issuedOn,
      deadline: this.deadline,
      deadlineProvisional: this.deadlineProvisional,
      lastCheckedAt: this.lastCheckedAt?.toISOString(),
    };
  }

  /** The state behind a suspension. */
  private waitingState(): BadgeState['state'] {
    return this.state === 'SUSPENDED' ? this.resumes : this.state;
  }

  private hang(): BadgeState[] {
    if (!badgeWorkflow.offers(this, 'system').includes('hang')) return [];
    this.state = badgeWorkflow.fire('hang', this, 'system', {});
    return [BadgeHung.of(this.publicState())];
  }

  private told(outcome: 'missing' | 'wrong-code'): BadgeState {
    return (outcome === 'missing' ? BadgeMissing : BadgeWrongCode).of(this.publicState());
  }

  private suspendFor(hold: Hold, step: 'hold' | 'suspend', by: Role | readonly Role[], decision: BadgeDecision): BadgeState[] {
    const before = this.state;
    this.state = badgeWorkflow.fire(step, this, by, decision);
    this.holds = [...this.holds, hold];
    if (decision.reason !== undefined) this.reason = decision.reason;
    if (before === 'SUSPENDED' || before === 'REVOKED') return [];
    this.resumes = before;
    return [BadgeSuspended.of(this.publicState())];
  }

  private lift(step: 'release' | 'restore', by: Role | readonly Role[], decision: BadgeDecision): BadgeState[] {
    this.state = badgeWorkflow.fire(step, this, by, decision);
    this.holds = this.holds.filter((hold) => hold !== decision.hold);
    if (this.state === 'SUSPENDED') return [];
    this.reason = undefined;
    return [BadgeRestored.of(this.publicState())];
  }
}
