import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { publicationOf, type AggregateData, type EventClass, type SiteApplicationState } from '@biaozhi/contracts';
import { v7 } from 'uuid';
import {
  LIXIA_BUREAU,
  NOW,
  UNITS,
  act,
  actor,
  bureauReviewer,
  centreReviewer,
  conacReviewer,
  filledDraft,
  refusing,
  system,
} from '../../test/builders.js';
import { SiteApplication } from './site-application.js';

const named = (events: AggregateData[]) =>
  events.map((event) => {
    const { aggregate, event: name } = publicationOf(event.constructor as EventClass);
    return `${aggregate}.${name}`;
  });
const stateIn = (event: AggregateData) => event as SiteApplicationState;

describe('the four routes', () => {
  it('local organ: bureau, CONAC, then paper', async () => {
    const { application, submit, decide } = filledDraft();
    expect(named(await submit())).toEqual(['site-application.submitted']);
    expect(application).toMatchObject({
      state: 'BUREAU_REVIEW',
      stage: 'bureau',
      dueDay: '2026-12-01',
      number: '2026-370102-000001',
    });
    expect(named(decide(bureauReviewer))).toEqual(['site-application.bureau-approved']);
    expect(application.state).toBe('CONAC_REVIEW');
    const events = decide(conacReviewer);
    expect(named(events)).toEqual([
      'site-application.conac-approved',
      'site-application.passed',
      'dossier.passed-in-full',
    ]);
    expect(stateIn(events[1]!)).toMatchObject({
      state: 'AWAITING_PAPER',
      paperRequired: true,
      dataHash: application.dataHash,
    });
    expect(application.dueDay).toBeUndefined();
  });

  it('local institution: bureau, CONAC, completed without paper', async () => {
    const { application, submit, decide, domain } = filledDraft(UNITS.localInstitution, {
      siteName: '示例学校',
      englishDomain: 'slj.lixia.gov.cn',
    });
    domain.uLabel = '示例学校.公益';
    await submit();
    decide(bureauReviewer);
    const events = decide(conacReviewer);
    expect(named(events)).toEqual([
      'site-application.conac-approved',
      'site-application.passed',
      'dossier.passed-in-full',
      'site-application.completed',
    ]);
    expect(application).toMatchObject({ state: 'COMPLETED', paperRequired: false, route: 'local-institution' });
  });

  it('local institution whose bureau wants paper: paper', async () => {
    const { application, facts, submit, decide } = filledDraft(UNITS.localInstitution, { siteName: '示例学校' });
    facts.bureau = { ...LIXIA_BUREAU, paperForInstitutions: true };
    await submit();
    decide(bureauReviewer);
    decide(conacReviewer);
    expect(application).toMatchObject({ state: 'AWAITING_PAPER', paperRequired: true });
  });

  it('central organ: centre, CONAC, centre again, then paper', async () => {
    const { application, submit, decide } = filledDraft(UNITS.centralOrgan);
    await submit();
    expect(() => decide(bureauReviewer)).toThrow(expect.objectContaining({ code: 'not-your-bureau' }));
    decide(centreReviewer);
    expect(named(decide(conacReviewer))).toEqual(['site-application.conac-approved']);
    expect(application.state).toBe('THIRD_REVIEW');
    expect(() => decide(bureauReviewer)).toThrow(expect.objectContaining({ status: 403 }));
    const events = decide(centreReviewer);
    expect(named(events)).toEqual([
      'site-application.third-approved',
      'site-application.passed',
      'dossier.passed-in-full',
    ]);
    expect(stateIn(events[0]!)).toMatchObject({ stage: 'third', state: 'AWAITING_PAPER' });
  });

  it('central institution: CONAC alone, no paper', async () => {
    const { application, submit, decide, facts } = filledDraft(UNITS.centralInstitution, {
      siteName: '示例部信息中心',
    });
    facts.bureau = undefined;
    await submit();
    expect(application).toMatchObject({ state: 'CONAC_REVIEW', stage: 'conac', route: 'central-institution' });
    decide(conacReviewer);
    expect(application.state).toBe('COMPLETED');
  });
});

