import { v7 } from 'uuid';
import {
  DomainApplicationResubmitted,
  DomainApplicationSubmitted,
  DomainApplicationWithdrawn,
  DomainExpired,
  DomainRenewed,
  FilingConfirmed,
  FilingFailed,
  FilingReceived,
  BadgeIssued,
  UnitRegistered,
} from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { UNITS, allPassed, formWith, refusing } from './builders.js';
import { World, centre, conac, lixia } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const filingOf = (
  application: { id: string; unit: { id: string; region: string } },
  dataHash: string,
  state: 'RECEIVED' | 'CONFIRMED' | 'FAILED',
  id = v7(),
) => ({
  id,
  unitId: application.unit.id,
  region: application.unit.region,
  number: 'F-2026-000001',
  state,
  applicationId: application.id,
  applicationNumber: '2026-370102-000001',
  place: 'own-site' as const,
  siteName: '历下区示例局',
  domains: [],
  dataHash,
  findings: [],
});

describe('a site application of a local organ', () => {
  it('is filled in step by step, reviewed twice, and completed by its paper', async () => {
    const { unit, domain, handler } = await world.unit(UNITS.localOrgan);
    const draft = await world.post('/site-applications', { kind: 'opening' }, handler);
    expect(draft).toMatchObject({
      status: 201,
      body: {
        state: 'DRAFT',
        version: 1,
        route: 'local-organ',
        paperRequired: true,
        offers: ['fillIn', 'submit', 'withdraw'],
        form: { handlerName: '李晓明', address: unit.address },
      },
    });
    const path = `/site-applications/${draft.body.id}`;
    const early = await world.post(`${path}/submit`, {}, handler);
    expect(early).toMatchObject({ status: 422, body: { code: 'rules-broken' } });
    expect(early.body.findings).toContainEqual({ code: 'field-required', pointer: '/siteName', message: '必须填写' });

    const step = await world.patch(path, { siteName: '历下区示例局', place: 'own-site' }, handler);
    expect(step).toMatchObject({ status: 200, body: { version: 2, form: { siteName: '历下区示例局' } } });
    await world.patch(path, formWith(domain), handler);
    const submitted = await world.post(`${path}/submit`, { version: 3 }, handler);
    expect(submitted).toMatchObject({
      status: 200,
      body: {
        state: 'BUREAU_REVIEW',
        round: 1,
        number: '2026-370102-000001',
        findings: [],
        due: { day: '2026-12-01', provisional: false, daysLeft: 5, overdue: false },
        holder: '中共济南市历下区委机构编制委员会办公室',
      },
    });
    expect(await world.patch(path, { siteName: '别的' }, handler)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });

    expect(await world.get(`/cases/${draft.body.id}`, conac)).toMatchObject({ status: 404 });
    expect(await world.post(`/cases/${draft.body.id}/claim`, {}, lixia)).toMatchObject({
      status: 200,
      body: { offers: ['release', 'decide'] },
    });
    expect(await world.decide(draft.body.id, lixia)).toMatchObject({
      status: 200,
      body: { state: 'CONAC_REVIEW', stage: 'conac' },
    });
    const passed = await world.decide(draft.body.id, conac);
    expect(passed).toMatchObject({
      status: 200,
      body: { state: 'AWAITING_PAPER', dataHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });

    const filing = filingOf({ id: draft.body.id, unit }, passed.body.dataHash as string, 'RECEIVED');
    await world.publish(FilingReceived.of(filing));
    await world.publish(FilingConfirmed.of({ ...filing, state: 'CONFIRMED' }));
    await eventually(async () =>
      expect((await world.get(path, handler)).body).toMatchObject({
        state: 'COMPLETED',
        domains: [{ uLabel: domain.uLabel }],
        filing: { state: 'CONFIRMED' },
      }),
    );

    const events = await world.events('site-application', draft.body.id, 5);
    expect(events.map(({ name, sequence }) => `${sequence} ${name}`)).toEqual([
      '1 submitted',
      '2 bureau-approved',
      '3 conac-approved',
      '4 passed',
      '5 completed',
    ]);
    expect(events[3]!.data).toMatchObject({
      dataHash: passed.body.dataHash,
      paperRequired: true,
      unitId: unit.id,
      region: '370102',
    });
    const [dossier] = await world.events('dossier', draft.body.id, 1);
    expect(dossier!.data).toMatchObject({
      dataHash: passed.body.dataHash,
      form: { contact: { mobile: '13912345678' } },
    });
    const onPublicSubjects = JSON.stringify([
      ...world.bus.events('site-application'),
      ...world.bus.events('domain-review'),
    ]);
    expect(onPublicSubjects).not.toMatch(/李晓明|王建国|13912345678|handler@lixia/);

    await world.publish(
      BadgeIssued.of({
        id: v7(),
        unitId: unit.id,
        region: unit.region,
        code: 'CA151010002000000010001',
        colour: 'red',
        publicId: 'ab'.repeat(16),
        applicationId: draft.body.id,
        state: 'ISSUED',
        place: 'own-site',
        unitName: unit.name,
        siteName: '历下区示例局',
        domains: [],
        issuedOn: '2026-11-24',
        deadline: '2026-12-01',
        deadlineProvisional: true,
      }),
    );
    const timeline = await eventually(async () => {
      const { items } = (await world.get(`${path}/timeline`, handler)).body as unknown as {
        items: { event: string; text: string }[];
      };
      expect(items.map((entry) => entry.event)).toEqual([
        'site-application.submitted',
        'site-application.bureau-approved',
        'site-application.conac-approved',
        'site-application.passed',
        'filing.received',
        'filing.confirmed',
        'site-application.completed',
        'badge.issued',
      ]);
      return items;
    });
    expect(timeline.at(-1)!.text).toBe('网站标识已生成');
  });

  it('is refused with reasons, corrected and submitted again as the next round', async () => {
    const { id, path, handler, number } = await world.submitted(UNITS.localOrgan);
    const verdicts = refusing('site-name', 'other', '名称与网站标题不一致');
    expect(await world.decide(id, lixia, verdicts)).toMatchObject({ status: 200, body: { state: 'REFUSED' } });
    const seen = await world.get(path, handler, { 'accept-language': 'en' });
    const [round] = seen.body.rounds as { decisions: { verdicts: object[]; by?: object }[] }[];
    expect(round!.decisions[0]!.verdicts[2]).toEqual({
      point: 'site-name',
      pointName: 'Site name',
      result: 'refused',
      reasons: ['other'],
      reasonTexts: ['Other (say which)'],
      comment: '名称与网站标题不一致',
    });
    expect(round!.decisions[0]!.by).toBeUndefined();
    await world.patch(path, { siteName: '济南市历下区示例局' }, handler);
    expect(await world.post(`${path}/submit`, {}, handler)).toMatchObject({
      status: 200,
      body: { state: 'BUREAU_REVIEW', round: 2, number },
    });
    const { items } = (await world.get(`${path}/timeline`, handler)).body as unknown as { items: { text: string }[] };
    expect(items.map(({ text }) => text)).toEqual(['提交申请', '初审未通过', '修改后重新提交']);
    const desk = await world.get(`/cases/${id}`, lixia);
    expect(desk.body.difference).toEqual([
      { pointer: '/siteName', before: '历下区示例局', after: '济南市历下区示例局' },
    ]);
    expect(desk.body.preChecks).toContainEqual(expect.objectContaining({ code: 'pre-check-uscc', result: 'ok' }));
    expect((await world.events('site-application', id, 3)).map(({ name }) => name)).toEqual([
      'submitted',
      'bureau-refused',
      'submitted',
    ]);
  });

  it('whose paper failed is replaced by a new one, prefilled and linked', async () => {
    const { id, path, handler, unit, number } = await world.submitted(UNITS.localOrgan);
    expect(await world.post(`${path}/successor`, {}, handler)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    await world.decide(id, lixia);
    const { body } = await world.decide(id, conac);
    await world.publish(FilingFailed.of(filingOf({ id, unit }, body.dataHash as string, 'FAILED')));
    await eventually(async () =>
      expect((await world.get(path, handler)).body).toMatchObject({ state: 'PAPER_FAILED', offers: ['replace'] }),
    );
    const next = await world.post(`${path}/successor`, {}, handler);
    expect(next).toMatchObject({
      status: 201,
      body: { state: 'DRAFT', predecessorId: id, form: { siteName: '历下区示例局', commitment: false } },
    });
    expect(await world.post(`${path}/successor`, {}, handler)).toMatchObject({
      status: 409,
      body: { code: 'successor-exists' },
    });
    expect((await world.get(path, handler)).body).toMatchObject({ successorId: next.body.id, offers: [] });
    await world.patch(`/site-applications/${next.body.id}`, { commitment: true }, handler);
    const again = await world.post(`/site-applications/${next.body.id}/submit`, {}, handler);
    expect(again).toMatchObject({ status: 200, body: { state: 'BUREAU_REVIEW', round: 1 } });
    expect(again.body.number).not.toBe(number);
    expect((await world.events('site-application', id, 5)).map(({ name }) => name)).toEqual([
      'submitted',
      'bureau-approved',
      'conac-approved',
      'passed',
      'paper-failed',
    ]);
  });

  it('waits while its domain is dead, and goes on when it is renewed', async () => {
    const { id, unit, domain } = await world.submitted(UNITS.localOrgan);
    await world.publish(DomainExpired.of({ ...world.domainState(unit, domain), state: 'EXPIRED' }));
    await eventually(async () =>
      expect(await world.decide(id, lixia)).toMatchObject({
        status: 422,
        body: { findings: [{ code: 'no-domain-alive' }] },
      }),
    );
    await world.publish(DomainRenewed.of(world.domainState(unit, domain)));
    await eventually(async () =>
      expect(await world.decide(id, lixia)).toMatchObject({ status: 200, body: { state: 'CONAC_REVIEW' } }),
    );
  });
});

describe('the other routes', () => {
  it('local institution: completed by CONAC, without paper', async () => {
    const { id } = await world.submitted(UNITS.localInstitution, { siteName: '示例学校' }, '公益');
    await world.decide(id, lixia);
    expect(await world.decide(id, conac)).toMatchObject({ body: { state: 'COMPLETED', paperRequired: false } });
    expect((await world.events('site-application', id, 5)).map(({ name }) => name)).toEqual([
      'submitted',
      'bureau-approved',
      'conac-approved',
      'passed',
      'completed',
    ]);
  });

  it('central organ: the centre reviews first and third', async () => {
    const { id } = await world.submitted(UNITS.centralOrgan);
    expect(await world.get(`/cases/${id}`, lixia)).toMatchObject({ status: 404 });
    await world.decide(id, centre);
    expect(await world.decide(id, conac)).toMatchObject({ body: { state: 'THIRD_REVIEW' } });
    expect(await world.decide(id, conac)).toMatchObject({ status: 403 });
    expect(await world.decide(id, centre)).toMatchObject({ body: { state: 'AWAITING_PAPER' } });
    const names = (await world.events('site-application', id, 5)).map(({ name }) => name);
    expect(names).toEqual(['submitted', 'bureau-approved', 'conac-approved', 'third-approved', 'passed']);
  });

  it('central institution: CONAC alone', async () => {
    const { id } = await world.submitted(UNITS.centralInstitution, { siteName: '示例部信息中心' }, '公益');
    expect(await world.decide(id, conac)).toMatchObject({ body: { state: 'COMPLETED' } });
    expect((await world.events('site-application', id, 4)).map(({ name }) => name)).toEqual([
      'submitted',
      'conac-approved',
      'passed',
      'completed',
    ]);
  });
});

describe('a domain application', () => {
  const submittedBy = (unit: { id: string; region: string; bureauId?: string }, round = 1) => ({
    id: v7(),
    unitId: unit.id,
    region: unit.region,
    bureauId: unit.bureauId,
    number: 'D-2026-000001',
    state: 'BUREAU_REVIEW' as const,
    domain: { uLabel: '历下示例.政务', aLabel: 'xn--abc.xn--zfr164b' },
    years: 1,
    round,
  });
  const reviewId = (applicationId: string) =>
    eventually(() => {
      const found = world.bus.events('domain-review').find((event) => event.data.domainApplicationId === applicationId);
      expect(found).toBeDefined();
      return found!.subject;
    });

  it('is reviewed by bureau and CONAC, refused, resubmitted and finally approved', async () => {
    const { unit, handler } = await world.unit(UNITS.localOrgan);
    const application = submittedBy(unit);
    await world.publish(DomainApplicationSubmitted.of(application));
    const id = await reviewId(application.id);
    expect(await world.get(`/cases/${id}`, lixia)).toMatchObject({
      body: {
        subject: 'domain',
        number: 'D-2026-000001',
        contact: { handlerName: '李晓明' },
        points: [{ point: 'unit' }, { point: 'contact' }, { point: 'domain-name' }],
      },
    });
    expect(
      await world.decide(id, lixia, refusing('domain-name', 'reason-domain-name-unfit', undefined, 'domain')),
    ).toMatchObject({ body: { state: 'REFUSED' } });
    expect(await world.get(`/domain-applications/${application.id}/review`, handler)).toMatchObject({
      status: 200,
      body: { state: 'REFUSED', rounds: [{ decisions: [{ result: 'refused' }] }] },
    });
    expect(
      await world.get(`/domain-applications/${application.id}/review`, { ...handler, unitId: v7() }),
    ).toMatchObject({ status: 404 });
    await world.publish(DomainApplicationResubmitted.of({ ...application, round: 2 }));
    await eventually(async () =>
      expect(await world.get(`/cases/${id}`, lixia)).toMatchObject({ body: { state: 'BUREAU_REVIEW', round: 2 } }),
    );
    await world.decide(id, lixia, allPassed('domain'));
    expect(await world.decide(id, conac, allPassed('domain'))).toMatchObject({ body: { state: 'PASSED' } });
    const events = await world.events('domain-review', id, 5);
    expect(events.map(({ name }) => name)).toEqual([
      'opened',
      'bureau-refused',
      'opened',
      'bureau-approved',
      'conac-approved',
    ]);
    expect(events.map(({ data }) => data.final ?? false)).toEqual([false, false, false, false, true]);
  });

  it('that is withdrawn closes its review', async () => {
    const { unit } = await world.unit(UNITS.localOrgan);
    const application = submittedBy(unit);
    await world.publish(DomainApplicationSubmitted.of(application));
    await world.publish(DomainApplicationWithdrawn.of({ ...application, state: 'WITHDRAWN' }));
    const id = await reviewId(application.id);
    expect((await world.events('domain-review', id, 2)).map(({ name }) => name)).toEqual(['opened', 'closed']);
    expect(await world.decide(id, lixia, allPassed('domain'))).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });

  it('that comes before its unit waits for it', async () => {
    const unit = { ...UNITS.localOrgan, id: v7() };
    const application = submittedBy(unit);
    await world.publish(DomainApplicationSubmitted.of(application));
    await world.publish(UnitRegistered.of({ ...unit, unitId: unit.id }));
    await reviewId(application.id);
  });
});
