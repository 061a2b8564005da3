import { DomainReviewConacRefused, DomainReviewOpened, UnitChanged } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { administrator, BUREAU, conac, finance, NOW, World } from './world.js';

describe('a name and its life', () => {
  let world: World;
  beforeAll(async () => (world = await World.start()));
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(NOW));

  const told = (type: 'domain' | 'domain-application', id: string) => world.bus.events(type).filter((one) => one.subject === id);

  it('tells of everything in order: refused, resubmitted, withdrawn', async () => {
    const as = await world.unit();
    const id = await world.submitted(as);
    const review = world.review(id);
    await world.bus.publish(DomainReviewOpened.of(review), { sequence: 1 });
    await world.bus.publish(DomainReviewConacRefused.of({ ...review, stage: 'conac', state: 'REFUSED' }), { sequence: 2 });
    await eventually(async () => expect((await world.application(as, id)).state).toBe('REFUSED'));
    await world.post(`/domain-applications/${id}/submit`, {}, as);
    await world.post(`/domain-applications/${id}/withdraw`, {}, as);
    await eventually(() =>
      expect(told('domain-application', id).map((one) => [one.sequence, one.type.split('.')[3], one.data.round, one.data.state])).toEqual([
        [1, 'submitted', 1, 'BUREAU_REVIEW'],
        [2, 'refused', 1, 'REFUSED'],
        [3, 'resubmitted', 2, 'BUREAU_REVIEW'],
        [4, 'withdrawn', 2, 'WITHDRAWN'],
      ]),
    );
  });

  it('says nothing of a draft that is withdrawn', async () => {
    const as = await world.unit();
    const id = await world.draft(as);
    expect((await world.post(`/domain-applications/${id}/withdraw`, {}, as)).status).toBe(200);
    const other = await world.submitted(as);
    await eventually(() => expect(told('domain-application', other)).toHaveLength(1));
    expect(told('domain-application', id)).toEqual([]);
  });

  it('is applied for under the bureau that the unit has when it submits', async () => {
    const as = await world.unit({ bureauId: undefined });
    const id = await world.draft(as);
    const now = { id: as.unitId, unitId: as.unitId, region: '370102', bureauId: BUREAU, affiliation: 'county', name: '济南市历下区示例局' } as const;
    const rest = { kind: 'organ', uscc: '11370102004123454P', administrativeFunctions: false, address: 'x', postcode: '250014', functions: 'x', state: 'ACTIVE' } as const;
    await world.bus.publish(UnitChanged.of({ ...now, ...rest }), { sequence: 2 });
    await eventually(async () =>
      expect(await world.query(`SELECT data->>'bureauId' AS bureau FROM unit_copy WHERE id = $1`, [as.unitId])).toEqual([{ bureau: BUREAU }]),
    );
    await world.post(`/domain-applications/${id}/submit`, {}, as);
    await eventually(() => expect(told('domain-application', id)).toMatchObject([{ data: { bureauId: BUREAU } }]));
  });

  it('is renewed by one order at a time, also when two are asked for at once', async () => {
    const { as, domain } = await world.registered();
    const ask = () => world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as);
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { id } = answers.find(({ status }) => status === 201)!.body;
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'renewal-open', order: id } });
    await world.post(`/fee-orders/${id}/confirm`, {}, finance);
    expect((await ask()).status).toBe(201);
    await eventually(() => expect(told('domain', domain.id).map((one) => one.type.split('.')[3])).toEqual(['registered', 'renewed']));
  });

  it('that is cancelled is not to be paid for any more, is free for others, and is not found by the public', async () => {
    const { as, domain } = await world.registered();
    const order = (await world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as)).body;
    const { version } = (await world.get(`/domains/${domain.id}`, as)).body;
    expect((await world.post(`/domains/${domain.id}/cancel`, { version, reason: '机构已经撤销' }, conac)).status).toBe(200);
    expect((await world.get(`/fee-orders/${order.id}`, as)).body).toMatchObject({ state: 'CANCELLED' });
    expect((await world.tell(order)).status).toBe(200);
    expect(await world.outcomes(order.id)).toEqual([{ outcome: 'not-open' }]);
    expect((await world.get(`/domains/${domain.id}`, as)).body.state).toBe('CANCELLED');
    expect((await world.get(`/rdap/domain/${domain.aLabel}`)).status).toBe(404);
    const other = await world.unit();
    await world.submitted(other, { label: domain.uLabel.split('.')[0] });
  });

  it('is paid for or cancelled when both come at once, and nothing is left half done', async () => {
    for (let times = 0; times < 3; times++) {
      const { as, domain } = await world.registered();
      const order = (await world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as)).body;
      const { version } = (await world.get(`/domains/${domain.id}`, as)).body;
      const cancel = world.post(`/domains/${domain.id}/cancel`, { version, reason: '机构已经撤销' }, conac);
      const [paid, cancelled] = await Promise.all([world.tell(order), cancel]);
      expect(paid.status).toBe(200);
      // Renewed first, the domain has another version than the one that was looked at.
      const [{ outcome } = { outcome: '' }] = await world.outcomes(order.id);
      expect([cancelled.status, outcome]).toEqual(cancelled.status === 200 ? [200, 'not-open'] : [409, 'settled']);
    }
  });

  it.each([
    ['its encoded form', (one: { aLabel: string }) => one.aLabel],
    ['its encoded form in capitals', (one: { aLabel: string }) => one.aLabel.toUpperCase()],
    ['its Chinese form', (one: { uLabel: string }) => one.uLabel],
    ['a Chinese full stop', (one: { uLabel: string }) => one.uLabel.replace('.', '。')],
  ])('is looked up by anybody, by %s', async (_, written) => {
    const { as, domain, applicationId } = await world.registered();
    const answer = await world.service.http.get(`/rdap/domain/${encodeURIComponent(written(domain))}`);
    expect(answer).toMatchObject({
      status: 200,
      body: { ldhName: domain.aLabel, unicodeName: domain.uLabel, status: ['active'], entities: [{ roles: ['registrant'] }] },
      headers: { 'content-type': 'application/rdap+json; charset=utf-8', 'access-control-allow-origin': '*' },
    });
    for (const inner of [as.unitId, domain.id, applicationId, BUREAU]) expect(JSON.stringify(answer.body)).not.toContain(inner);
  });

  it.each(['xn--', '示例', '示例.com', '不存在的单位.政务', '%00', 'a'.repeat(90)])('%s is not found by the public', async (name) => {
    expect((await world.get(`/rdap/domain/${name === '%00' ? name : encodeURIComponent(name)}`)).status).toBe(404);
  });

  describe('is judged by a table that administrators keep', () => {
    const row = { kind: 'forbidden', word: '测试禁词', reserved: true, source: '测试' };
    const judged = async (label: string) => {
      const as = await world.unit();
      const { body } = await world.get(`/names/check?label=${encodeURIComponent(label)}&suffix=政务`, as);
      return body.findings.map((one) => one.code);
    };

    it('which takes effect at once, also for traditional characters', async () => {
      expect(await judged('示例测试禁词')).toEqual([]);
      expect((await world.put('/reserved-names', row, administrator)).status).toBe(200);
      expect(await judged('示例測試禁詞')).toEqual(['name-forbidden']);
      await world.put('/reserved-names', { ...row, word: '測試禁詞', reserved: false }, administrator);
      expect(await judged('示例测试禁词')).toEqual([]);
      expect((await world.get(`/reserved-names?kind=forbidden&q=${encodeURIComponent('测试')}`, administrator)).body.items).toHaveLength(1);
    });

    it('and which adds and frees names of divisions', async () => {
      const division = { kind: 'division', word: '示例新区', owner: '370112', reserved: true, source: '测试' };
      expect((await world.put('/reserved-names', division, administrator)).status).toBe(200);
      expect(await judged('示例新区')).toEqual(['name-reserved-division']);
      await world.put('/reserved-names', { ...division, owner: '370102' }, administrator);
      expect(await judged('示例新区')).toEqual([]);
    });

    it.each([
      [{ ...row, kind: 'other' }, '/kind'],
      [{ ...row, word: '' }, '/word'],
      [{ ...row, source: undefined }, '/source'],
      [{ ...row, reserved: 'yes' }, '/reserved'],
      [{ ...row, owner: '370102' }, '/owner'],
      [{ ...row, kind: 'division' }, '/owner'],
      [{ ...row, kind: 'division', owner: '999999' }, '/owner'],
    ])('but not with %j', async (bad, pointer) => {
      const answer = await world.put('/reserved-names', bad, administrator);
      expect(answer.status).toBe(422);
      expect(answer.body.findings.map((one) => one.pointer)).toContain(pointer);
    });

    it('nor by others', async () => {
      for (const as of [await world.unit(), conac, finance]) expect((await world.put('/reserved-names', row, as)).status).toBe(403);
      expect((await world.get('/reserved-names', await world.unit())).status).toBe(403);
    });

    it('page by page', async () => {
      const words: unknown[] = [];
      for (let next: unknown = ''; next !== undefined; ) {
        const { body } = await world.get(`/reserved-names?kind=country&limit=40${next ? `&after=${next as string}` : ''}`, administrator);
        words.push(...body.items.map((one) => one.word));
        next = body.next;
      }
      expect(new Set(words).size).toBe(words.length);
      expect(words.length).toBeGreaterThanOrEqual(195);
    });
  });

  describe('lets a domain', () => {
    const steps = (id: string) => told('domain', id).map((e) => [e.type.split('.')[3], e.data.daysLeft]);
    const onDay = async (day: string) => {
      world.clock.set(`${day}T02:00:00Z`);
      await world.service.get(Jobs).run('domain-days');
      await world.service.get(Jobs).run('domain-days');
    };

    it('remind its holder at 90, 60, 30 and 7 days, once each, then expire, then be renewed', async () => {
      const { as, domain } = await world.registered();
      for (const day of ['2027-08-25', '2027-08-26', '2027-09-25', '2027-10-25', '2027-11-17', '2027-11-24', '2027-11-25']) await onDay(day);
      await eventually(() =>
        expect(steps(domain.id)).toEqual([
          ['registered', undefined],
          ['expiring', 90],
          ['expiring', 60],
          ['expiring', 30],
          ['expiring', 7],
          ['expired', undefined],
        ]),
      );
      const { id } = (await world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as)).body;
      await world.post(`/fee-orders/${id}/confirm`, {}, finance);
      expect(await world.domains(as)).toMatchObject([{ state: 'ACTIVE', expiresOn: '2028-11-24' }]);
    });

    it('not be renewed beyond ten years, and from its end on when it is still alive', async () => {
      const { as, domain } = await world.registered(9);
      expect(await world.post(`/domains/${domain.id}/renewals`, { years: 2 }, as)).toMatchObject({
        status: 422,
        body: { findings: [{ code: 'renewal-too-long' }] },
      });
      const { id } = (await world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as)).body;
      await world.post(`/fee-orders/${id}/confirm`, {}, finance);
      expect(await world.domains(as)).toMatchObject([{ expiresOn: '2036-11-24' }]);
    });

    it('be frozen, unfrozen and cancelled by CONAC, and looked up by anybody', async () => {
      const { as, domain } = await world.registered();
      const act = (step: string, body: object) => world.post(`/domains/${domain.id}/${step}`, body, conac);
      expect(await act('freeze', { version: 1, reason: '涉嫌冒用名称' })).toMatchObject({ status: 200, body: { state: 'FROZEN' } });
      expect((await act('unfreeze', { version: 1 })).status).toBe(409);
      expect(await act('unfreeze', { version: 2 })).toMatchObject({ body: { state: 'ACTIVE' } });
      expect((await world.post(`/domains/${domain.id}/freeze`, { version: 3, reason: '试图自行冻结' }, as)).status).toBe(403);
      const rdap = await world.get(`/rdap/domain/${domain.aLabel}`);
      expect(rdap).toMatchObject({ status: 200, body: { objectClassName: 'domain', status: ['active'] } });
      expect(JSON.stringify(rdap.body)).not.toContain(as.unitId);
      expect(await act('cancel', { version: 3, reason: '机构已撤销' })).toMatchObject({ body: { state: 'CANCELLED' } });
    });
  });
});
