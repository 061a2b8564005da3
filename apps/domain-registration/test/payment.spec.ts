import { v7 } from 'uuid';
import { CalendarPublished } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { signed } from '../../../tools/outside/payment.mjs';
import { finance, KEY, NOW, World } from './world.js';

describe('an order', () => {
  let world: World;
  beforeAll(async () => (world = await World.start()));
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(new Date()));

  describe('is paid online', () => {
    const begun = async () => {
      const as = await world.unit();
      const fee = await world.approved(as, await world.submitted(as));
      const { payUrl } = (await world.post(`/fee-orders/${fee.id}/online-payment`, {}, as)).body;
      return { as, fee, payUrl };
    };
    const pay = (payUrl: string) => fetch(`${payUrl}/confirm`, { method: 'POST' });
    const notice = (fee: { id: string; amountFen: number }, transaction = `T-${fee.id.slice(-12)}`) => ({
      transaction,
      order: fee.id,
      amountFen: fee.amountFen,
    });
    const tell = (body: object, headers: Record<string, string> = signed(KEY, 'POST /payments/callback', body)) =>
      world.post('/payments/callback', body, undefined, headers);

    it('at the provider’s page, and its notice registers the name', async () => {
      const { as, fee, payUrl } = await begun();
      await pay(payUrl);
      await eventually(async () => expect(await world.domains(as)).toMatchObject([{ state: 'ACTIVE' }]));
      world.provider.repeat(fee.id);
      await eventually(async () =>
        expect(await world.query('SELECT outcome FROM payment_notice WHERE order_id = $1', [fee.id])).toEqual([{ outcome: 'settled' }]),
      );
      expect(await world.domains(as)).toHaveLength(1);
    });

    it('once, however often and at once the notice comes', async () => {
      const { as, fee } = await begun();
      const answers = await Promise.all(Array.from({ length: 10 }, () => tell(notice(fee))));
      expect(answers.map((a) => a.status)).toEqual(Array(10).fill(200));
      expect(await world.domains(as)).toHaveLength(1);
    });

    it('also when no notice ever comes: the order is looked up', async () => {
      world.provider.beSilent();
      const { as, payUrl } = await begun();
      await pay(payUrl);
      world.provider.beSilent(false);
      expect(await world.domains(as)).toEqual([]);
      await world.service.get(Jobs).run('payment-reconcile');
      expect(await world.domains(as)).toHaveLength(1);
    });

    it('not by a forged, changed, redirected or old notice', async () => {
      const { as, fee } = await begun();
      const good = notice(fee);
      expect(await tell(good, {})).toMatchObject({ status: 401 });
      expect(await tell(good, signed('another key', 'POST /payments/callback', good))).toMatchObject({ status: 401, body: { code: 'payment-signature' } });
      expect(await tell({ ...good, amountFen: 1 }, signed(KEY, 'POST /payments/callback', good))).toMatchObject({ status: 401 });
      expect(await tell(good, signed(KEY, 'POST /other', good))).toMatchObject({ status: 401 });
      const old = signed(KEY, 'POST /payments/callback', good);
      world.clock.set(new Date(Date.now() + 301_000));
      expect(await tell(good, old)).toMatchObject({ status: 401, body: { code: 'payment-stale' } });
      expect(await world.domains(as)).toEqual([]);
    });

    it('not with another amount, which is recorded', async () => {
      const { as, fee } = await begun();
      const short = { ...notice(fee), amountFen: fee.amountFen - 1 };
      expect(await tell(short)).toMatchObject({ status: 422, body: { code: 'payment-amount' } });
      expect(await tell(short)).toMatchObject({ status: 422, body: { code: 'payment-amount' } });
      expect(await world.domains(as)).toEqual([]);
      expect(await world.query('SELECT outcome FROM payment_notice WHERE order_id = $1', [fee.id])).toEqual([{ outcome: 'wrong-amount' }]);
    });
  });

  it('counts orders by state, each asker’s own', async () => {
    const [a, b] = [await world.unit(), await world.unit()];
    const [paid] = [await world.approved(a, await world.submitted(a)), await world.approved(b, await world.submitted(b))];
    const counts = async (as: object) => (await world.get('/fee-orders/counts', as)).body.states as Record<string, number>;
    const before = await counts(finance);
    expect(await counts(a)).toEqual({ OPEN: 1 });
    await world.post(`/fee-orders/${paid.id}/confirm`, {}, finance);
    expect(await counts(a)).toEqual({ PAID: 1 });
    expect(await counts(b)).toEqual({ OPEN: 1 });
    const after = await counts(finance);
    expect([after.OPEN, after.PAID]).toEqual([before.OPEN! - 1, (before.PAID ?? 0) + 1]);
  });

  it('confirms many orders at once, all or none', async () => {
    const [a, b] = [await world.unit(), await world.unit()];
    const fees = [await world.approved(a, await world.submitted(a)), await world.approved(b, await world.submitted(b))];
    const ids = fees.map((fee) => fee.id);
    expect((await world.post('/fee-orders/confirm', { ids: [...ids, v7()] }, finance)).status).toBe(404);
    expect([...(await world.domains(a)), ...(await world.domains(b))]).toEqual([]);
    expect((await world.post('/fee-orders/confirm', { ids }, finance)).status).toBe(200);
    expect([...(await world.domains(a)), ...(await world.domains(b))]).toHaveLength(2);
  });

  it('gives one of two who decide on the same version a conflict with the fresh state', async () => {
    const as = await world.unit();
    const fee = await world.approved(as, await world.submitted(as));
    const confirm = () => world.post(`/fee-orders/${fee.id}/confirm`, { version: 1 }, finance);
    const answers = await Promise.all([confirm(), confirm()]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)?.body).toMatchObject({ code: 'conflict', current: { state: 'PAID' } });
    expect(await world.domains(as)).toHaveLength(1);
  });

  it('lapses an unpaid order after its day, and the name is free', async () => {
    world.clock.set(NOW);
    const as = await world.unit();
    const label = world.freshLabel();
    const id = await world.submitted(as, { label });
    await world.approved(as, id);
    world.clock.set('2026-12-09T15:59:00Z');
    await world.service.get(Jobs).run('fee-days');
    expect((await world.application(as, id)).state).toBe('AWAIT_PAYMENT');
    world.clock.set('2026-12-09T16:00:00Z');
    await world.service.get(Jobs).run('fee-days');
    expect((await world.application(as, id)).state).toBe('LAPSED');
    await world.submitted(await world.unit(), { label });
  });

  it('counts a provisional due day anew when the calendar of the year is published', async () => {
    world.clock.set('2026-12-28T02:00:00Z');
    const as = await world.unit();
    const fee = await world.approved(as, await world.submitted(as));
    expect(fee.dueDay).toBe('2027-01-11');
    const calendarId = v7();
    const year = { year: 2027, version: 1, off: ['2027-01-01'], work: [], source: '测试' };
    await world.bus.publish(CalendarPublished.of({ id: calendarId, region: '100000', ...year }), { sequence: 1 });
    await eventually(async () =>
      expect((await world.get(`/fee-orders/${fee.id}`, as)).body).toMatchObject({ dueDay: '2027-01-12', dueProvisional: false }),
    );
  });
});
