import { publicationOf, type AggregateData, type EventClass } from '@biaozhi/contracts';
import { v7 } from 'uuid';
import {
  CENTRE,
  LIXIA_BUREAU,
  NOW,
  UNITS,
  act,
  allPassed,
  bureauReviewer,
  centreReviewer,
  conacReviewer,
  refusing,
  system,
} from '../../test/builders.js';
import { DomainReview } from './domain-review.js';
import type { UnitCopy } from './facts.js';
import { routeOf } from './routes.js';

const SUBJECT = { number: 'D-1', uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b', years: 1 };
const of = (unit: UnitCopy, bureauId?: string) =>
  DomainReview.of({
    id: v7(),
    domainApplicationId: v7(),
    unitId: unit.id,
    unitName: unit.name,
    region: unit.region,
    bureauId,
    route: routeOf(unit),
  });
const named = (events: AggregateData[]) => events.map((event) => publicationOf(event.constructor as EventClass).event);
const passed = allPassed('domain');

describe('the review of a domain application', () => {
  it('goes from the bureau to CONAC; the last approval is final', () => {
    const review = of(UNITS.localOrgan, LIXIA_BUREAU.id);
    expect(review.open(SUBJECT, act(system))).toMatchObject([
      { state: 'BUREAU_REVIEW', stage: 'bureau', round: 1, dueDay: '2026-12-01', verdicts: [] },
    ]);
    expect(review.decide(act(bureauReviewer, { verdicts: passed }))).toMatchObject([
      { state: 'CONAC_REVIEW', stage: 'bureau', final: false },
    ]);
    const [last] = review.decide(act(conacReviewer, { verdicts: passed }));
    expect(last).toMatchObject({ state: 'PASSED', stage: 'conac', final: true });
    expect(last!.verdicts.map(({ point }) => point)).toEqual(['unit', 'contact', 'domain-name']);
  });

  it('of a central organ has no third stage', () => {
    const review = of(UNITS.centralOrgan, CENTRE.id);
    review.open(SUBJECT, act(system));
    review.decide(act(centreReviewer, { verdicts: passed }));
    expect(review.decide(act(conacReviewer, { verdicts: passed }))).toMatchObject([{ final: true, state: 'PASSED' }]);
  });

  it('of a central institution is CONAC’s alone', () => {
    const review = of(UNITS.centralInstitution);
    expect(review.open(SUBJECT, act(system))).toMatchObject([{ state: 'CONAC_REVIEW', stage: 'conac' }]);
    expect(named(review.decide(act(conacReviewer, { verdicts: passed })))).toEqual(['conac-approved']);
  });

  it('takes a resubmission as the next round, at the first stage, and keeps the earlier one', () => {
    const review = of(UNITS.localOrgan, LIXIA_BUREAU.id);
    review.open(SUBJECT, act(system));
    review.decide(act(bureauReviewer, { verdicts: passed }));
    const refusal = refusing('domain-name', 'reason-domain-name-unfit', undefined, 'domain');
    expect(review.decide(act(conacReviewer, { verdicts: refusal }))).toMatchObject([
      { state: 'REFUSED', final: false },
    ]);
    expect(review.open({ ...SUBJECT, uLabel: '历下示例局.政务' }, act(system))).toMatchObject([
      { round: 2, stage: 'bureau' },
    ]);
    expect(review.rounds.map((round) => [round.data.uLabel, round.decisions.length])).toEqual([
      ['示例局.政务', 2],
      ['历下示例局.政务', 0],
    ]);
  });

  it('does not judge a site name', () => {
    const review = of(UNITS.localOrgan, LIXIA_BUREAU.id);
    review.open(SUBJECT, act(system));
    expect(() => review.decide(act(bureauReviewer, { verdicts: allPassed('site') }))).toThrow(
      expect.objectContaining({ code: 'rules-broken' }),
    );
  });

  it('is closed by a withdrawal while it is open, and left alone once it has ended', () => {
    const review = of(UNITS.localOrgan, LIXIA_BUREAU.id);
    review.open(SUBJECT, act(system));
    expect(named(review.close(act(system)))).toEqual(['closed']);
    expect(review.close(act(system))).toEqual([]);
    expect(() => review.decide(act(bureauReviewer, { verdicts: passed }))).toThrow(
      expect.objectContaining({ code: 'wrong-state' }),
    );
  });

  it('is late once a stage', () => {
    const review = of(UNITS.localOrgan, LIXIA_BUREAU.id);
    review.open(SUBJECT, act(system));
    expect(named(review.flagOverdue(NOW, '2026-12-02'))).toEqual(['overdue']);
    expect(review.flagOverdue(NOW, '2026-12-03')).toEqual([]);
  });
});
