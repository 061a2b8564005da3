import {
  DomainCancelled,
  DomainExpired,
  DomainExpiring,
  DomainFrozen,
  DomainRegistered,
  DomainRenewed,
  DomainUnfrozen,
  type AggregateData,
  type DOMAIN_STATES,
  type DomainState,
} from '@biaozhi/contracts';
import { finding, problem } from '@biaozhi/problem';
import { plusDays } from '@biaozhi/standards';
import { workflow, type Role } from '@biaozhi/workflow';
import type { DomainApplication } from './domain-application.js';
import './messages.js';

type State = (typeof DOMAIN_STATES)[number];

/** Longest that a domain may be registered from any day on. */
export const MAX_YEARS = 10;

/** Days before the end at which a holder is reminded, each once. */
export const REMINDERS = [90, 60, 30, 7] as const;

/** A registered domain's life. */
export const domainWorkflow = workflow<State, Domain>()({
  name: 'domain',
  initial: 'ACTIVE',
  steps: {
    orderRenewal: { by: ['handler'], from: ['ACTIVE', 'EXPIRED'], to: [['EXPIRED', (one) => one.state === 'EXPIRED'], ['ACTIVE', () => true]] },
    renew: { by: ['system', 'conac-finance'], from: ['ACTIVE', 'EXPIRED', 'FROZEN'], to: [['FROZEN', (one) => one.state === 'FROZEN'], ['ACTIVE', () => true]] },
    expire: { by: ['system'], from: ['ACTIVE'], to: 'EXPIRED' },
    freeze: { by: ['conac-reviewer'], from: ['ACTIVE'], to: 'FROZEN' },
    unfreeze: { by: ['conac-reviewer'], from: ['FROZEN'], to: 'ACTIVE' },
    cancel: { by: ['conac-reviewer', 'handler'], from: ['ACTIVE', 'EXPIRED', 'FROZEN'], to: 'CANCELLED' },
  },
});

export class Domain {
  id!: string;
  version!: number;
  state!: State;
  applicationId!: string;
  unitId!: string;
  region!: string;
  bureauId?: string | null;
  uLabel!: string;
  aLabel!: string;
  suffix!: string;
  registeredOn!: string;
  /** Last day that is paid for. */
  expiresOn!: string;
  /** The last reminder that was sent for this end; 0 for none. */
  reminded!: number;
  reason?: string | null;

  static register(id: string, from: DomainApplication, today: string): [Domain, DomainRegistered] {
    const { id: applicationId, unitId, region, bureauId, uLabel, aLabel, suffix, years } = from;
    const domain = Object.assign(new Domain(), { applicationId, unitId, region, bureauId, uLabel, aLabel, suffix });
    Object.assign(domain, { id, version: 1, state: 'ACTIVE', registeredOn: today, expiresOn: lastDay(today, years), reminded: 0 });
    return [domain, DomainRegistered.of(domain.published())];
  }

  /** @throws Problem 422 when the domain would be registered for longer than allowed */
  checkRenewal(years: number, today: string, role: Role | readonly Role[]): void {
    domainWorkflow.fire('orderRenewal', this, role);
    if (this.renewedUntil(years, today) > lastDay(today, MAX_YEARS)) {
      throw problem(422, 'rules-broken', { findings: [finding('renewal-too-long', '/years')] });
    }
  }

  renew(years: number, today: string, role: Role | readonly Role[]): AggregateData[] {
    this.state = domainWorkflow.fire('renew', this, role);
    this.expiresOn = this.renewedUntil(years, today);
    this.reminded = 0;
    return [DomainRenewed.of(this.published())];
  }

  /** The reminder or the end that is due today, if any. A missed day is made up by the next look. */
  dayPasses(today: string): AggregateData[] {
    if (this.state !== 'ACTIVE') return [];
    if (today > this.expiresOn) {
      this.state = domainWorkflow.fire('expire', this, 'system');
      return [DomainExpired.of(this.published())];
    }
    const due = REMINDERS.filter((days) => plusDays(today, days) >= this.expiresOn).at(-1);
    if (!due || (this.reminded && this.reminded <= due)) return [];
    this.reminded = due;
    return [DomainExpiring.of({ ...this.published(), daysLeft: due })];
  }

  freeze(reason: string, role: Role | readonly Role[]): AggregateData[] {
    this.state = domainWorkflow.fire('freeze', this, role);
    this.reason = reason;
    return [DomainFrozen.of(this.published())];
  }

  unfreeze(role: Role | readonly Role[]): AggregateData[] {
    this.state = domainWorkflow.fire('unfreeze', this, role);
    this.reason = null;
    return [DomainUnfrozen.of(this.published())];
  }

  cancel(reason: string, role: Role | readonly Role[]): AggregateData[] {
    this.state = domainWorkflow.fire('cancel', this, role);
    this.reason = reason;
    return [DomainCancelled.of(this.published())];
  }

  published(): DomainState {
    const { id, unitId, region, uLabel, aLabel, state, registeredOn, expiresOn } = this;
    return { id, unitId, region, bureauId: this.bureauId ?? undefined, domain: { uLabel, aLabel }, state, registeredOn, expiresOn };
  }

  /** A domain that has run out is renewed from today, others from their end. */
  private renewedUntil(years: number, today: string): string {
    return this.expiresOn < today ? lastDay(today, years) : lastDay(plusDays(this.expiresOn), years);
  }
}

/** The last day of a term of whole years that begins on a day; 29 February ends on 28 February. */
export function lastDay(from: string, years: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, day) - 86_400_000).toISOString().slice(0, 10);
}