describe('a refusal', () => {
  it('shows its reasons, lets the unit correct, and starts again at the first stage', async () => {
    const { application, submit, decide, handler } = filledDraft();
    await submit();
    decide(bureauReviewer);
    const [refused] = decide(conacReviewer, refusing('site-name', 'reason-site-name-misleading', '名称过于宽泛'));
    expect(stateIn(refused!)).toMatchObject({ state: 'REFUSED', stage: 'conac' });
    expect(stateIn(refused!).verdicts[2]).toEqual({
      point: 'site-name',
      result: 'refused',
      reasons: ['reason-site-name-misleading'],
    });
    expect(JSON.stringify(refused)).not.toContain('名称过于宽泛');
    application.fillIn({ siteName: '历下区示例局门户' }, act(handler));
    const [again] = await submit();
    expect(stateIn(again!)).toMatchObject({
      state: 'BUREAU_REVIEW',
      stage: 'bureau',
      round: 2,
      number: '2026-370102-000001',
      siteName: '历下区示例局门户',
    });
    expect(application.rounds[0]).toMatchObject({
      number: 1,
      data: { siteName: '历下区示例局' },
      decisions: [{ result: 'approved' }, { result: 'refused' }],
    });
  });

  it('keeps every round through twenty resubmissions', async () => {
    const { application, submit, decide } = filledDraft();
    for (let round = 1; round <= 20; round += 1) {
      await submit();
      decide(bureauReviewer, refusing('contact', 'other', `第${round}次的意见`));
    }
    expect(application.rounds.map((round) => round.decisions[0]!.verdicts[1]!.comment)).toEqual(
      Array.from({ length: 20 }, (_, index) => `第${index + 1}次的意见`),
    );
  });
});

describe('who may decide', () => {
  it.each([
    ['another bureau', actor(['bureau-reviewer'], { bureauId: v7() }), 403],
    ['CONAC before the bureau', conacReviewer, 403],
    ['an archivist', actor(['bureau-archivist'], { bureauId: LIXIA_BUREAU.id }), 403],
    ['an administrator', actor(['administrator']), 403],
    [
      'a reviewer of the unit’s own',
      actor(['bureau-reviewer'], { bureauId: LIXIA_BUREAU.id, unitId: UNITS.localOrgan.id }),
      403,
    ],
  ])('%s: not', async (_, by, status) => {
    const { application, submit, decide } = filledDraft();
    await submit();
    expect(() => decide(by)).toThrow(expect.objectContaining({ status }));
    expect(application).toMatchObject({ state: 'BUREAU_REVIEW' });
  });

  it('the account that submitted: not, also with a reviewer’s role', async () => {
    const { submit, decide, handler } = filledDraft();
    await submit();
    const turncoat = actor(['bureau-reviewer'], { bureauId: LIXIA_BUREAU.id, accountId: handler.accountId });
    expect(() => decide(turncoat)).toThrow(expect.objectContaining({ code: 'reviewer-is-submitter' }));
  });

  it('nobody but who has claimed it, until the claim runs out', async () => {
    const { application, submit, decide } = filledDraft();
    await submit();
    const colleague = actor(['bureau-reviewer'], { bureauId: LIXIA_BUREAU.id });
    application.takeUp(colleague, NOW, 120);
    expect(() => application.takeUp(bureauReviewer, NOW, 120)).toThrow(
      expect.objectContaining({ code: 'claimed-by-another' }),
    );
    expect(() => decide(bureauReviewer)).toThrow(expect.objectContaining({ code: 'claimed-by-another' }));
    expect(application.reviewerOffers(bureauReviewer, NOW)).toEqual([]);
    expect(application.reviewerOffers(colleague, NOW)).toEqual(['release', 'decide']);
    const later = new Date(NOW.getTime() + 120 * 60_000);
    application.takeUp(bureauReviewer, later, 120);
    expect(() => application.letGo(colleague, later)).toThrow(expect.objectContaining({ code: 'not-claimed' }));
    application.letGo(bureauReviewer, later);
    expect(application.claim).toBeUndefined();
  });
});

describe('a form under review', () => {
  it('is frozen', async () => {
    const { application, submit, handler } = filledDraft();
    await submit();
    expect(() => application.fillIn({ siteName: '别的' }, act(handler))).toThrow(
      expect.objectContaining({ code: 'wrong-state' }),
    );
  });

  it('is not approved once its domain has died, and can be refused then', async () => {
    const { application, facts, submit, decide } = filledDraft();
    await submit();
    facts.domains = [{ ...facts.domains[0]!, state: 'EXPIRED' }];
    expect(() => decide(bureauReviewer)).toThrow(expect.objectContaining({ code: 'rules-broken' }));
    decide(bureauReviewer, refusing('domain-name', 'reason-domain-not-own'));
    expect(application.state).toBe('REFUSED');
  });

  it('needs a live domain before anything', async () => {
    const { facts, submit } = filledDraft();
    facts.domains = [];
    await expect(submit()).rejects.toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ code: 'no-own-domain-alive' })]),
    });
  });
});

