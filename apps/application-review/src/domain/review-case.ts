import type { ReviewPoint, Route, Stage } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import type { Act, Actor, PointVerdict } from './act.js';
import { POINTS } from './reasons.js';
import { firstStage, stageAfter, type Subject } from './routes.js';

/** What one stage decided, for good. */
export interface StageDecision {
  stage: Stage;
  result: 'approved' | 'refused';
  verdicts: PointVerdict[];
  by: { accountId: string; name: string };
  /** RFC 3339 */
  at: string;
}

/** One submission and what the stages said to it. Earlier rounds are never changed. */
export interface Round<D> {
  /** 1 on first submission, +1 on each resubmission. */
  number: number;
  /** RFC 3339 */
  submittedAt: string;
  /** Account of the handler; unknown for a domain application, which another service takes in. */
  submittedBy?: string;
  /** What was submitted, as it was. */
  data: D;
  decisions: StageDecision[];
}

/** A reviewer has taken the case up (领取), so that two do not read the same one. */
export interface Claim {
  accountId: string;
  name: string;
  /** RFC 3339; afterwards the case is free again. */
  until: string;
}

/**
 * The review of one subject along its route, round by round: the engine that site and domain applications share.
 * Where a state leads is in the workflow of the subject; what a decision is, and who may make it, is here.
 */
export abstract class ReviewCase<State extends string, D> {
  id!: string;
  abstract readonly subject: Subject;
  state!: State;
  /** +1 on every change of state or data; a decision names the version that it was made on. */
  version!: number;
  unitId!: string;
  /** As it was called when it submitted; the queue is searched by it. */
  unitName!: string;
  region!: string;
  /** The bureau of the stages `bureau` and `third`; none for a central institution. */
  bureauId?: string;
  route!: Route;
  /** The stage at work, or the one that decided last. Absent before the first submission. */
  stage?: Stage;
  rounds!: Round<D>[];
  claim?: Claim;
  /** The day from which the stage's working days are counted; absent while nobody is at work. */
  clockDay?: string;
  dueDay?: string;
  dueProvisional!: boolean;
  /** When the stage at work was found late, RFC 3339. */
  overdueAt?: string;
  /** RFC 3339, of the newest round. */
  submittedAt?: string;

  get round(): Round<D> {
    const last = this.rounds.at(-1);
    if (!last) throw new Error(`Case ${this.id} has not been submitted`);
    return last;
  }

  get points(): readonly ReviewPoint[] {
    return POINTS[this.subject];
  }

  /** Whether the stage at work is the last of the route. */
  get atLastStage(): boolean {
    return this.stage !== undefined && stageAfter(this.subject, this.route, this.stage) === undefined;
  }

  /** Whether some stage is at work: the submitted data is frozen, the clock runs. */
  get underReview(): boolean {
    return this.clockDay !== undefined;
  }

  /** Verdicts of the newest decision of this round, for events: without words. */
  protected verdictsForEvents(): { point: ReviewPoint; result: 'passed' | 'refused'; reasons: string[] }[] {
    const last = this.rounds.at(-1)?.decisions.at(-1);
    return (last?.verdicts ?? []).map(({ point, result, reasons }) => ({ point, result, reasons }));
  }

  /** Begins a round at the first stage of the route; earlier rounds stay as they are. */
  protected beginRound(data: D, act: Act): void {
    this.rounds = [
      ...this.rounds,
      {
        number: this.rounds.length + 1,
        submittedAt: act.at.toISOString(),
        ...(act.by.accountId === 'system' ? {} : { submittedBy: act.by.accountId }),
        data,
        decisions: [],
      },
    ];
    this.submittedAt = act.at.toISOString();
    this.enter(firstStage(this.subject, this.route), act);
  }

  /** Keeps the decision of the stage at work and goes on to the next stage, if it approved and there is one. */
  protected keepDecision(act: Act): StageDecision {
    const verdicts = [...(act.verdicts ?? [])];
    const refused = verdicts.some((verdict) => verdict.result === 'refused');
    const decision: StageDecision = {
      stage: this.stage!,
      result: refused ? 'refused' : 'approved',
      verdicts,
      by: { accountId: act.by.accountId, name: act.by.name },
      at: act.at.toISOString(),
    };
    const { decisions, ...rest } = this.round;
    this.rounds = [...this.rounds.slice(0, -1), { ...rest, decisions: [...decisions, decision] }];
    const next = refused ? undefined : stageAfter(this.subject, this.route, this.stage!);
    if (next) this.enter(next, act);
    else this.rest();
    return decision;
  }

