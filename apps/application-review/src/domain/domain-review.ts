import {
  DomainReviewBureauApproved,
  DomainReviewBureauRefused,
  DomainReviewClosed,
  DomainReviewConacApproved,
  DomainReviewConacRefused,
  DomainReviewOpened,
  DomainReviewOverdue,
  DOMAIN_REVIEW_STATES,
  type DomainReviewState,
  type Route,
  type Stage,
} from '@biaozhi/contracts';
import { workflow } from '@biaozhi/workflow';
import type { Act } from './act.js';
import { ReviewCase } from './review-case.js';
import { reviewRows, stepOf } from './review-steps.js';

export type DomainReviewStateName = (typeof DOMAIN_REVIEW_STATES)[number] | 'NEW';

/** What a unit applies for when it applies for a domain, as its service told us. */
export interface DomainSubject {
  /** Human number of the domain application. */
  number: string;
  uLabel: string;
  aLabel: string;
  years: number;
}

const { intoReview, approval, refusal } = reviewRows<DomainReviewStateName, DomainReview>('domain');

/** `NEW` exists for a moment only: the application has arrived and is about to be opened. */
export const domainReviewWorkflow = workflow<DomainReviewStateName, DomainReview, Act>()({
  name: 'domain-review',
  initial: 'NEW',
  steps: {
    open: { by: ['system'], from: ['NEW', 'REFUSED'], to: intoReview },
    approveBureau: approval('bureau', [['PASSED', () => true]]),
    refuseBureau: refusal('bureau', 'REFUSED'),
    approveConac: approval('conac', [['PASSED', () => true]]),
    refuseConac: refusal('conac', 'REFUSED'),
    close: { by: ['system'], from: ['BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED'], to: 'CLOSED' },
  },
});

type DomainStage = Exclude<Stage, 'third'>;
const DECIDED = {
  bureau: { approved: DomainReviewBureauApproved, refused: DomainReviewBureauRefused },
  conac: { approved: DomainReviewConacApproved, refused: DomainReviewConacRefused },
} as const;

/** The review of a domain application (域名申请的审查). */
export class DomainReview extends ReviewCase<DomainReviewStateName, DomainSubject> {
  readonly subject = 'domain' as const;
  domainApplicationId!: string;

  /** Prepares the review of an application that has arrived; {@link open} begins it. */
  static of(
    about: Pick<DomainReview, 'id' | 'domainApplicationId' | 'unitId' | 'unitName' | 'region' | 'bureauId'> & {
      route: Route;
    },
  ): DomainReview {
    return Object.assign(new DomainReview(), { ...about, state: 'NEW', version: 0, rounds: [], dueProvisional: false });
  }

  /** The application was submitted, or submitted again: a new round at the first stage. */
  open(data: DomainSubject, act: Act): DomainReviewOpened[] {
    this.state = domainReviewWorkflow.fire('open', this, act.by.roles, act);
    this.beginRound(data, act);
    this.changed();
    return [DomainReviewOpened.of(this.publicState())];
  }

  /** The stage at work decides. */
  decide(act: Act): DomainReviewState[] {
    this.mayDecide(act.by, 'decide');
    this.freeFor(act.by, act.at);
    const approved = !act.verdicts?.some((verdict) => verdict.result === 'refused');
    const final = approved && this.atLastStage;
    const next = domainReviewWorkflow.fire(stepOf(this.stage as DomainStage, approved), this, act.by.roles, act);
    const decision = this.keepDecision(act);
    this.state = next;
    this.changed();
    const event = DECIDED[decision.stage as DomainStage][decision.result];
    return [event.of({ ...this.publicState(), stage: decision.stage, final, verdicts: this.verdictsForEvents() })];
  }

  /** The application was withdrawn; a review that has ended stays as it ended. */
  close(act: Act): DomainReviewClosed[] {
    if (this.state === 'PASSED' || this.state === 'CLOSED') return [];
    this.state = domainReviewWorkflow.fire('close', this, act.by.roles, act);
    this.rest();
    this.changed();
    return [DomainReviewClosed.of(this.publicState())];
  }

  /** Says once that the stage at work is late; it decides nothing by that. */
  flagOverdue(at: Date, today: string): DomainReviewOverdue[] {
    return this.becomesOverdue(at, today) ? [DomainReviewOverdue.of(this.publicState())] : [];
  }

  private publicState(): Omit<DomainReviewState, never> {
    return {
      id: this.id,
      unitId: this.unitId,
      region: this.region,
      bureauId: this.bureauId,
      domainApplicationId: this.domainApplicationId,
      state: this.state as DomainReviewState['state'],
      route: this.route,
      round: this.rounds.length,
      stage: this.stage!,
      verdicts: [],
      dueDay: this.dueDay,
    };
  }
}
