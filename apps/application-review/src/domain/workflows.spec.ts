import { readFileSync } from 'node:fs';
import { Problem } from '@biaozhi/problem';
import { ROLES, type Role } from '@biaozhi/workflow';
import { LIXIA_BUREAU, UNITS, act, allPassed, filledDraft, refusing } from '../../test/builders.js';
import { LEGAL_MOVES } from '../store/migrations/guards.js';
import { DomainReview, domainReviewWorkflow, type DomainReviewStateName } from './domain-review.js';
import { routeOf } from './routes.js';
import type { SiteApplication } from './site-application.js';
import {
  siteApplicationWorkflow,
  type SiteApplicationStateName,
  type SiteApplicationStep,
} from './site-application.workflow.js';

/** The law, written down a second time and by hand: who may take which step, and from where. */
const SITE_LAW: Record<SiteApplicationStep, { by: Role; from: SiteApplicationStateName[] }> = {
  fillIn: { by: 'handler', from: ['DRAFT'] },
  correct: { by: 'handler', from: ['REFUSED'] },
  submit: { by: 'handler', from: ['DRAFT', 'REFUSED'] },
  approveBureau: { by: 'bureau-reviewer', from: ['BUREAU_REVIEW'] },
  refuseBureau: { by: 'bureau-reviewer', from: ['BUREAU_REVIEW'] },
  approveConac: { by: 'conac-reviewer', from: ['CONAC_REVIEW'] },
  refuseConac: { by: 'conac-reviewer', from: ['CONAC_REVIEW'] },
  approveThird: { by: 'bureau-reviewer', from: ['THIRD_REVIEW'] },
  refuseThird: { by: 'bureau-reviewer', from: ['THIRD_REVIEW'] },
  withdraw: { by: 'handler', from: ['DRAFT', 'REFUSED', 'BUREAU_REVIEW', 'CONAC_REVIEW'] },
  unitEnds: {
    by: 'system',
    from: ['DRAFT', 'REFUSED', 'BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW', 'AWAITING_PAPER'],
  },
  confirmPaper: { by: 'system', from: ['AWAITING_PAPER', 'LAPSED', 'WITHDRAWN'] },
  failPaper: { by: 'system', from: ['AWAITING_PAPER', 'LAPSED', 'WITHDRAWN'] },
  lapse: { by: 'system', from: ['AWAITING_PAPER'] },
  replace: { by: 'handler', from: ['PAPER_FAILED'] },
};
const DOMAIN_LAW: Record<(typeof domainReviewWorkflow.steps)[number], { by: Role; from: DomainReviewStateName[] }> = {
  open: { by: 'system', from: ['NEW', 'REFUSED'] },
  approveBureau: { by: 'bureau-reviewer', from: ['BUREAU_REVIEW'] },
  refuseBureau: { by: 'bureau-reviewer', from: ['BUREAU_REVIEW'] },
  approveConac: { by: 'conac-reviewer', from: ['CONAC_REVIEW'] },
  refuseConac: { by: 'conac-reviewer', from: ['CONAC_REVIEW'] },
  close: { by: 'system', from: ['BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED'] },
};

/** How a step came out. */
const outcome = (take: () => unknown): string => {
  try {
    take();
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.code}`;
    throw error;
  }
};

const lawful = (law: { by: Role; from: string[] }, state: string, role: Role): string => {
  if (law.by !== role) return '403 forbidden-step';
  return law.from.includes(state) ? 'done' : '409 wrong-state';
};

const verdictsOf = (step: string, subject: 'site' | 'domain') =>
  step.startsWith('refuse') ? refusing('unit', 'reason-not-on-roster', undefined, subject) : allPassed(subject);

describe('the matrix state × step × role of a site application', () => {
  const matrix = siteApplicationWorkflow.states.flatMap((state) =>
    siteApplicationWorkflow.steps.flatMap((step) => ROLES.map((role) => [state, step, role] as const)),
  );

  it(`has ${matrix.length} cells`, () => expect(matrix.length).toBe(10 * 15 * 8));

  it.each(siteApplicationWorkflow.states)('in %s', async (state) => {
    const { application, facts, submit } = filledDraft();
    await submit();
    const at: SiteApplication = Object.assign(application, { state });
    const STAGE = { CONAC_REVIEW: 'conac', THIRD_REVIEW: 'third' } as Record<string, 'conac' | 'third'>;
    at.stage = STAGE[state] ?? 'bureau';
    if (at.stage === 'third') at.route = 'central-organ';
    for (const [, step, role] of matrix.filter(([one]) => one === state)) {
      const verdicts = verdictsOf(step, 'site');
      const came = outcome(() =>
        siteApplicationWorkflow.fire(
          step,
          at,
          role,
          act({ accountId: 'x', name: 'x', roles: [role] }, { facts, verdicts }),
        ),
      );
      expect([step, role, came]).toEqual([step, role, lawful(SITE_LAW[step], state, role)]);
    }
  });
});

describe('the matrix state × step × role of a domain review', () => {
  it.each(domainReviewWorkflow.states)('in %s', (state) => {
    const unit = UNITS.localOrgan;
    const review = DomainReview.of({
      id: unit.id,
      domainApplicationId: unit.id,
      unitId: unit.id,
      unitName: unit.name,
      region: unit.region,
      bureauId: LIXIA_BUREAU.id,
      route: routeOf(unit),
    });
    review.stage = state === 'CONAC_REVIEW' ? 'conac' : 'bureau';
    review.state = state;
    for (const step of domainReviewWorkflow.steps) {
      for (const role of ROLES) {
        const deed = act({ accountId: 'x', name: 'x', roles: [role] }, { verdicts: verdictsOf(step, 'domain') });
        const came = outcome(() => domainReviewWorkflow.fire(step, review, role, deed));
        expect([step, role, came]).toEqual([step, role, lawful(DOMAIN_LAW[step], state, role)]);
      }
    }
  });
});

describe.each([
  ['site_application', siteApplicationWorkflow],
  ['domain_review', domainReviewWorkflow],
] as const)('the table of %s', (table, flow) => {
  it('reaches every state', () => expect(flow.unreachable()).toEqual([]));

  it('allows the same moves as the trigger in the database', () => {
    const moves = flow
      .mermaid()
      .split('\n')
      .flatMap((line) => /^ {2}(\w+) --> (\w+): /.exec(line)?.slice(1, 3).join(' → ') ?? [])
      .filter((move) => move.split(' → ')[0] !== move.split(' → ')[1] && !move.startsWith('NEW'));
    const legal = Object.entries(LEGAL_MOVES[table]).flatMap(([from, to]) => to.map((one) => `${from} → ${one}`));
    expect([...new Set(legal)].sort()).toEqual([...new Set(moves)].sort());
  });

  it('is drawn in the README as it is', () => {
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(flow.mermaid());
  });
});
