import { v7 } from 'uuid';
import { CalendarPublished, DomainReviewConacApproved, DomainReviewOpened } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { administrator, conac, finance, NOW, World, type As, type Fee } from './world.js';

describe('money', () => {
  let world: World;
  beforeAll(async () => (world = await World.start()));
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(NOW));

  const claim = { payer: '历下区财政局', reference: 'B-1', paidOn: '2026-11-25' };
  const due = async (): Promise<{ as: As; id: string; fee: Fee }> => {
    const as = await world.unit();
    const id = await world.submitted(as);
    return { as, id, fee: await world.approved(as, id) };
  };
  const order = async (id: string) => (await world.get(`/fee-orders/${id}`, finance)).body;
  const run = (job: string) => world.service.get(Jobs).run(job);

  describe('is not taken before both reviews passed', () => {
    it.each(['DRAFT', 'BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED', 'WITHDRAWN'])('in %s', async (state) => {
      const as = await world.unit();
      const id = await world.draft(as);
      await world.query('UPDATE domain_application SET state = $2 WHERE id = $1', [id, state]);
      const answers = await Promise.all([
        world.post(`/domain-applications/${id}/claim`, claim, as),
        world.post(`/domain-applications/${id}/online-payment`, {}, as),
        world.post(`/domain-applications/${id}/confirm`, {}, finance),
      ]);
      for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { code: 'fee-not-due', state } });
      expect(await world.application(as, id)).toMatchObject({ state, version: 1, fee: null });
      expect(await world.query('SELECT 1 FROM fee_order WHERE subject_id = $1', [id])).toEqual([]);
    });

    it('also not when CONAC’s approval comes without the bureau’s: the event is put aside', async () => {
      const as = await world.unit();
      const id = await world.submitted(as);
      const review = world.review(id, { stage: 'conac', state: 'PASSED', final: true });
      await world.bus.publish(DomainReviewConacApproved.of(review), { sequence: 1 });
      await eventually(async () => expect(await world.query('SELECT 1 FROM bus_dead_letter WHERE aggregate_id = $1', [review.id])).toHaveLength(1));
      expect(await world.application(as, id)).toMatchObject({ state: 'BUREAU_REVIEW', fee: null });
    });

    it('but after CONAC’s alone on the route that has no bureau', async () => {
      const as = await world.unit({ kind: 'institution', affiliation: 'central', region: '100000', name: '国家示例中心' });
      const id = await world.submitted(as, { suffix: '公益' });
      const review = world.review(id, { route: 'central-institution', stage: 'conac', state: 'CONAC_REVIEW' });
      await world.bus.publish(DomainReviewOpened.of(review), { sequence: 1 });
      await eventually(async () => expect((await world.application(as, id)).state).toBe('CONAC_REVIEW'));
      await world.bus.publish(DomainReviewConacApproved.of({ ...review, state: 'PASSED', final: true }), { sequence: 2 });
      await eventually(async () => expect((await world.application(as, id)).state).toBe('AWAIT_PAYMENT'));
    });
  });

  it('is paid by the steps of the application too', async () => {
    const { as, id } = await due();
    expect(await world.post(`/domain-applications/${id}/claim`, claim, as)).toMatchObject({ status: 200, body: { state: 'CLAIMED' } });
    expect(await world.post(`/domain-applications/${id}/confirm`, {}, finance)).toMatchObject({ status: 200, body: { state: 'PAID' } });
    expect(await world.domains(as)).toHaveLength(1);
  });

  it('is claimed anew after finance did not find it, with the whole time to pay', async () => {
    const { as, id, fee } = await due();
    await world.post(`/fee-orders/${fee.id}/claim`, claim, as);
    world.clock.set('2026-12-10T02:00:00Z');
    expect(await world.post(`/fee-orders/${fee.id}/dispute`, {}, finance)).toMatchObject({ body: { state: 'OPEN', claim: null, dueDay: '2026-12-24', daysLeft: 10 } });
    expect(await world.application(as, id)).toMatchObject({ state: 'AWAIT_PAYMENT', fee: { dueDay: '2026-12-24' } });
    await run('fee-days');
    expect((await world.post(`/fee-orders/${fee.id}/claim`, { ...claim, reference: 'B-2' }, as)).status).toBe(200);
  });

  it.each([
    [{ ...claim, paidOn: '2026-11-26' }, 'paid-on-in-future'],
    [{ ...claim, paidOn: '2026-02-30' }, 'isDateString'],
    [{ ...claim, paidOn: 'yesterday' }, 'matches'],
    [{ ...claim, payer: '' }, 'isLength'],
    [{ ...claim, reference: 'x'.repeat(65) }, 'isLength'],
    [{ ...claim, amountFen: 1 }, 'whitelistValidation'],
  ])('is not claimed with %j', async (bad, code) => {
    const { as, fee } = await due();
    const answer = await world.post(`/fee-orders/${fee.id}/claim`, bad, as);
    expect(answer.status).toBe(422);
    expect(answer.body.findings.map((one) => one.code)).toContain(code);
    expect(await order(fee.id)).toMatchObject({ state: 'OPEN', version: 1 });
  });

  describe('that the provider tells of', () => {
    it('settles one order only: the same transaction for another is refused and kept', async () => {
      const [one, other] = [await due(), await due()];
      expect((await world.tell(one.fee, 'T-same')).status).toBe(200);
      for (let times = 0; times < 2; times++) {
        expect(await world.tell(other.fee, 'T-same')).toMatchObject({ status: 422, body: { code: 'payment-reused' } });
      }
      expect(await order(other.fee.id)).toMatchObject({ state: 'OPEN' });
      expect(await world.outcomes(other.fee.id)).toEqual([{ outcome: 'reused' }]);
    });

    it('settles one of two orders when both come at once with one transaction', async () => {
      const both = [await due(), await due()];
      const answers = await Promise.all(both.map(({ fee }) => world.tell(fee, 'T-both')));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    });

    it('with the wrong amount does not bar the right one afterwards', async () => {
      const { as, fee } = await due();
      expect((await world.tell({ ...fee, amountFen: fee.amountFen - 1 }, 'T-mended')).status).toBe(422);
      expect((await world.tell(fee, 'T-mended')).status).toBe(200);
      expect(await world.domains(as)).toHaveLength(1);
      expect((await world.outcomes(fee.id)).map((one) => one.outcome).sort()).toEqual(['settled', 'wrong-amount']);
    });

    it('twice, by two payments, is taken once; finance finds the other', async () => {
      const { as, fee } = await due();
      expect((await world.tell(fee, 'T-first')).status).toBe(200);
      expect((await world.tell(fee, 'T-second')).status).toBe(200);
      expect(await world.domains(as)).toHaveLength(1);
      const { items } = (await world.get('/payment-notices?outcome=not-open', finance)).body;
      expect(items).toContainEqual(expect.objectContaining({ transaction: 'T-second', order: fee.id }));
      expect((await world.get('/payment-notices', as)).status).toBe(403);
    });

    it('for no order of ours is refused and kept', async () => {
      const unknown = { id: v7(), amountFen: 1 };
      expect(await world.tell(unknown)).toMatchObject({ status: 422, body: { code: 'payment-order-unknown' } });
      expect(await world.outcomes(unknown.id)).toEqual([{ outcome: 'unknown-order' }]);
    });

    it('is kept when refused, whatever key of idempotency the sender adds', async () => {
      const { fee } = await due();
      const wrong = { ...fee, amountFen: 1 };
      expect((await world.tell(wrong, 'T-keyed', { 'idempotency-key': 'T-keyed-1' })).status).toBe(422);
      expect(await world.outcomes(fee.id)).toEqual([{ outcome: 'wrong-amount' }]);
    });

    it('and the unit’s withdrawal at once end in one of the two, never in both or neither', async () => {
      for (let times = 0; times < 4; times++) {
        const { as, id, fee } = await due();
        const [told, withdrawn] = await Promise.all([world.tell(fee), world.post(`/domain-applications/${id}/withdraw`, {}, as)]);
        const { state } = await world.application(as, id);
        const domains = (await world.domains(as)).length;
        expect(told.status).toBe(200);
        expect([withdrawn.status, state, domains]).toEqual(withdrawn.status === 200 ? [200, 'WITHDRAWN', 0] : [409, 'REGISTERED', 1]);
        expect(await world.outcomes(fee.id)).toEqual([{ outcome: domains ? 'settled' : 'not-open' }]);
      }
    });
  });

  describe('past the last day', () => {
    const begun = async () => {
      const it = await due();
      const { payUrl } = (await world.post(`/fee-orders/${it.fee.id}/online-payment`, {}, it.as)).body;
      return { ...it, payUrl };
    };
    afterEach(() => {
      world.provider.beSilent(false);
      world.config.paymentUrl = world.provider.url;
    });

    it('is asked for before the name is lost: the notice may have been', async () => {
      const { as, id, payUrl } = await begun();
      world.provider.beSilent();
      await fetch(`${payUrl}/confirm`, { method: 'POST' });
      world.clock.set('2026-12-10T02:00:00Z');
      await run('fee-days');
      expect((await world.application(as, id)).state).toBe('REGISTERED');
    });

    it('does not let an online order lapse while the provider cannot be asked; others lapse', async () => {
      const [online, other] = [await begun(), await due()];
      world.config.paymentUrl = 'http://127.0.0.1:1';
      world.clock.set('2026-12-10T02:00:00Z');
      await expect(run('fee-days')).rejects.toThrow(/failed/);
      expect((await world.application(online.as, online.id)).state).toBe('AWAIT_PAYMENT');
      expect((await world.application(other.as, other.id)).state).toBe('LAPSED');
      world.config.paymentUrl = world.provider.url;
      await run('fee-days');
      expect((await world.application(online.as, online.id)).state).toBe('LAPSED');
    });

    it('is found also when the unit claimed a transfer meanwhile', async () => {
      const { as, id, fee, payUrl } = await begun();
      world.provider.beSilent();
      await fetch(`${payUrl}/confirm`, { method: 'POST' });
      await world.post(`/fee-orders/${fee.id}/claim`, claim, as);
      await run('payment-reconcile');
      expect((await world.application(as, id)).state).toBe('REGISTERED');
    });

    it('that came too late is recorded for finance', async () => {
      const { fee } = await due();
      world.clock.set('2026-12-10T02:00:00Z');
      await run('fee-days');
      expect(await order(fee.id)).toMatchObject({ state: 'LAPSED' });
      expect((await world.tell(fee)).status).toBe(200);
      expect(await order(fee.id)).toMatchObject({ state: 'LAPSED' });
      expect(await world.outcomes(fee.id)).toEqual([{ outcome: 'not-open' }]);
    });
  });

  it('has its day recounted in the application too, with an audit record, when a calendar comes', async () => {
    world.clock.set('2026-12-28T02:00:00Z');
    const { as, id, fee } = await due();
    const year = { year: 2027, version: 1, off: ['2027-01-01'], work: [], source: '测试' };
    await world.bus.publish(CalendarPublished.of({ id: v7(), region: '100000', ...year }), { sequence: 1 });
    await eventually(async () => expect((await world.application(as, id)).fee).toMatchObject({ dueDay: '2027-01-12' }));
    expect(await world.query('SELECT action FROM audit_record WHERE subject = $1 ORDER BY position', [`fee-order/${fee.id}`])).toEqual([
      { action: 'fee-order.open' },
      { action: 'fee-order.recount' },
    ]);
  });

  describe('is asked by the price of the day', () => {
    const price = (members: object) => ({ suffix: '政务.cn', validFrom: '2026-12-01', yearlyFen: 12_345, source: '测试价格', ...members });
    const amount = async () => {
      const as = await world.unit();
      return (await world.approved(as, await world.submitted(as, { suffix: '政务.cn', years: 2 }))).amountFen;
    };

    it('and a later price does not change it before its day', async () => {
      expect((await world.put('/prices', price({}), finance)).status).toBe(200);
      expect(await amount()).toBe(40_000);
      world.clock.set('2026-12-01T02:00:00Z');
      expect(await amount()).toBe(24_690);
    });

    it.each([
      [{ validFrom: '2026-11-24' }, '/validFrom'],
      [{ validFrom: '2027-02-30' }, '/validFrom'],
      [{ yearlyFen: -1 }, '/yearlyFen'],
      [{ yearlyFen: 1.5 }, '/yearlyFen'],
      [{ suffix: '中国' }, '/suffix'],
      [{ source: '' }, '/source'],
    ])('which is not set to %j', async (bad, pointer) => {
      const before = (await world.get('/prices')).body;
      const answer = await world.put('/prices', price(bad), administrator);
      expect(answer.status).toBe(422);
      expect(answer.body.findings.map((one) => one.pointer)).toContain(pointer);
      expect((await world.get('/prices')).body).toEqual(before);
    });

    it('nor by whom it does not concern', async () => {
      for (const as of [await world.unit(), conac]) expect((await world.put('/prices', price({}), as)).status).toBe(403);
      expect((await world.put('/prices', price({}))).status).toBe(401);
    });
  });

  describe('the ways to pay', () => {
    it('are online payment, and a transfer once bank and account are set', async () => {
      const unit = await world.unit();
      expect((await world.get('/payment-ways', unit)).body).toEqual({ online: true });
      Object.assign(world.config, { payeeBank: '示例银行', payeeAccount: '1100 0000' });
      expect((await world.get('/payment-ways', unit)).body).toEqual({
        online: true,
        transfer: { name: '政务和公益机构域名注册管理中心', bank: '示例银行', account: '1100 0000' },
      });
    });

    it('are told to those who are signed in', async () => expect((await world.get('/payment-ways')).status).toBe(401));
  });
});
