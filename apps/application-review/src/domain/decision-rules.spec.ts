import { REVIEW_POINTS } from '@biaozhi/contracts';
import { act, allPassed, bureauReviewer, refusing } from '../../test/builders.js';
import type { PointVerdict } from './act.js';
import { everyPointJudged, everyRefusalHasAReason, soundDecision } from './decision-rules.js';
import { POINTS, REASONS, REASONS_OF } from './reasons.js';

const site = { points: POINTS.site };
const judged = (verdicts: PointVerdict[]) => act(bureauReviewer, { verdicts });
const codes = (verdicts: PointVerdict[], subject = site) =>
  soundDecision
    .flatMap((rule) => rule(subject, judged(verdicts)) ?? [])
    .map(({ code, pointer }) => `${pointer} ${code}`);

describe('a decision', () => {
  it('judges every point', () => {
    expect(codes(allPassed())).toEqual([]);
    expect(everyPointJudged(site, judged([]))).toEqual([
      {
        code: 'point-not-judged',
        pointer: '/verdicts',
        params: { points: ['unit', 'contact', 'site-name', 'domain-name'] },
      },
    ]);
    expect(codes(allPassed().slice(1))).toEqual(['/verdicts point-not-judged']);
  });

  it('judges no point twice and none that is not there', () => {
    expect(codes([...allPassed(), ...allPassed().slice(0, 1)])).toEqual(['/verdicts/4/point point-judged-twice']);
    expect(codes(allPassed(), { points: POINTS.domain })).toEqual(['/verdicts/2/point point-not-of-this-case']);
  });

  it.each(REVIEW_POINTS)('that refuses %s gives a reason that fits it', (point) => {
    const index = POINTS.site.indexOf(point);
    expect(codes(refusing(point, REASONS_OF[point][0]!))).toEqual([]);
    expect(everyRefusalHasAReason(site, judged([{ point, result: 'refused', reasons: [] }]))).toMatchObject([
      { code: 'refusal-without-reason', pointer: '/verdicts/0/reasons' },
    ]);
    const unfit = Object.keys(REASONS).find((code) => !(REASONS_OF[point] as readonly string[]).includes(code))!;
    expect(codes(refusing(point, unfit))).toEqual([`/verdicts/${index}/reasons/0 reason-not-of-this-point`]);
    expect(codes(refusing(point, 'no-such-reason'))).toEqual([`/verdicts/${index}/reasons/0 reason-not-of-this-point`]);
  });

  it.each([
    [undefined, false],
    ['', false],
    ['四个字的', false],
    ['  四个字的  ', false],
    ['𠮷𠮷𠮷𠮷', false],
    ['正好五个字', true],
  ])('with the reason “other” and the words %p', (comment, fine) => {
    expect(codes(refusing('unit', 'other', comment))).toEqual(fine ? [] : ['/verdicts/0/comment reason-without-words']);
  });

  it('that passes a point gives no reasons against it', () => {
    expect(codes([{ point: 'unit', result: 'passed', reasons: ['other'] }, ...allPassed().slice(1)])).toEqual([
      '/verdicts/0/reasons pass-with-reasons',
    ]);
  });
});
