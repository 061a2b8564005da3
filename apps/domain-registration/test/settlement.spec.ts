import { v7 } from 'uuid';
import { Jobs } from '@biaozhi/service-kit';
import type { Principal } from '@biaozhi/auth';
import { eventually } from '@biaozhi/testing';
import { BUREAU, finance, NOW, World, type Answer, type As, type Fee } from './world.js';

const OTHER_BUREAU = v7();
const reviewer: Partial<Principal> = { roles: ['bureau-reviewer'], bureauId: BUREAU };
const archivist: Partial<Principal> = { roles: ['bureau-archivist'], bureauId: BUREAU };
const stranger: Partial<Principal> = { roles: ['bureau-reviewer'], bureauId: OTHER_BUREAU };
const transfer = { payer: '历下区财政局', reference: 'B-100', paidOn: '2026-11-25' };

describe('a bureau settles the fees of many units at once', () => {
  let world: World;
  beforeAll(async () => (world = await World.start()));
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(NOW));

  interface Due {
    as: As;
    id: string;
    fee: Fee;
  }
  const due = async (members = {}): Promise<Due> => {
    const as = await world.unit(members);
    const id = await world.submitted(as);
    return { as, id, fee: await world.approved(as, id) };
  };
  const dues = async (count: number): Promise<Due[]> => {
    const made: Due[] = [];
    while (made.length < count) made.push(await due());
    return made;
  };
  const idsOf = (some: Due[]) => some.map(({ fee }) => fee.id);
  const settle = (some: Due[], as: Partial<Principal> = reviewer, headers?: Record<string, string>) =>
    world.post('/settlements', { ids: idsOf(some), ...transfer }, as, headers);
  const decide = (step: 'confirm' | 'dispute', { id }: { id: string }, version = 1, as = finance) => world.post(`/settlements/${id}/${step}`, { version }, as);
  const order = async ({ fee }: Due) => (await world.get(`/fee-orders/${fee.id}`, finance)).body;
  const states = async (some: Due[]) => Promise.all(some.map(async (one) => (await order(one)).state));
  const applications = async (some: Due[]) => Promise.all(some.map(async ({ as, id }) => (await world.application(as, id)).state));
  const detail = async (id: string, as: Partial<Principal> = reviewer) => (await world.get(`/settlements/${id}`, as)).body as Answer & { orders: Answer[] };
  const outcomes = async (id: string) => new Map((await detail(id)).orders.map((one) => [one.id, one.outcome]));
  /** What was said of an aggregate, in order. */
  const said = async (id: string) =>
    (await world.query<{ type: string }>(`SELECT envelope::jsonb->>'type' AS type FROM bus_outbox WHERE aggregate_id = $1 ORDER BY sequence`, [id])).map(({ type }) => type.replace(/^.*?(domain)/, '$1'));

  it('finds the open orders of its units, with their names', async () => {
    const [mine, other] = [await due(), await due({ bureauId: OTHER_BUREAU })];
    const { items } = (await world.get('/fee-orders?state=OPEN&limit=200', archivist)).body;
    expect(items.map((one) => one.id)).toContain(mine.fee.id);
    expect(items.map((one) => one.id)).not.toContain(other.fee.id);
    expect(items[0]).toMatchObject({ unitName: '济南市历下区示例局', offers: ['settle'] });
  });

  it('all are claimed, finance confirms, and every domain is registered with the same events as alone', async () => {
    const some = await dues(3);
    const answer = await settle(some);
    expect(answer).toMatchObject({ status: 201, body: { state: 'CLAIMED', count: 3, totalFen: 60_000, region: '370102', bureauId: BUREAU, version: 1, claim: transfer, offers: [] } });
    expect(answer.body.number).toMatch(/^J20261125\d{4}$/);
    expect(await order(some[0]!)).toMatchObject({ state: 'CLAIMED', claim: transfer, settlementId: answer.body.id, offers: [] });
    expect(await applications(some)).toEqual(Array(3).fill('PAYMENT_CLAIMED'));
    expect([...(await outcomes(answer.body.id)).values()]).toEqual(Array(3).fill('WAITING'));
    expect((await detail(answer.body.id, finance)).offers).toEqual(['confirm', 'dispute']);
    expect(await decide('confirm', answer.body)).toMatchObject({ status: 200, body: { state: 'CONFIRMED', version: 2, decidedBy: expect.any(String) as string } });
    expect(await states(some)).toEqual(Array(3).fill('PAID'));
    expect([...(await outcomes(answer.body.id)).values()]).toEqual(Array(3).fill('PAID'));
    const alone = await due();
    await world.post(`/fee-orders/${alone.fee.id}/claim`, transfer, alone.as);
    await world.post(`/fee-orders/${alone.fee.id}/confirm`, {}, finance);
    for (const { as, id } of some) {
      const [domain] = await world.domains(as);
      expect(await said(domain!.id)).toEqual(['domain.registered.v1']);
      expect(await said(id)).toEqual(await said(alone.id));
    }
    expect((await said(alone.id)).slice(-2)).toEqual(['domain-application.fee-claimed.v1', 'domain-application.fee-paid.v1']);
    expect(await world.query('SELECT action FROM audit_record WHERE subject = $1 ORDER BY position', [`settlement/${answer.body.id}`])).toEqual([
      { action: 'settlement.claim' },
      { action: 'settlement.confirm' },
    ]);
  });

  it('renewals too', async () => {
    const { as, domain } = await world.registered();
    const renewal = (await world.post(`/domains/${domain.id}/renewals`, { years: 2 }, as)).body;
    const { body } = await world.post('/settlements', { ids: [renewal.id], ...transfer }, archivist);
    expect((await decide('confirm', body)).status).toBe(200);
    expect((await world.domains(as))[0]).toMatchObject({ expiresOn: '2029-11-24' });
  });

  describe('all or nothing:', () => {
    const unchanged = async (some: Due[]) => {
      expect(await states(some)).toEqual(some.map(() => 'OPEN'));
      expect(await applications(some)).toEqual(some.map(() => 'AWAIT_PAYMENT'));
    };
    const count = async () => (await world.query<{ n: number }>('SELECT count(*)::int AS n FROM settlement'))[0]!.n;

    it('an order that is not open any more is named where it stands', async () => {
      const [before, [first, paid, last]] = [await count(), (await dues(3)) as [Due, Due, Due]];
      await world.post(`/fee-orders/${paid.fee.id}/confirm`, {}, finance);
      const answer = await settle([first, paid, last]);
      expect(answer).toMatchObject({ status: 409, body: { code: 'orders-not-settled', findings: [{ code: 'settlement-order-not-open', pointer: '/ids/1' }] } });
      expect(answer.body.findings[0]!.message).toContain((await order(paid)).number as string);
      await unchanged([first, last]);
      expect(await count()).toBe(before);
    });

    it('an order of another bureau’s unit looks as if it were not there, for that bureau the others', async () => {
      const [mine, theirs] = [await due(), await due({ bureauId: OTHER_BUREAU })];
      expect(await settle([mine, theirs])).toMatchObject({ status: 422, body: { findings: [{ code: 'settlement-order-unknown', pointer: '/ids/1' }] } });
      expect(await settle([mine, theirs], stranger)).toMatchObject({ status: 422, body: { findings: [{ code: 'settlement-order-unknown', pointer: '/ids/0' }] } });
      await unchanged([mine, theirs]);
    });

    it('nor may somebody settle for another bureau who sees its orders for another reason', async () => {
      const theirs = await due({ bureauId: OTHER_BUREAU });
      const both: Partial<Principal> = { roles: ['bureau-reviewer', 'conac-finance'], bureauId: BUREAU };
      for (const as of [both, { roles: both.roles! }]) expect((await settle([theirs], as)).status).toBe(422);
      await unchanged([theirs]);
    });

    it.each([
      ['no order', { ids: [] }, '/ids'],
      ['501 orders', { ids: Array.from({ length: 501 }, () => v7()) }, '/ids'],
      ['what is no id', { ids: ['x'] }, '/ids'],
      ['a transfer of tomorrow', { paidOn: '2026-11-26' }, '/paidOn'],
      ['no payer', { payer: '' }, '/payer'],
      ['too long a reference', { reference: 'x'.repeat(65) }, '/reference'],
      ['a sum of its own', { totalFen: 1 }, '/totalFen'],
    ])('not with %s', async (_, bad, pointer) => {
      const one = await due();
      const answer = await world.post('/settlements', { ids: [one.fee.id], ...transfer, ...bad }, reviewer);
      expect(answer.status).toBe(422);
      expect(answer.body.findings.map((found) => found.pointer)).toContain(pointer);
      await unchanged([one]);
    });

    it('nor an order twice', async () => {
      const one = await due();
      expect((await settle([one, one])).status).toBe(422);
      await unchanged([one]);
    });
  });

  it('only by the staff of a bureau; only finance decides; other bureaus do not see it', async () => {
    const one = await due();
    for (const as of [one.as, finance, { roles: ['conac-reviewer' as const] }]) expect((await settle([one], as)).status).toBe(403);
    const { body } = await settle([one], archivist);
    for (const as of [reviewer, { roles: ['administrator' as const] }]) expect((await decide('confirm', body, 1, as)).status).toBe(403);
    expect((await world.get(`/settlements/${body.id}`, stranger)).status).toBe(404);
    expect((await world.get('/settlements', stranger)).body.items).toEqual([]);
    expect((await world.get('/settlements', one.as)).status).toBe(403);
    expect((await world.get('/settlements')).status).toBe(401);
  });

  it('of two settlements at once with the same orders one wins, whatever their order, and the other is told which', async () => {
    for (let times = 0; times < 4; times++) {
      const some = await dues(3);
      const answers = await Promise.all([settle(some), settle(some.toReversed())]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const lost = answers.find(({ status }) => status === 409)!;
      expect(lost.body.findings.map(({ pointer }) => pointer)).toEqual(['/ids/0', '/ids/1', '/ids/2']);
    }
  });

  it('at the moment of a payment online or a withdrawal, ends in one of the two for each order, never in both or neither', async () => {
    for (let times = 0; times < 4; times++) {
      const [paid, withdrawn] = (await dues(2)) as [Due, Due];
      const [answer, left] = await Promise.all([settle([withdrawn]), world.post(`/domain-applications/${withdrawn.id}/withdraw`, {}, withdrawn.as)]);
      expect([answer.status, left.status].sort()).toEqual(answer.status === 201 ? [201, 409] : [200, 409]);
      expect(await applications([withdrawn])).toEqual([answer.status === 201 ? 'PAYMENT_CLAIMED' : 'WITHDRAWN']);
      const { body } = await settle([paid]);
      const [told, confirmed] = await Promise.all([world.tell(paid.fee), decide('confirm', body)]);
      expect([told.status, confirmed.status]).toEqual([200, 200]);
      expect(await world.domains(paid.as)).toHaveLength(1);
      const [{ outcome }] = (await world.outcomes(paid.fee.id)) as [{ outcome: string }];
      expect((await outcomes(body.id)).get(paid.fee.id)).toBe(outcome === 'settled' ? 'SKIPPED' : 'PAID');
    }
  });

  it('a double press is one settlement', async () => {
    const some = await dues(2);
    const clerk = { ...reviewer, accountId: v7() };
    const press = () => settle(some, clerk, { 'idempotency-key': 'settle-000001' });
    const [first, second] = await Promise.all([press(), press()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await world.query('SELECT 1 FROM settlement_order WHERE order_id = ANY($1)', [idsOf(some)])).toHaveLength(2);
  });

  describe('an order in it', () => {
    it.each(['confirm', 'dispute'])('is not decided on alone: %s', async (step) => {
      const one = await due();
      const { body } = await settle([one]);
      const answer = await world.post(`/fee-orders/${one.fee.id}/${step}`, {}, finance);
      expect(answer).toMatchObject({ status: 409, body: { code: 'order-in-settlement', settlement: body.id, order: one.fee.id } });
      expect(await world.post(`/domain-applications/${one.id}/confirm`, {}, finance)).toMatchObject({ status: 409, body: { code: 'order-in-settlement' } });
      expect(await order(one)).toMatchObject({ state: 'CLAIMED', settlementId: body.id });
    });

    it('nor with others of no settlement, which stay as they are', async () => {
      const [within, alone] = (await dues(2)) as [Due, Due];
      await settle([within]);
      expect(await world.post('/fee-orders/confirm', { ids: idsOf([alone, within]) }, finance)).toMatchObject({ status: 409, body: { code: 'order-in-settlement', order: within.fee.id } });
      expect(await states([within, alone])).toEqual(['CLAIMED', 'OPEN']);
    });

    it('that was paid online meanwhile is skipped by the confirmation, and registered once', async () => {
      const [online, other] = (await dues(2)) as [Due, Due];
      const { body } = await settle([online, other]);
      expect((await world.tell(online.fee)).status).toBe(200);
      expect((await outcomes(body.id)).get(online.fee.id)).toBe('SKIPPED');
      expect((await decide('confirm', body)).status).toBe(200);
      expect(await outcomes(body.id)).toEqual(new Map([[other.fee.id, 'PAID'], [online.fee.id, 'SKIPPED']]));
      for (const { as } of [online, other]) expect(await world.domains(as)).toHaveLength(1);
      expect(await order(online)).toMatchObject({ paidBy: `T-${online.fee.id}` });
    });

    it('that was paid online meanwhile is not opened again by a dispute', async () => {
      const [online, other] = (await dues(2)) as [Due, Due];
      const { body } = await settle([online, other]);
      await world.tell(online.fee);
      expect((await decide('dispute', body)).status).toBe(200);
      expect(await states([online, other])).toEqual(['PAID', 'OPEN']);
      expect(await outcomes(body.id)).toEqual(new Map([[other.fee.id, 'REOPENED'], [online.fee.id, 'SKIPPED']]));
    });

    it('that was cancelled with its domain meanwhile is skipped', async () => {
      const { as, domain } = await world.registered();
      const renewal = (await world.post(`/domains/${domain.id}/renewals`, { years: 1 }, as)).body;
      const { body } = await world.post('/settlements', { ids: [renewal.id], ...transfer }, reviewer);
      const version = (await world.domains(as))[0]!.version;
      expect((await world.post(`/domains/${domain.id}/cancel`, { version, reason: '机构已经撤销' }, as)).status).toBe(200);
      expect((await decide('confirm', body)).status).toBe(200);
      expect((await detail(body.id)).orders).toMatchObject([{ state: 'CANCELLED', outcome: 'SKIPPED' }]);
    });

    it('does not lapse, and stays in finance’s hands when its unit ends', async () => {
      const one = await due();
      const { body } = await settle([one]);
      await world.unitEnds(one.as);
      const ended = () => world.query(`SELECT 1 FROM unit_copy WHERE id = $1 AND data->>'state' = 'ABOLISHED'`, [one.as.unitId]);
      await eventually(async () => expect(await ended()).toHaveLength(1));
      world.clock.set('2026-12-20T02:00:00Z');
      await world.service.get(Jobs).run('fee-days');
      expect(await states([one])).toEqual(['CLAIMED']);
      expect((await decide('confirm', body)).status).toBe(200);
      expect(await world.domains(one.as)).toHaveLength(1);
    });
  });

  it('whose money did not arrive is disputed: its orders are open with new days, and settled again', async () => {
    const some = await dues(2);
    const { body } = await settle(some);
    world.clock.set('2026-12-10T02:00:00Z');
    expect(await decide('dispute', body)).toMatchObject({ status: 200, body: { state: 'DISPUTED', version: 2 } });
    for (const one of some) {
      expect(await order(one)).toMatchObject({ state: 'OPEN', claim: null, settlementId: null, dueDay: '2026-12-24', daysLeft: 10 });
      expect((await said(one.id)).at(-1)).toBe('domain-application.fee-due.v1');
    }
    const again = await settle(some);
    expect(again.status).toBe(201);
    expect((await decide('confirm', again.body)).status).toBe(200);
    expect([...(await outcomes(body.id)).values()]).toEqual(['REOPENED', 'REOPENED']);
    expect(await states(some)).toEqual(['PAID', 'PAID']);
  });

  it('is decided on once, on its newest version: the other gets the fresh state', async () => {
    const some = await dues(2);
    const { body } = await settle(some);
    expect(await decide('confirm', body, 2)).toMatchObject({ status: 409, body: { code: 'conflict', current: { state: 'CLAIMED', version: 1 } } });
    const answers = await Promise.all([decide('confirm', body), decide('confirm', body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict', current: { state: 'CONFIRMED', version: 2 } });
    for (const { as } of some) expect(await world.domains(as)).toHaveLength(1);
    expect(await decide('dispute', body, 2)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  it('is listed newest first, by state, and counted', async () => {
    const bureau = v7();
    const clerk: Partial<Principal> = { roles: ['bureau-archivist'], bureauId: bureau };
    const [first, second] = [await due({ bureauId: bureau }), await due({ bureauId: bureau })];
    const [a, b] = [(await settle([first], clerk)).body, (await settle([second], clerk)).body];
    await decide('confirm', a);
    const list = async (query: string) => (await world.get(`/settlements${query}`, clerk)).body;
    expect((await list('')).items.map(({ id }) => id)).toEqual([b.id, a.id]);
    const page = await list('?limit=1');
    expect(page.items.map(({ id }) => id)).toEqual([b.id]);
    expect((await list(`?limit=1&after=${page.next as string}`)).items.map(({ id }) => id)).toEqual([a.id]);
    expect((await list('?state=CONFIRMED')).items.map(({ id }) => id)).toEqual([a.id]);
    expect((await world.get('/settlements/counts', clerk)).body.states).toEqual({ CLAIMED: 1, CONFIRMED: 1 });
    expect((await world.get('/settlements?after=x', clerk)).status).toBe(422);
  });
});
