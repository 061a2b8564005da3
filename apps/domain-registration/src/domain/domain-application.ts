import {
  DomainApplicationFeeClaimed,
  DomainApplicationFeeDue,
  DomainApplicationFeePaid,
  DomainApplicationLapsed,
  DomainApplicationRefused,
  DomainApplicationResubmitted,
  DomainApplicationSubmitted,
  DomainApplicationWithdrawn,
  type AggregateData,
  type DOMAIN_APPLICATION_STATES,
  type DomainApplicationState,
} from '@biaozhi/contracts';
import { finding, problem } from '@biaozhi/problem';
import { checkIdn, type Suffix } from '@biaozhi/standards';
import { workflow, type Role } from '@biaozhi/workflow';
import type { FeeOrder } from './fee-order.js';
import type { UnitCopy } from './unit.js';
import './messages.js';

export type State = (typeof DOMAIN_APPLICATION_STATES)[number];

/** What a unit asks for. */
export interface DomainWish {
  label: string;
  suffix: Suffix;
  years: number;
  agreement: boolean;
}

/** Domain registration (域名注册), from wish to registered name: two reviews, then the fee, then the name. */
export const domainApplicationWorkflow = workflow<State, DomainApplication>()({
  name: 'domain-application',
  initial: 'DRAFT',
  steps: {
    edit: { by: ['handler'], from: ['DRAFT', 'REFUSED'], to: [['DRAFT', (one) => one.state === 'DRAFT'], ['REFUSED', () => true]] },
    submit: {
      by: ['handler'],
      from: ['DRAFT', 'REFUSED'],
      to: 'BUREAU_REVIEW',
      must: [({ agreement }) => (agreement ? undefined : finding('agreement-needed', '/agreement'))],
    },
    passBureau: { by: ['system'], from: ['BUREAU_REVIEW'], to: 'CONAC_REVIEW' },
    /** The only way to a fee: no state before CONAC's review leads to it. */
    passFinally: { by: ['system'], from: ['CONAC_REVIEW'], to: 'AWAIT_PAYMENT' },
    refuse: { by: ['system'], from: ['BUREAU_REVIEW', 'CONAC_REVIEW'], to: 'REFUSED' },
    claim: { by: ['handler'], from: ['AWAIT_PAYMENT'], to: 'PAYMENT_CLAIMED' },
    /** Its bureau has paid the fee with those of other units (集中结算). */
    settle: { by: ['bureau-reviewer', 'bureau-archivist'], from: ['AWAIT_PAYMENT'], to: 'PAYMENT_CLAIMED' },
    /** The money did not arrive: the claim is turned back. */
    dispute: { by: ['conac-finance'], from: ['PAYMENT_CLAIMED'], to: 'AWAIT_PAYMENT' },
    pay: { by: ['conac-finance', 'system'], from: ['AWAIT_PAYMENT', 'PAYMENT_CLAIMED'], to: 'REGISTERED' },
    lapse: { by: ['system'], from: ['AWAIT_PAYMENT'], to: 'LAPSED' },
    /** By its handler, or with the end of its unit. */
    withdraw: { by: ['handler', 'system'], from: ['DRAFT', 'BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED', 'AWAIT_PAYMENT'], to: 'WITHDRAWN' },
  },
});
export type Step = (typeof domainApplicationWorkflow.steps)[number];

/** States in which a name is held for its applicant. */
export const HOLDING: readonly State[] = ['BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED', 'AWAIT_PAYMENT', 'PAYMENT_CLAIMED', 'REGISTERED'];

/** An application for a domain (域名注册申请). */
export class DomainApplication {
  id!: string;
  version!: number;
  state!: State;
  number!: string;
  unitId!: string;
  region!: string;
  bureauId?: string | null;
  label!: string;
  suffix!: Suffix;
  uLabel!: string;
  aLabel!: string;
  years!: number;
  agreement!: boolean;
  /** 0 before the first submission. */
  round!: number;
  fee?: { id: string; number: string; amountFen: number; dueDay: string } | null;
  createdAt!: Date;

