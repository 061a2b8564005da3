import type { SITE_APPLICATION_STATES } from '@biaozhi/contracts';
import { finding, type Finding } from '@biaozhi/problem';
import { otherwise, workflow, type Rule } from '@biaozhi/workflow';
import type { Act } from './act.js';
import { isAlive } from './facts.js';
import { findingsOfForm } from './form-rules.js';
import { reviewRows } from './review-steps.js';
import { actsAsOrgan } from './routes.js';
import type { SiteApplication } from './site-application.js';

export type SiteApplicationStateName = (typeof SITE_APPLICATION_STATES)[number];
type SiteRule = Rule<SiteApplication, Act>;
/** The same for rules that look at the application only. */
type PlainRule = (application: Pick<SiteApplication, 'underReview' | 'rounds'>) => Finding | undefined;

/** The unit must own a live domain before anything else; the form then says which. */
export const ownsALiveDomain: SiteRule = (_, { facts }) =>
  facts?.domains.some((domain) => isAlive(domain, facts.today))
    ? undefined
    : finding('no-own-domain-alive', '/domainIds');

/** A merged or abolished unit applies for nothing. */
export const unitIsActive: SiteRule = (_, { facts }) =>
  facts?.unit.state === 'ACTIVE' ? undefined : finding('unit-not-active', '');

/** 机关方可选择资格复核. Institutions have no choice of kind. */
export const kindFitsUnit: SiteRule = ({ kind }, { facts }) =>
  kind === 're-review' && facts && !actsAsOrgan(facts.unit) ? finding('kind-not-for-institutions', '/kind') : undefined;

export const formIsComplete: SiteRule = ({ form, kind }, { facts }) =>
  facts ? findingsOfForm({ form, kind, facts }) : undefined;

/** Nobody approves a site whose domain has died meanwhile; it waits until the domain is renewed, or is refused. */
export const domainsStillAlive: SiteRule = ({ round }, { facts }) =>
  round.data.domains.every(({ id }) =>
    facts?.domains.some((domain) => domain.id === id && isAlive(domain, facts.today)),
  )
    ? undefined
    : finding('no-domain-alive', '');

/** 初审前可撤回. Only while the first stage of the round has not decided. */
export const firstStageUndecided: PlainRule = ({ underReview, rounds }) =>
  underReview && rounds.at(-1)?.decisions.length ? finding('too-late-to-withdraw', '') : undefined;

const { intoReview, approval, refusal } = reviewRows<SiteApplicationStateName, SiteApplication>('site');
const ENDS = [
  ['AWAITING_PAPER', ({ paperRequired }: SiteApplication) => paperRequired],
  ['COMPLETED', otherwise],
] as const;

/** In these states an application holds its site: no second one may be open (在办). */
export const OPEN_STATES = ['BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW', 'REFUSED', 'AWAITING_PAPER'] as const;

/** In these states somebody still has something to do about it. */
export const UNDECIDED = ['DRAFT', ...OPEN_STATES] as const;

/** An application for opening review or re-review of a site (网站开办审核、资格复核申请), from draft to end. */
export const siteApplicationWorkflow = workflow<SiteApplicationStateName, SiteApplication, Act>()({
  name: 'site-application',
  initial: 'DRAFT',
  steps: {
    fillIn: { by: ['handler'], from: ['DRAFT'], to: 'DRAFT' },
    correct: { by: ['handler'], from: ['REFUSED'], to: 'REFUSED' },
    submit: {
      by: ['handler'],
      from: ['DRAFT', 'REFUSED'],
      to: intoReview,
      must: [unitIsActive, kindFitsUnit, ownsALiveDomain, formIsComplete],
    },
    approveBureau: approval('bureau', ENDS, [domainsStillAlive]),
    refuseBureau: refusal('bureau', 'REFUSED'),
    approveConac: approval('conac', ENDS, [domainsStillAlive]),
    refuseConac: refusal('conac', 'REFUSED'),
    approveThird: approval('third', ENDS, [domainsStillAlive]),
    refuseThird: refusal('third', 'REFUSED'),
    withdraw: {
      by: ['handler'],
      from: ['DRAFT', 'REFUSED', 'BUREAU_REVIEW', 'CONAC_REVIEW'],
      to: 'WITHDRAWN',
      must: [firstStageUndecided],
    },
    // A merged or abolished unit opens no site; whoever took over applies anew.
    unitEnds: { by: ['system'], from: UNDECIDED, to: 'WITHDRAWN' },
    // The paper may have been decided on in the very moment in which the application ended: what the bureau decided counts.
    confirmPaper: { by: ['system'], from: ['AWAITING_PAPER', 'LAPSED', 'WITHDRAWN'], to: 'COMPLETED' },
    failPaper: { by: ['system'], from: ['AWAITING_PAPER', 'LAPSED', 'WITHDRAWN'], to: 'PAPER_FAILED' },
    lapse: { by: ['system'], from: ['AWAITING_PAPER'], to: 'LAPSED' },
    replace: { by: ['handler'], from: ['PAPER_FAILED'], to: 'PAPER_FAILED' },
  },
});

export type SiteApplicationStep = (typeof siteApplicationWorkflow.steps)[number];