describe('the form as passed', () => {
  it('is frozen as canonical JSON with its SHA-256, and printed from the dossier only', async () => {
    const { application, submit, decide } = filledDraft(UNITS.localOrgan, {
      mobile: '+86 139 1234 5678',
      icpNumber: ' 鲁ICP备11002306号-2 ',
    });
    await submit();
    decide(bureauReviewer);
    const events = decide(conacReviewer);
    const dossier = events[2] as unknown as { form: object; dataHash: string };
    const text = (canonicalize as unknown as (value: unknown) => string)(dossier.form);
    expect(createHash('sha256').update(text).digest('hex')).toBe(dossier.dataHash);
    expect(application.passedJson).toBe(text);
    expect(application.passedForm).toMatchObject({
      number: '2026-370102-000001',
      contact: { handlerName: '李晓明', mobile: '13912345678' },
      site: { icpNumber: '鲁ICP备11002306号-2', domains: [{ uLabel: '示例局.政务' }] },
      passedAt: NOW.toISOString(),
    });
  });

  it('leaves no person in any public event', async () => {
    const { submit, decide } = filledDraft();
    const events = [...(await submit()), ...decide(bureauReviewer), ...decide(conacReviewer)];
    const open = events.filter((event) => !publicationOf(event.constructor as EventClass).restricted);
    expect(open).toHaveLength(4);
    expect(JSON.stringify(open)).not.toMatch(/王建国|李晓明|13912345678|88888888|handler@/);
  });

  it('leaves out what belongs to an own site when the badge hangs on a red page', async () => {
    const { application, submit } = filledDraft(UNITS.localOrgan, { place: 'red-page', homePage: undefined });
    await submit();
    expect(application.round.data).toMatchObject({ place: 'red-page', serverIps: [], englishDomain: undefined });
  });
});

/** An application that has passed, and what its paper does to it. */
const passed = async () => {
  const draft = filledDraft();
  await draft.submit();
  draft.decide(bureauReviewer);
  draft.decide(conacReviewer);
  const filing = (
    state: 'OPENED' | 'EXPECTED' | 'RECEIVED' | 'CONFIRMED' | 'FAILED',
    dataHash = draft.application.dataHash!,
  ) => draft.application.paperMoves({ id: v7(), number: 'F-1', state: state as 'EXPECTED', dataHash }, act(system));
  return { ...draft, filing };
};

describe('the paper', () => {
  it('confirmed completes the application', async () => {
    const { application, filing } = await passed();
    expect(filing('EXPECTED')).toEqual([]);
    expect(filing('RECEIVED')).toEqual([]);
    expect(named(filing('CONFIRMED'))).toEqual(['site-application.completed']);
    expect(application).toMatchObject({ state: 'COMPLETED', paper: { state: 'CONFIRMED' } });
  });

  it('of other data than what passed is refused', async () => {
    const { application, filing } = await passed();
    expect(() => filing('CONFIRMED', '0'.repeat(64))).toThrow(expect.objectContaining({ code: 'data-hash-differs' }));
    expect(application.state).toBe('AWAITING_PAPER');
  });

  it('failed ends it; the unit files a new one, prefilled and linked, with a new number', async () => {
    const { application, facts, filing, handler } = await passed();
    expect(() => application.successor(v7(), facts.unit, facts.bureau, act(handler))).toThrow(
      expect.objectContaining({ code: 'wrong-state' }),
    );
    expect(named(filing('FAILED'))).toEqual(['site-application.paper-failed']);
    const next = application.successor(v7(), facts.unit, facts.bureau, act(handler));
    expect(next).toMatchObject({
      state: 'DRAFT',
      predecessorId: application.id,
      form: { siteName: '历下区示例局', commitment: false },
      rounds: [],
    });
    expect(next.number).toBeUndefined();
    next.fillIn({ commitment: true }, act(handler));
    const [event] = await next.submit({ ...act(handler), facts }, () => Promise.resolve('2026-370102-000002'));
    expect(stateIn(event!)).toMatchObject({ number: '2026-370102-000002', predecessorId: application.id, round: 1 });
    expect(application.state).toBe('PAPER_FAILED');
  });

  it('that never came lapses the application, what was received does not', async () => {
    const { application, filing } = await passed();
    filing('RECEIVED');
    expect(application.lapse(act(system))).toEqual([]);
    filing('EXPECTED');
    expect(named(application.lapse(act(system)))).toEqual(['site-application.lapsed']);
    expect(named(filing('CONFIRMED'))).toEqual(['site-application.completed']);
  });
});