  static draft(id: string, number: string, unit: UnitCopy, wish: DomainWish, now: Date): DomainApplication {
    const { id: unitId, region, bureauId } = unit;
    const made = Object.assign(new DomainApplication(), { id, number, unitId, region, bureauId, version: 1, state: 'DRAFT', round: 0, createdAt: now });
    made.wishFor(wish);
    return made;
  }

  edit(wish: DomainWish, role: Role | readonly Role[]): void {
    domainApplicationWorkflow.fire('edit', this, role);
    this.wishFor(wish);
  }

  /** The unit's division and bureau are those of its first submission, whatever becomes of the unit during the reviews. */
  submit({ region, bureauId }: Pick<UnitCopy, 'region' | 'bureauId'>, role: Role | readonly Role[]): AggregateData[] {
    this.take('submit', role);
    if (this.round === 0) Object.assign(this, { region, bureauId });
    this.round += 1;
    const data = this.published();
    return [this.round === 1 ? DomainApplicationSubmitted.of(data) : DomainApplicationResubmitted.of(data)];
  }

  /** It is with CONAC: the bureau has passed it, or the route has no bureau. Nobody waits for an event of ours then. */
  reachesConac(): void {
    this.take('passBureau', 'system');
  }

  /** The last review of the route has passed it: the fee is due. */
  passed(order: FeeOrder): AggregateData[] {
    this.take('passFinally', 'system');
    const { id, number, amountFen, dueDay } = order;
    this.fee = { id, number, amountFen, dueDay };
    return [DomainApplicationFeeDue.of(this.published())];
  }

  refused(): AggregateData[] {
    this.take('refuse', 'system');
    return [DomainApplicationRefused.of(this.published())];
  }

  /** The last day to pay was counted anew. */
  feeFallsDue(dueDay: string): void {
    if (this.fee) this.fee = { ...this.fee, dueDay };
  }

  /** @param step who says that the fee was transferred: the unit, or its bureau */
  claimed(role: Role | readonly Role[], step: 'claim' | 'settle' = 'claim'): AggregateData[] {
    this.take(step, role);
    return [DomainApplicationFeeClaimed.of(this.published())];
  }

  disputed(dueDay: string, role: Role | readonly Role[]): AggregateData[] {
    this.take('dispute', role);
    this.feeFallsDue(dueDay);
    return [DomainApplicationFeeDue.of(this.published())];
  }

  paid(role: Role | readonly Role[]): AggregateData[] {
    this.take('pay', role);
    return [DomainApplicationFeePaid.of(this.published())];
  }

  lapsed(): AggregateData[] {
    this.take('lapse', 'system');
    return [DomainApplicationLapsed.of(this.published())];
  }

  withdraw(role: Role | readonly Role[]): AggregateData[] {
    const known = this.round > 0;
    this.take('withdraw', role);
    // Nobody outside has heard of a draft.
    return known ? [DomainApplicationWithdrawn.of(this.published())] : [];
  }

  published(): DomainApplicationState {
    const { id, unitId, region, number, state, uLabel, aLabel, years, round } = this;
    const common = { id, unitId, region, bureauId: this.bureauId ?? undefined, number, state, years, round };
    return { ...common, domain: { uLabel, aLabel }, fee: this.fee ?? undefined };
  }

  private take(step: Step, role: Role | readonly Role[]): void {
    this.state = domainApplicationWorkflow.fire(step, this, role);
  }

  private wishFor({ label, suffix, years, agreement }: DomainWish): void {
    const check = checkIdn(label, suffix);
    if (!check.ok) throw problem(422, 'validation', { findings: [finding(check.code, '/label')] });
    Object.assign(this, { label: label.normalize('NFC'), suffix, years, agreement, uLabel: check.uLabel, aLabel: check.aLabel });
  }
}
