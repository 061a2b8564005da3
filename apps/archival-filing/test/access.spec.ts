import { v7 } from 'uuid';
import { FILING_STATES } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { ROLES, type Role } from '@biaozhi/workflow';
import type { FilingView } from '../src/http/filing-view.js';
import { Copies } from '../src/store/copies.js';
import { inOrder, World } from './world.js';

type Answer = FilingView & { code: string; findings: { code: string; pointer: string; message: string }[] };

describe('who may do what with a filing', () => {
  let world: World;
  /** A filing in each state. */
  const inState = new Map<string, FilingView>();
  beforeAll(async () => {
    world = await World.start({ confirmBySecondPerson: true });
    for (const state of FILING_STATES) {
      const { id } = await world.filing();
      let view = (await get<FilingView>(`/filings/${id}`, world.archivist)).body;
      if (state !== 'EXPECTED' && state !== 'CLOSED') view = (await post(id, 'receive', { version: 1, copies: 3 }, world.colleague)).body;
      if (state === 'CONFIRMED') view = (await post(id, 'confirm', { version: 2, items: inOrder }, world.archivist)).body;
      if (state === 'FAILED') view = (await post(id, 'fail', { version: 2, items: [{ item: 'form', result: 'missing' }], comment: '缺少申请表' }, world.archivist)).body;
      inState.set(state, view);
    }
  });
  afterAll(() => world.stop());

  const get = <B = Answer>(path: string, as: Partial<Principal>, headers?: Record<string, string>) => world.app.http.get<B>(path, { as, headers });
  const post = (id: string, step: string, body: object, as: Partial<Principal>, headers?: Record<string, string>) =>
    world.app.http.post<Answer>(`/filings/${id}/${step}`, body, { as, headers });
  const person = (role: Role): Partial<Principal> => ({ roles: [role], unitId: world.unitId, bureauId: world.bureauId });

  const bodies: Record<string, (version: number) => object> = {
    receive: (version) => ({ version, copies: 3 }),
    confirm: (version) => ({ version, items: inOrder }),
    fail: (version) => ({ version, items: [{ item: 'letter', result: 'illegible' }], comment: '申请函无法辨认' }),
  };
  const refused = ['EXPECTED', 'RECEIVED', 'CONFIRMED', 'FAILED'].flatMap((state) =>
    Object.keys(bodies).flatMap((step) =>
      ROLES.filter((role) => role !== 'bureau-archivist' || !((step === 'receive' && state === 'EXPECTED') || (step !== 'receive' && state === 'RECEIVED'))).map(
        (role) => ({ state, step, role }),
      ),
    ),
  );

  it.each(refused)('$role does not $step in $state, and nothing changes', async ({ state, step, role }) => {
    const { id, version } = inState.get(state)!;
    const answer = await post(id, step, bodies[step]!(version), person(role));
    expect(answer.status).toBe(role === 'bureau-archivist' ? 409 : 403);
    expect((await get(`/filings/${id}`, world.archivist)).body).toMatchObject({ state, version });
  });

  it.each(['handler', 'bureau-archivist', 'bureau-reviewer', 'administrator', 'auditor'] as const)('%s reads', async (role) => {
    const { id } = inState.get('RECEIVED')!;
    expect((await get(`/filings/${id}`, person(role))).status).toBe(200);
    expect((await get<{ items: FilingView[] }>('/filings', person(role))).body.items.length).toBeGreaterThanOrEqual(5);
  });

  it.each(['conac-reviewer', 'conac-finance'] as const)('%s reads nothing', async (role) => {
    expect((await get('/filings', person(role))).status).toBe(403);
  });

  it('asks who is not signed in to sign in', async () => {
    expect((await world.app.http.get('/filings')).status).toBe(401);
  });

  it('hides the filings of another bureau and another unit, and who decided from the unit', async () => {
    const { id, version } = inState.get('RECEIVED')!;
    const [otherBureau, otherUnit] = [{ roles: ['bureau-archivist' as const], bureauId: v7() }, { roles: ['handler' as const], unitId: v7() }];
    expect((await get(`/filings/${id}`, otherBureau)).status).toBe(404);
    expect((await get(`/filings/${id}`, otherUnit)).status).toBe(404);
    expect((await post(id, 'confirm', bodies.confirm!(version), otherBureau)).status).toBe(404);
    expect((await get<{ items: FilingView[] }>('/filings', otherBureau)).body.items).toEqual([]);
    expect((await get(`/filings/${id}`, world.handler)).body).not.toHaveProperty('receivedBy');
    expect((await get(`/filings/${id}`, world.archivist)).body).toMatchObject({ receivedBy: '赵示例' });
  });

  it('pages the queue oldest first, by state and by part of a name', async () => {
    const first = await get<{ items: FilingView[]; next: string }>('/filings?limit=2', world.archivist);
    const second = await get<{ items: FilingView[] }>(`/filings?limit=2&after=${first.body.next}`, world.archivist);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    const failed = await get<{ items: FilingView[] }>('/filings?state=FAILED', world.archivist);
    expect(failed.body.items.map(({ state }) => state)).toEqual(['FAILED']);
    const byUnit = await get<{ items: FilingView[] }>(`/filings?q=${encodeURIComponent('历下区人民')}`, world.archivist);
    expect(byUnit.body.items.length).toBe(5);
    expect((await get<{ items: FilingView[] }>('/filings?q=%25', world.archivist)).body.items).toEqual([]);
  });

  it('finds the filings of a unit by the name that it has now', async () => {
    const found = async (q: string): Promise<number> =>
      (await get<{ items: FilingView[] }>(`/filings?q=${encodeURIComponent(q)}`, world.archivist)).body.items.length;
    const unit = world.unit(world.unitId);
    await world.app.get(Copies).keepUnit({ ...unit, name: '济南市历下区新名局' });
    expect([await found('新名局'), await found('济南市历下区人民')]).toEqual([5, 0]);
    await world.app.get(Copies).keepUnit(unit);
    expect([await found('新名局'), await found('济南市历下区人民')]).toEqual([0, 5]);
  });

  it('tells the bureau, the address and the copies that it wants', async () => {
    const { body } = await get(`/filings/${inState.get('EXPECTED')!.id}`, world.handler);
    expect(body).toMatchObject({ unitName: '济南市历下区人民政府', bureau: { paperAddress: '历下区示例路2号政务服务中心3号窗口', copiesWanted: 3 }, offers: [] });
    expect((await get(`/filings/${inState.get('EXPECTED')!.id}`, world.archivist)).body.offers).toEqual(['receive']);
  });

  it('does not let the receiver confirm where four eyes are wanted', async () => {
    const { id, version } = inState.get('RECEIVED')!;
    const answer = await post(id, 'confirm', bodies.confirm!(version), world.colleague);
    expect(answer).toMatchObject({ status: 422, body: { code: 'rules-broken', findings: [{ code: 'second-person-needed' }] } });
  });

  it.each([
    ['no version', 'receive', { copies: 3 }, '/version'],
    ['no copies', 'receive', { version: 1 }, '/copies'],
    ['too many copies', 'receive', { version: 1, copies: 100 }, '/copies'],
    ['an unknown item', 'confirm', { version: 2, items: [{ item: 'passport', result: 'ok' }] }, '/items/0/item'],
    ['an unknown result', 'confirm', { version: 2, items: [{ item: 'form', result: 'fine' }] }, '/items/0/result'],
    ['an item twice', 'confirm', { version: 2, items: [{ item: 'form', result: 'ok' }, { item: 'form', result: 'ok' }] }, '/items'],
    ['items that are no list', 'fail', { version: 2, items: 'all', comment: '缺少申请表' }, '/items'],
    ['no comment', 'fail', { version: 2, items: [{ item: 'form', result: 'missing' }] }, '/comment'],
    ['an unknown field', 'receive', { version: 1, copies: 3, boxNumber: 7 }, '/boxNumber'],
  ])('refuses %s and names the field', async (_, step, body, pointer) => {
    const { id } = inState.get(step === 'receive' ? 'EXPECTED' : 'RECEIVED')!;
    const answer = await post(id, step, body, world.archivist, { 'accept-language': 'en' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation' } });
    expect(answer.body.findings.map((one) => one.pointer)).toContain(pointer);
    expect(answer.headers['content-language']).toBe('en');
  });

  it('names every fault at once, in the reader’s language', async () => {
    const { id, version } = inState.get('RECEIVED')!;
    const items = [
      { item: 'letter', result: 'unstamped' },
      { item: 'form', result: 'ok', copies: 1 },
    ];
    const { status, body } = await post(id, 'confirm', { version, items }, world.archivist);
    expect(status).toBe(422);
    expect(body.findings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'item-not-judged /items',
      'item-not-in-order /items/0',
      'too-few-copies /items/1',
    ]);
    expect(body.findings[2]!.message).toBe('材料“申请表”应交3份，实收1份');
  });

  it('answers 404 for what is no id', async () => {
    expect((await get('/filings/not-an-id', world.archivist)).status).toBe(404);
  });
});
