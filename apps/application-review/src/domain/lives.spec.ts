import fc from 'fast-check';
import { Problem } from '@biaozhi/problem';
import {
  UNITS,
  act,
  actor,
  allPassed,
  bureauReviewer,
  centreReviewer,
  conacReviewer,
  filledDraft,
  refusing,
  system,
} from '../../test/builders.js';
import { CHAINS } from './routes.js';
import type { SiteApplicationStateName } from './site-application.workflow.js';

/** What people and the system might try, at any moment. */
const DEEDS = [
  'submit',
  'edit',
  'withdraw',
  'bureau+',
  'bureau-',
  'centre+',
  'centre-',
  'conac+',
  'conac-',
  'paper+',
  'paper-',
  'lapse',
  'unit-ends',
  'claim',
] as const;

/** Tries a deed; what is refused must be refused with a Problem and change nothing. */
async function live(unit: (typeof UNITS)['localOrgan'], deeds: readonly (typeof DEEDS)[number][]) {
  const { application, facts, handler, submit } = filledDraft(unit, { siteName: '历下示例站' });
  const refusal = refusing('unit', 'reason-not-on-roster');
  const decide = (by: typeof handler, verdicts: typeof refusal) => application.decide(act(by, { facts, verdicts }));
  const paper = (state: 'CONFIRMED' | 'FAILED') =>
    application.paperMoves({ id: unit.id, number: 'F-1', state, dataHash: application.dataHash ?? '' }, act(system));
  const doing: Record<(typeof DEEDS)[number], () => unknown> = {
    submit,
    edit: () => application.fillIn({ introduction: '又改了一遍的网站简介，内容属实。' }, act(handler)),
    withdraw: () => application.withdraw(act(handler)),
    'bureau+': () => decide(bureauReviewer, allPassed()),
    'bureau-': () => decide(bureauReviewer, refusal),
    'centre+': () => decide(centreReviewer, allPassed()),
    'centre-': () => decide(centreReviewer, refusal),
    'conac+': () => decide(conacReviewer, allPassed()),
    'conac-': () => decide(conacReviewer, refusal),
    'paper+': () => paper('CONFIRMED'),
    'paper-': () => paper('FAILED'),
    lapse: () => application.lapse(act(system)),
    'unit-ends': () => application.unitEnds(act(system)),
    claim: () => application.takeUp(actor(['auditor']), act(handler).at, 5),
  };
  const path: SiteApplicationStateName[] = [application.state];
  for (const deed of deeds) {
    const { version, state } = application;
    try {
      await doing[deed]();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect([application.version, application.state]).toEqual([version, state]);
    }
    path.push(application.state);
  }
  return { application, path };
}

it.each(Object.entries(UNITS))(
  'whatever is tried in whatever order, the life of an application of a %s is lawful',
  async (_, unit) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...DEEDS), { maxLength: 40 }), async (deeds) => {
        const { application, path } = await live(unit, deeds);
        const chain = CHAINS[application.route].site;
        expect(application.rounds.map((round) => round.number)).toEqual(
          application.rounds.map((_round, index) => index + 1),
        );
        for (const { decisions } of application.rounds) {
          // Each round is a beginning of the route: no stage is left out, and nobody decides after a refusal.
          expect(decisions.map((decision) => decision.stage)).toEqual(chain.slice(0, decisions.length));
          expect(decisions.slice(0, -1).every((decision) => decision.result === 'approved')).toBe(true);
        }
        const passed = application.rounds.filter(
          ({ decisions }) => decisions.length === chain.length && decisions.at(-1)!.result === 'approved',
        );
        expect(passed.length).toBe(application.dataHash ? 1 : 0);
        const paper = path.findIndex((state) => ['AWAITING_PAPER', 'PAPER_FAILED', 'COMPLETED'].includes(state));
        if (paper >= 0) expect(application.dataHash).toBeDefined();
        const end = path.findIndex((state) => ['PAPER_FAILED', 'COMPLETED'].includes(state));
        if (end >= 0) expect(new Set(path.slice(end)).size).toBe(1);
        const withdrawn = path.indexOf('WITHDRAWN');
        // The bureau may have decided about the paper in the moment in which the unit ended; nothing else comes afterwards.
        const after = application.dataHash ? ['WITHDRAWN', 'COMPLETED', 'PAPER_FAILED'] : ['WITHDRAWN'];
        if (withdrawn >= 0) expect(after).toEqual(expect.arrayContaining(path.slice(withdrawn)));
        expect(application.underReview).toBe(
          ['BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW'].includes(application.state),
        );
      }),
      { numRuns: 80 },
    );
  },
);