  private enter(stage: Stage, act: Act): void {
    this.stage = stage;
    this.claim = undefined;
    this.clockDay = act.today;
    this.dueDay = act.due.day;
    this.dueProvisional = act.due.provisional;
    this.overdueAt = undefined;
  }

  /** Nobody is at work any more: no clock, no claim. */
  protected rest(): void {
    this.claim = undefined;
    this.clockDay = undefined;
    this.dueDay = undefined;
    this.dueProvisional = false;
    this.overdueAt = undefined;
  }

  protected changed(): void {
    this.version += 1;
  }

  /** The claim, unless it has run out. */
  claimAt(now: Date): Claim | undefined {
    return this.claim && new Date(this.claim.until) > now ? this.claim : undefined;
  }

  /**
   * Takes the case up for a while; again by the same person: longer. It changes nothing that a decision is made on, so the
   * version stays.
   * @throws Problem 409 `claimed-by-another`, 409 `wrong-state` when no stage is at work, 403 for who may not decide it
   */
  takeUp(by: Actor, now: Date, minutes: number): void {
    this.mayDecide(by, 'claim');
    this.freeFor(by, now);
    this.claim = {
      accountId: by.accountId,
      name: by.name,
      until: new Date(now.getTime() + minutes * 60_000).toISOString(),
    };
  }

  /** @throws Problem 409 `not-claimed` */
  letGo(by: Actor, now: Date): void {
    if (this.claimAt(now)?.accountId !== by.accountId)
      throw problem(409, 'not-claimed', { extensions: { current: this.fresh() } });
    this.claim = undefined;
  }

  /** @throws Problem 409 `claimed-by-another` */
  protected freeFor(by: Actor, now: Date): void {
    const claim = this.claimAt(now);
    if (claim && claim.accountId !== by.accountId) {
      throw problem(409, 'claimed-by-another', { extensions: { current: this.fresh() } });
    }
  }

  /**
   * Who may decide the stage at work: staff of the case's bureau, or CONAC; never who submitted it.
   * @throws Problem 403 or 409
   */
  protected mayDecide(by: Actor, step: string): void {
    if (!this.underReview) {
      throw problem(409, 'wrong-state', { params: { state: this.state, step }, extensions: { state: this.state } });
    }
    const code = this.whyNot(by);
    if (code) throw problem(403, code, { params: { step } });
  }

  private whyNot(by: Actor): 'forbidden-step' | 'not-your-bureau' | 'reviewer-is-submitter' | undefined {
    const role = this.stage === 'conac' ? 'conac-reviewer' : 'bureau-reviewer';
    if (!this.underReview || !by.roles.includes(role)) return 'forbidden-step';
    if (role === 'bureau-reviewer' && by.bureauId !== this.bureauId) return 'not-your-bureau';
    const own = by.unitId === this.unitId || this.rounds.some((round) => round.submittedBy === by.accountId);
    return own ? 'reviewer-is-submitter' : undefined;
  }

  /** The buttons of a reviewer: `claim`, `release`, `decide`; none for who may not decide. */
  reviewerOffers(by: Actor, now: Date): ('claim' | 'release' | 'decide')[] {
    const claim = this.claimAt(now);
    if (this.whyNot(by) || (claim && claim.accountId !== by.accountId)) return [];
    return [claim ? 'release' : 'claim', 'decide'];
  }

  /** Marks the stage at work as late, once. A provisional last day is a guess, and nobody is late by a guess. */
  protected becomesOverdue(at: Date, today: string): boolean {
    if (!this.dueDay || this.dueProvisional || this.overdueAt || today <= this.dueDay) return false;
    this.overdueAt = at.toISOString();
    return true;
  }

  /** What the loser of a race is told. */
  fresh(): Record<string, unknown> {
    const { id, state, version, stage, claim } = this;
    const last = this.rounds.at(-1)?.decisions.at(-1);
    return {
      id,
      state,
      version,
      stage,
      round: this.rounds.length,
      ...(claim ? { claim } : {}),
      ...(last ? { lastDecision: { stage: last.stage, result: last.result, by: last.by, at: last.at } } : {}),
    };
  }
}