describe('the end of the unit', () => {
  it('ends what is open, also what waits for paper, and says so once', async () => {
    const { application } = await passed();
    expect(named(application.unitEnds(act(system)))).toEqual(['site-application.withdrawn']);
    expect(application.state).toBe('WITHDRAWN');
    expect(application.unitEnds(act(system))).toEqual([]);
  });

  it('ends a draft without a word, and a review that has begun', async () => {
    const draft = filledDraft();
    expect(draft.application.unitEnds(act(system))).toEqual([]);
    expect(draft.application.state).toBe('WITHDRAWN');
    const { application, submit, decide } = filledDraft();
    await submit();
    decide(bureauReviewer);
    expect(named(application.unitEnds(act(system)))).toEqual(['site-application.withdrawn']);
    expect(application.underReview).toBe(false);
  });

  it('changes nothing about what has ended, and the paper that was confirmed meanwhile counts', async () => {
    const { application, filing } = await passed();
    application.unitEnds(act(system));
    expect(named(filing('CONFIRMED'))).toEqual(['site-application.completed']);
    expect(application.unitEnds(act(system))).toEqual([]);
  });
});

describe('withdrawing', () => {
  it('a draft tells nobody', () => {
    const { application, handler } = filledDraft();
    expect(application.withdraw(act(handler))).toEqual([]);
    expect(application.state).toBe('WITHDRAWN');
  });

  it('is possible until the first stage has decided, and after a refusal', async () => {
    const { application, submit, decide, handler } = filledDraft();
    await submit();
    expect(application.offersTo(['handler'])).toEqual(['withdraw']);
    decide(bureauReviewer);
    expect(application.offersTo(['handler'])).toEqual([]);
    expect(() => application.withdraw(act(handler))).toThrow(expect.objectContaining({ code: 'rules-broken' }));
    decide(conacReviewer, refusing('unit', 'reason-name-differs'));
    expect(application.offersTo(['handler'])).toEqual(['correct', 'submit', 'withdraw']);
    expect(named(application.withdraw(act(handler)))).toEqual(['site-application.withdrawn']);
  });

  it('after a refusal tells what was submitted, not what lies on the unit’s desk', async () => {
    const { application, submit, decide, handler } = filledDraft();
    await submit();
    decide(bureauReviewer, refusing('unit', 'reason-name-differs'));
    application.fillIn({ siteName: '尚未提交的名称' }, act(handler));
    expect(stateIn(application.withdraw(act(handler))[0]!).siteName).toBe('历下区示例局');
  });
});

describe('the kind', () => {
  it('is chosen by organs, and by institutions that are treated as organs', () => {
    const open = (unit: (typeof UNITS)['localOrgan']) => () =>
      SiteApplication.draft(
        v7(),
        're-review',
        unit,
        LIXIA_BUREAU,
        undefined,
        act(actor(['handler'], { unitId: unit.id })),
      );
    expect(open(UNITS.localOrgan)().kind).toBe('re-review');
    expect(open(UNITS.actingInstitution)().kind).toBe('re-review');
    expect(open(UNITS.localInstitution)).toThrow(expect.objectContaining({ code: 'rules-broken' }));
  });
});

describe('the clock of a stage', () => {
  it('makes nobody late by a guess, and everybody late once', async () => {
    const { application, submit, decide } = filledDraft();
    await submit();
    application.dueProvisional = true;
    expect(application.flagOverdue(NOW, '2027-01-01')).toEqual([]);
    application.dueProvisional = false;
    expect(application.flagOverdue(NOW, '2026-12-01')).toEqual([]);
    expect(named(application.flagOverdue(NOW, '2026-12-02'))).toEqual(['site-application.overdue']);
    expect(application.flagOverdue(NOW, '2026-12-03')).toEqual([]);
    expect(application.state).toBe('BUREAU_REVIEW');
    decide(bureauReviewer);
    expect(application.overdueAt).toBeUndefined();
    expect(named(application.flagOverdue(NOW, '2026-12-04'))).toEqual(['site-application.overdue']);
  });
});
