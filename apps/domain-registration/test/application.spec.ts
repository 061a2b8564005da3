import { v7 } from 'uuid';
import { DomainReviewBureauApproved, DomainReviewBureauRefused, DomainReviewConacApproved } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { BUREAU, finance, NOW, World } from './world.js';

describe('an application for a name', () => {
  let world: World;
  beforeAll(async () => (world = await World.start()));
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(NOW));

  it('takes a name from wish to registration: two reviews, the fee, the name', async () => {
    const as = await world.unit();
    const id = await world.submitted(as, { years: 2 });
    const fee = await world.approved(as, id);
    expect(fee).toMatchObject({ amountFen: 40_000, dueDay: '2026-12-09' });
    const claim = { payer: '历下区财政局', reference: 'B-1', paidOn: '2026-11-25' };
    expect(await world.post(`/fee-orders/${fee.id}/claim`, claim, as)).toMatchObject({ status: 200, body: { state: 'CLAIMED' } });
    expect(await world.post(`/fee-orders/${fee.id}/confirm`, {}, finance)).toMatchObject({ status: 200, body: { state: 'PAID' } });
    expect(await world.domains(as)).toMatchObject([{ state: 'ACTIVE', expiresOn: '2028-11-24' }]);
    await eventually(() =>
      expect(world.bus.events('domain-application').filter((e) => e.subject === id).map((e) => [e.sequence, e.type.split('.')[3]])).toEqual([
        [1, 'submitted'],
        [2, 'fee-due'],
        [3, 'fee-claimed'],
        [4, 'fee-paid'],
      ]),
    );
    await eventually(() => expect(world.bus.events('domain').filter((e) => e.data.unitId === as.unitId)).toMatchObject([{ sequence: 1 }]));
  });

  it('refuses a fee before both reviews passed', async () => {
    const as = await world.unit();
    const id = await world.submitted(as);
    const first = world.review(id, { state: 'CONAC_REVIEW' });
    await world.bus.publish(DomainReviewBureauApproved.of(first), { sequence: 1 });
    await eventually(async () => expect((await world.application(as, id)).state).toBe('CONAC_REVIEW'));
    expect((await world.application(as, id)).fee).toBeNull();
    expect((await world.get('/fee-orders', as)).body.items).toEqual([]);
  });

  it('shows a refusal, and the corrected application is round 2', async () => {
    const as = await world.unit();
    const id = await world.submitted(as);
    await world.bus.publish(DomainReviewBureauRefused.of(world.review(id, { state: 'REFUSED' })), { sequence: 1 });
    await eventually(async () => expect((await world.application(as, id)).state).toBe('REFUSED'));
    const label = world.freshLabel();
    expect((await world.patch(`/domain-applications/${id}`, { label }, as)).status).toBe(200);
    expect(await world.post(`/domain-applications/${id}/submit`, {}, as)).toMatchObject({
      body: { state: 'BUREAU_REVIEW', round: 2, uLabel: `${label}.政务` },
    });
  });

  it('ignores a decision on an earlier round', async () => {
    const as = await world.unit();
    const id = await world.submitted(as);
    const late = world.review(id, { round: 7, stage: 'conac', final: true, state: 'PASSED' });
    await world.bus.publish(DomainReviewConacApproved.of(late), { sequence: 1 });
    await eventually(async () =>
      expect(await world.query('SELECT 1 FROM bus_inbox WHERE aggregate_id = $1', [late.id])).toHaveLength(1),
    );
    expect((await world.application(as, id)).state).toBe('BUREAU_REVIEW');
  });

  describe('judges names', () => {
    it.each([
      ['历下区', '政务', 'organ', undefined],
      ['历城区', '政务', 'organ', 'name-reserved-division'],
      ['历下区', '公益', 'institution', 'name-reserved-division'],
      ['法国', '政务', 'organ', 'name-reserved-country'],
      ['中国示例', '政务', 'organ', 'name-reserved-national'],
      ['示例政府', '公益', 'institution', 'name-government-word'],
      ['示例赌博网', '政务', 'organ', 'name-forbidden'],
      ['示例局', '公益', 'organ', 'suffix-not-eligible'],
      ['-示例局', '政务', 'organ', 'domain-hyphen'],
    ] as const)('%s.%s for an %s: %s', async (label, suffix, kind, code) => {
      const as = await world.unit({ kind });
      const { body } = await world.get(`/names/check?label=${encodeURIComponent(label)}&suffix=${encodeURIComponent(suffix)}`, as);
      expect(body.findings.map((f) => f.code)).toEqual(code ? [code] : []);
    });

    it('as one with their traditional twin, and suggests others', async () => {
      const [first, second] = [await world.unit(), await world.unit({ name: '济南市历下区另一局' })];
      await world.submitted(first, { label: '历下数据局' });
      const { body } = await world.get(`/names/check?label=${encodeURIComponent('歷下數據局')}&suffix=政务`, second);
      expect(body).toMatchObject({ available: false, findings: [{ code: 'name-taken' }] });
      expect((body.suggestions as { label: string }[]).map((s) => s.label)).toContain('历下区另一局');
    });

    it('given to one of two units that race for it', async () => {
      const units = await Promise.all([world.unit(), world.unit(), world.unit(), world.unit()]);
      const label = world.freshLabel();
      const drafts = await Promise.all(units.map((as) => world.draft(as, { label })));
      const answers = await Promise.all(units.map((as, i) => world.post(`/domain-applications/${drafts[i]}/submit`, {}, as)));
      expect(answers.map((a) => a.status).sort()).toEqual([200, 422, 422, 422]);
    });

    it('free again when the application is withdrawn', async () => {
      const [first, second] = [await world.unit(), await world.unit()];
      const label = world.freshLabel();
      const id = await world.submitted(first, { label });
      await world.post(`/domain-applications/${id}/withdraw`, {}, first);
      await world.submitted(second, { label });
    });
  });

  it('does not show a unit what is another’s', async () => {
    const [mine, other] = [await world.unit(), await world.unit()];
    const id = await world.submitted(mine);
    expect((await world.get(`/domain-applications/${id}`, other)).status).toBe(404);
    expect((await world.post(`/domain-applications/${id}/withdraw`, {}, other)).status).toBe(404);
    expect((await world.get(`/domain-applications/${id}`, { roles: ['bureau-reviewer'], bureauId: v7() })).status).toBe(404);
    expect((await world.get(`/domain-applications/${id}`, { roles: ['bureau-reviewer'], bureauId: BUREAU })).status).toBe(200);
  });

  it('ends with its unit, and its fee with it; a payment that was claimed is left to finance', async () => {
    const as = await world.unit();
    const [draft, waiting, due, claimed] = [await world.draft(as), await world.submitted(as), await world.submitted(as), await world.submitted(as)];
    const [fee, claimedFee] = [await world.approved(as, due), await world.approved(as, claimed)];
    await world.post(`/fee-orders/${claimedFee.id}/claim`, { payer: '示例单位', reference: 'B-1', paidOn: '2026-11-25' }, as);
    await world.unitEnds(as);
    for (const id of [draft, waiting, due]) await eventually(async () => expect((await world.application(as, id)).state).toBe('WITHDRAWN'));
    expect((await world.application(as, claimed)).state).toBe('PAYMENT_CLAIMED');
    expect((await world.get(`/fee-orders/${fee.id}`, as)).body.state).toBe('CANCELLED');
    const told = (id: string) => world.bus.events('domain-application').filter(({ subject }) => subject === id).map(({ type }) => type.split('.')[3]);
    await eventually(() => expect([waiting, due].map((id) => told(id).at(-1))).toEqual(['withdrawn', 'withdrawn']));
    expect(told(draft)).toEqual([]);
    expect((await world.service.get(Audit).of(`domain-application/${due}`)).at(-1)).toMatchObject({ action: 'domain-application.unit-ends', actor: 'system' });
  });

  it.each([
    [{ label: '' }, '/label'],
    [{ suffix: '中国' }, '/suffix'],
    [{ years: 0 }, '/years'],
    [{ years: 11 }, '/years'],
    [{ years: '2' }, '/years'],
    [{ agreement: 'yes' }, '/agreement'],
    [{ price: 1 }, '/price'],
  ])('refuses %j and keeps nothing', async (bad, pointer) => {
    const as = await world.unit();
    const answer = await world.post('/domain-applications', { label: '示例', suffix: '政务', years: 1, agreement: true, ...bad }, as);
    expect(answer.status).toBe(422);
    expect(answer.body.findings.map((f) => f.pointer)).toContain(pointer);
    expect((await world.get('/domain-applications', as)).body.items).toEqual([]);
  });

  it('is not submitted without the agreement', async () => {
    const as = await world.unit();
    const id = await world.draft(as, { agreement: false });
    expect(await world.post(`/domain-applications/${id}/submit`, {}, as)).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'agreement-needed' }] },
    });
  });
});
