import { v7 } from 'uuid';
import { DataSource } from 'typeorm';
import {
  CalendarPublished,
  SiteApplicationLapsed,
  SiteApplicationWithdrawn,
  UnitAbolished,
  UnitMerged,
  UnitRegistered,
} from '@biaozhi/contracts';
import { Rebuild } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import type { FilingView } from '../src/http/filing-view.js';
import { ApplicationMoves } from '../src/use-cases/application-moves.js';
import { inOrder, World } from './world.js';

describe('paper at the bureau', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  /** Of the unit that ends. */
  let unitId = v7();
  const post = (id: string, step: string, body: object, as = world.archivist) =>
    world.app.http.post<FilingView & { code: string; current: { version: number; state: string }; findings: { code: string; pointer: string }[] }>(
      `/filings/${id}/${step}`,
      body,
      { as },
    );
  const receive = async (id: string, version = 1): Promise<FilingView> => (await post(id, 'receive', { version, copies: 3 })).body;

  it('is expected, received and confirmed, and the bus hears of each', async () => {
    const { id, applicationId, number, dueDay } = await world.filing();
    expect(number).toMatch(/^BA3701022026\d{5}$/);
    expect(dueDay).toBeUndefined();

    const receipt = await post(id, 'receive', { version: 1, copies: 3 });
    expect(receipt).toMatchObject({ status: 200, body: { state: 'RECEIVED', version: 2, receivedOn: '2026-11-24', dueDay: '2026-12-08', daysLeft: 10, offers: ['confirm', 'fail'] } });
    const confirmed = await post(id, 'confirm', { version: 2, items: inOrder });
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'CONFIRMED', version: 3, offers: [], decidedBy: '王示例' } });

    await eventually(() => expect(world.said(applicationId)).toHaveLength(3));
    expect(world.said(applicationId).map(({ type, sequence }) => `${sequence} ${type}`)).toEqual([
      '1 cn.biaozhi.filing.opened.v1',
      '2 cn.biaozhi.filing.received.v1',
      '3 cn.biaozhi.filing.confirmed.v1',
    ]);
    expect(world.said(applicationId).at(-1)!.data).toMatchObject({ unitId: world.unitId, bureauId: world.bureauId, place: 'own-site' });
  });

  it('fails with findings and words, which the unit reads over HTTP and the bus does not carry', async () => {
    const { id, applicationId } = await world.filing();
    await receive(id);
    const comment = '申请表第二页未加盖公章，请联系窗口王示例';
    const failed = await post(id, 'fail', { version: 2, items: [{ item: 'form', result: 'unstamped', copies: 3 }], comment });
    expect(failed).toMatchObject({ status: 200, body: { state: 'FAILED' } });
    const seen = await world.app.http.get<FilingView>(`/applications/${applicationId}/filing`, { as: world.handler });
    expect(seen.body).toMatchObject({ state: 'FAILED', comment, offers: [] });
    expect(seen.body.checklist).toContainEqual({ item: 'form', name: '申请表', result: 'unstamped', resultName: '未盖公章或公章有误', copies: 3 });
    expect(seen.body).not.toHaveProperty('decidedBy');
    const event = await eventually(() => world.said(applicationId).find(({ type }) => type.includes('failed')) ?? Promise.reject(new Error('not said')));
    expect(event.data.findings).toContainEqual({ item: 'form', result: 'unstamped', copies: 3 });
  });

  it('holds no personal data in what the public bus carries', async () => {
    const { id, applicationId, form } = await world.filing();
    await receive(id);
    await post(id, 'fail', { version: 2, items: [{ item: 'letter', result: 'differs' }], comment: `请${form.contact.handlerName}重新打印` });
    await eventually(() => expect(world.said(applicationId)).toHaveLength(3));
    const text = JSON.stringify(world.said(applicationId));
    for (const secret of [...Object.values(form.contact), '王示例', '重新打印']) expect(text).not.toContain(secret);
  });

  it('is opened by the passing whether the form comes before or after it', async () => {
    const after = await world.filing();
    const before = world.passing();
    await world.publish(before.dossier);
    await world.publish(before.passed);
    const filing = await world.opened(before.applicationId);
    expect(filing).toMatchObject({ state: 'EXPECTED', applicationNumber: before.form.number });
    expect((await world.letter(before.applicationId)).status).toBe(200);
    expect(filing.number).not.toBe(after.number);
  });

  it('is not opened where no paper is needed', async () => {
    const one = world.passing({ paperRequired: false, state: 'COMPLETED' });
    await world.publish(one.passed);
    await eventually(async () => expect(await world.letter(one.applicationId)).toMatchObject({ status: 409, body: { code: 'no-paper-needed' } }));
    expect(world.said(one.applicationId)).toEqual([]);
  });

  it('is opened once, however often its application is told', async () => {
    const { applicationId, passed, id } = await world.filing();
    await world.app.get(ApplicationMoves).passes(passed);
    await world.app.get(Rebuild).rebuild('site-application');
    const next = await world.filing();
    expect((await world.opened(applicationId)).id).toBe(id);
    await eventually(() => expect(world.said(next.applicationId)).toHaveLength(1));
    expect(world.said(applicationId)).toHaveLength(1);
  });

  it('is closed when its application is withdrawn or lapses', async () => {
    const [withdrawn, lapsed] = [await world.filing(), await world.filing()];
    await world.publish(SiteApplicationWithdrawn.of({ ...withdrawn.passed, state: 'WITHDRAWN' }));
    await world.publish(SiteApplicationLapsed.of({ ...lapsed.passed, state: 'LAPSED' }));
    for (const { applicationId, id } of [withdrawn, lapsed]) {
      await eventually(async () => expect((await world.opened(applicationId)).state).toBe('CLOSED'));
      expect(await post(id, 'receive', { version: 2, copies: 3 })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
      expect(await world.letter(applicationId)).toMatchObject({ status: 409, body: { code: 'filing-closed' } });
      await eventually(() => expect(world.said(applicationId).at(-1)).toMatchObject({ type: 'cn.biaozhi.filing.closed.v1', sequence: 2 }));
    }
  });

  describe.each([
    ['merged', () => UnitMerged.of({ ...world.unit(unitId, 'MERGED'), mergedInto: world.unitId })],
    ['abolished', () => UnitAbolished.of(world.unit(unitId, 'ABOLISHED'))],
  ])('of a unit that is %s', (_, ending) => {
    beforeEach(async () => {
      unitId = v7();
      await world.publish(UnitRegistered.of(world.unit(unitId)));
    });

    it('is closed, expected or received; what was confirmed stays', async () => {
      const [expected, received, confirmed] = [await world.filing({ unitId }), await world.filing({ unitId }), await world.filing({ unitId })];
      await receive(received.id);
      await receive(confirmed.id);
      await post(confirmed.id, 'confirm', { version: 2, items: inOrder });
      await world.publish(ending());
      for (const { applicationId, id } of [expected, received]) {
        await eventually(async () => expect((await world.opened(applicationId)).state).toBe('CLOSED'));
        await eventually(() => expect(world.said(applicationId).at(-1)).toMatchObject({ type: 'cn.biaozhi.filing.closed.v1', data: { state: 'CLOSED' } }));
        const { version, dueDay } = await world.opened(applicationId);
        expect(dueDay).toBeUndefined(); // also in the table
        expect(await post(id, 'confirm', { version, items: inOrder })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
        expect((await world.app.get(Audit).of(`filing/${id}`)).at(-1)).toMatchObject({ action: 'filing.unitEnds', actor: 'system' });
      }
      expect((await world.opened(confirmed.applicationId)).state).toBe('CONFIRMED');
      await eventually(() => expect(world.said(confirmed.applicationId).map(({ type }) => type.split('.')[3])).toEqual(['opened', 'received', 'confirmed']));
    });

    it('is closed at once when it passes only afterwards', async () => {
      await world.publish(ending());
      await eventually(async () =>
        expect(await world.app.get(DataSource).query(`SELECT 1 FROM unit WHERE id = $1 AND state <> 'ACTIVE'`, [unitId])).toHaveLength(1),
      );
      const { passed, applicationId } = world.passing({ unitId });
      await world.publish(passed);
      await eventually(() => expect(world.said(applicationId).map(({ type }) => type.split('.')[3])).toEqual(['opened', 'closed']));
    });
  });

  it('goes on when the application lapses while the bureau holds the paper', async () => {
    const { id, passed, applicationId } = await world.filing();
    await receive(id);
    await world.publish(SiteApplicationLapsed.of({ ...passed, state: 'LAPSED' }));
    const next = await world.filing();
    expect((await world.opened(next.applicationId)).state).toBe('EXPECTED');
    expect(await post(id, 'confirm', { version: 2, items: inOrder })).toMatchObject({ status: 200, body: { state: 'CONFIRMED' } });
    expect(world.said(applicationId).some(({ type }) => type.includes('closed'))).toBe(false);
  });

  it('lets one of two archivists win and shows the other the fresh state', async () => {
    const { id, applicationId } = await world.filing();
    await receive(id);
    const answers = await Promise.all([
      post(id, 'confirm', { version: 2, items: inOrder }),
      post(id, 'fail', { version: 2, items: [{ item: 'form', result: 'differs' }], comment: '域名与系统不一致' }, world.colleague),
    ]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(won!.status).toBe(200);
    expect(lost).toMatchObject({ status: 409, body: { code: 'conflict', current: { id, state: won!.body.state, version: 3 } } });
    await eventually(() => expect(world.said(applicationId)).toHaveLength(3));
  });

  it('has one effect and one answer for the same Idempotency-Key', async () => {
    const { id, applicationId } = await world.filing();
    const send = () =>
      world.app.http.post<FilingView>(`/filings/${id}/receive`, { version: 1, copies: 3 }, { as: world.archivist, headers: { 'idempotency-key': 'receipt-0001' } });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    await eventually(() => expect(world.said(applicationId)).toHaveLength(2));
  });

  it('moves the last day when a calendar is published, and says so in the trail', async () => {
    world.clock.set('2026-12-25T02:00:00Z');
    try {
      const { id, applicationId } = await world.filing();
      expect(await receive(id)).toMatchObject({ dueProvisional: true, overdue: false });
      const year = { id: v7(), region: '100000', year: 2027, version: 1, off: ['2027-01-01', '2027-01-02', '2027-01-03'], work: [], source: 'notice' };
      await world.publish(CalendarPublished.of(year));
      await eventually(async () => expect(await world.opened(applicationId)).toMatchObject({ dueProvisional: false, dueDay: '2027-01-11' }));
      world.clock.set('2027-01-12T02:00:00Z');
      expect(await world.opened(applicationId)).toMatchObject({ overdue: true, daysLeft: -1 });
      const { body } = await world.app.http.get<{ overdue: number }>('/filings/counts', { as: world.archivist });
      expect(body.overdue).toBeGreaterThan(0);
      const actions = (await world.app.get(Audit).of(`filing/${id}`)).map(({ action }) => action);
      expect(actions).toEqual(['filing.open', 'filing.print-letter', 'filing.receive', 'filing.deadline']);
      expect(await world.app.get(Audit).broken(`filing/${id}`)).toEqual([]);
    } finally {
      world.clock.set('2026-11-24T02:00:00Z');
    }
  });

  it('keeps the forms as passed from being changed', async () => {
    const { applicationId } = await world.filing();
    await expect(world.app.get(DataSource).query(`UPDATE dossier SET form = form || '{"number":"x"}' WHERE application_id = $1`, [applicationId])).rejects.toThrow(
      'the form as passed is final',
    );
  });
});
