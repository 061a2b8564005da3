import { v7 } from 'uuid';
import { DomainExpired, DomainRegistered, type Envelope } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import type { Role } from '@biaozhi/workflow';
import type { Unit } from '../src/domain/unit.js';
import { admin, PASSWORD, startWorld, type Told, type Tokens, type World } from './world.js';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world?.stop());

type Registered = Awaited<ReturnType<World['register']>>;
const handlerOf = ({ unitId, accountId }: Registered) => ({
  roles: ['handler' as Role],
  unitId,
  accountId,
  displayName: '王经办',
});
const reviewerOf = (region: string) => ({ roles: ['bureau-reviewer' as Role], bureauId: world.bureaus.get(region)! });
const post = <B = Told>(path: string, body: unknown, as: object = admin) =>
  world.service.http.post<B>(path, body, { as });
const patch = <B = Unit & Told>(path: string, body: unknown, as: object) =>
  world.service.http.patch<B>(path, body, { as });
const get = <B = Unit & Told>(path: string, as: object) => world.service.http.get<B>(path, { as });
const told = (aggregate: 'unit' | 'contact' | 'account', unitId: string): Envelope[] =>
  world.bus.events(aggregate).filter((e) => e.data.unitId === unitId);
const events = (unitId: string): string[] =>
  told('unit', unitId).map(({ type, sequence }) => `${sequence} ${type.split('.').at(-2)}`);

describe('a unit', () => {
  it('is seen by itself, by its bureau and by those who see all; others find nothing', async () => {
    const unit = await world.register();
    const other = await world.register({ unit: { region: '370103' } });
    const seen = async (as: object): Promise<number> => (await get(`/units/${unit.unitId}`, as)).status;
    expect(await seen(handlerOf(unit))).toBe(200);
    expect(await seen(handlerOf(other))).toBe(404);
    expect(await seen(reviewerOf('370102'))).toBe(200);
    expect(await seen(reviewerOf('370103'))).toBe(404);
    expect(await seen(reviewerOf('370100'))).toBe(404);
    expect(await seen({ roles: ['bureau-archivist'] })).toBe(403);
    for (const role of ['conac-reviewer', 'conac-finance', 'administrator', 'auditor'])
      expect(await seen({ roles: [role] })).toBe(200);
    expect((await get(`/units/${v7()}`, admin)).status).toBe(404);
    expect((await get('/units/none', admin)).status).toBe(400);
  });

  it('is found by staff in pages, each bureau its own', async () => {
    const name = '济南市槐荫区列表局';
    const mine = [];
    for (let i = 0; i < 3; i++) mine.push(await world.register({ unit: { name, region: '370103' } }));
    await world.register({ unit: { name } });
    type List = { items: Unit[]; next?: string };
    const list = async (query: string, as: object): Promise<List> => (await get<List>(`/units?${query}`, as)).body;
    const first = await list(`q=${encodeURIComponent(name)}&limit=2`, reviewerOf('370103'));
    const second = await list(`q=${encodeURIComponent(name)}&limit=2&after=${first.next}`, reviewerOf('370103'));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(mine.map(({ unitId }) => unitId));
    expect(second.next).toBeUndefined();
    expect((await list(`q=${encodeURIComponent(name)}`, admin)).items).toHaveLength(4);
    expect((await list(`q=${mine[0]!.uscc.toLowerCase()}`, admin)).items).toHaveLength(1);
    expect((await get(`/units?after=${Buffer.from('["x"]').toString('base64url')}`, admin)).status).toBe(422);
    expect((await get('/units?q=%00', admin)).status).toBe(422);
  });

  it('corrects what is its own to correct', async () => {
    const unit = await world.register();
    const as = handlerOf(unit);
    const change = {
      address: '济南市历下区新路2号',
      postcode: '250000',
      functions: '一、示例\n二、示例',
      superior: '济南市示例局',
    };
    expect(await patch('/units/mine', change, as)).toMatchObject({ status: 200, body: { ...change, version: 2 } });
    expect((await patch('/units/mine', { superior: null }, as)).status).toBe(200);
    await eventually(() => expect(events(unit.unitId)).toEqual(['1 registered', '2 changed', '3 changed']));
    for (const wrong of [
      { name: '另一个局' },
      { region: '370103' },
      { address: null },
      { postcode: '1' },
      { functions: 'x' },
    ]) {
      expect((await patch('/units/mine', wrong, as)).status).toBe(422);
    }
    expect((await get(`/units/${unit.unitId}`, as)).body.version).toBe(3);
  });

  it('names another handler, on a restricted subject', async () => {
    const unit = await world.register();
    const as = handlerOf(unit);
    const contact = {
      responsiblePerson: '赵负责',
      handlerName: '孙经办',
      mobile: '13900001111',
      phone: '0531-86000001',
      mail: 'new@example.cn',
    };
    const put = (body: object) => world.service.http.put('/units/mine/contact', body, { as });
    expect((await put({ ...contact, mobile: '1' })).status).toBe(422);
    expect((await put(contact)).status).toBe(200);
    expect((await get('/units/mine/contact', as)).body).toEqual(contact);
    await eventually(() =>
      expect(told('contact', unit.unitId).map((e) => e.data.handlerName)).toEqual(['王经办', '孙经办']),
    );
    expect(JSON.stringify(told('unit', unit.unitId))).not.toMatch(/孙经办|赵负责|13900001111/);
    expect((await world.signIn(unit.loginName)).body.principal).toMatchObject({ displayName: '孙经办' });
  });

  it('is renamed and moved by its bureau, and changes to the bureau that serves it there', async () => {
    const unit = await world.register();
    const path = `/units/${unit.unitId}`;
    const change = { version: 1, name: '济南市槐荫区示例局', region: '370103' };
    expect((await patch(path, change, reviewerOf('370103'))).status).toBe(404);
    expect((await patch(path, { ...change, version: 7 }, reviewerOf('370102'))).body).toMatchObject({
      code: 'conflict',
      current: { version: 1 },
    });
    expect((await patch(path, { version: 1, region: '370104' }, admin)).body.findings).toMatchObject([
      { code: 'no-bureau', pointer: '/region' },
    ]);
    expect((await patch(path, { version: 1, kind: 'institution' }, admin)).body.findings).toMatchObject([
      { code: 'uscc-does-not-fit-kind', pointer: '/uscc' },
    ]);
    expect((await patch(path, change, reviewerOf('370102'))).body).toMatchObject({
      bureauId: world.bureaus.get('370103'),
      version: 2,
    });
    await eventually(() =>
      expect(told('unit', unit.unitId)[1]?.data).toMatchObject({ name: change.name, region: '370103' }),
    );
    expect((await patch(path, { version: 2, name: '示例局' }, reviewerOf('370102'))).status).toBe(404);
  });

  it.each(['merge', 'abolish'] as const)(
    'comes to an end (%s): its account closes, and nothing changes it any more',
    async (end) => {
      const [unit, heir] = [await world.register(), await world.register()];
      const tokens = (await world.signIn(unit.loginName)).body;
      const path = `/units/${unit.unitId}/${end}`;
      const body = { version: 1, ...(end === 'merge' ? { into: heir.unitId } : {}) };
      expect((await post(path, { ...body, version: 2 })).body).toMatchObject({ code: 'conflict' });
      if (end === 'merge') {
        expect((await post(path, { ...body, into: unit.unitId })).body.findings).toMatchObject([
          { code: 'merge-into-itself' },
        ]);
        expect((await post(path, { ...body, into: v7() })).body.findings).toMatchObject([{ code: 'unit-unknown' }]);
      }
      expect((await post(path, body)).status).toBe(200);
      expect((await post(path, { ...body, version: 2 })).body).toMatchObject({ code: 'unit-not-active' });
      expect((await patch('/units/mine', { address: '新的地址1号' }, handlerOf(unit))).status).toBe(409);
      expect((await patch(`/units/${unit.unitId}`, { version: 2, name: '新局' }, admin)).status).toBe(409);
      expect((await world.signIn(unit.loginName)).status).toBe(401);
      expect((await world.service.http.post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(
        401,
      );
      await eventually(() =>
        expect(events(unit.unitId)).toEqual(['1 registered', end === 'merge' ? '2 merged' : '2 abolished']),
      );
      expect((await world.service.http.get(`/registrations/check?uscc=${unit.uscc}`)).body).toEqual({
        registered: true,
      });
    },
  );
});

describe('the account of the review platform', () => {
  const domain = (unitId: string, id = v7(), Event: typeof DomainRegistered = DomainRegistered) =>
    Event.of({
      id,
      unitId,
      region: '370102',
      domain: { uLabel: '示例.政务', aLabel: 'xn--fsq.xn--zfr164b' },
      state: 'ACTIVE',
      registeredOn: '2026-11-25',
      expiresOn: '2027-11-24',
    });
  const taken = (...ids: string[]) =>
    eventually(async () =>
      expect(await world.query('SELECT 1 FROM bus_inbox WHERE aggregate_id = ANY($1)', [ids])).toHaveLength(ids.length),
    );
  const firstLogin = (token: string, password: string) =>
    world.service.http.post<Tokens & Told>('/first-login', { token, password });
  const tokenOf = (link: unknown): string => new URL(String(link)).searchParams.get('token')!;

  it('is assigned with the first domain, once, though events come twice and together', async () => {
    const unit = await world.register();
    const [one, two] = [v7(), v7()];
    const [envelope] = await Promise.all([
      world.bus.publish(domain(unit.unitId, one), { sequence: 1 }),
      world.bus.publish(domain(unit.unitId, two), { sequence: 1 }),
    ]);
    await world.bus.publish(domain(unit.unitId, one), { sequence: 1, id: envelope.id });
    await taken(one, two);
    await eventually(() => expect(told('account', unit.unitId)).toHaveLength(1));
    const [assigned] = told('account', unit.unitId);
    expect(assigned?.data).toMatchObject({
      id: unit.accountId,
      loginName: expect.stringMatching(/^w370102-[0-9a-f]{8}$/),
    });
    expect(await world.query('SELECT 1 FROM login_name WHERE account_id = $1', [unit.accountId])).toHaveLength(2);
    expect(await world.query('SELECT 1 FROM first_login WHERE account_id = $1', [unit.accountId])).toHaveLength(1);
  });

  it('opens with a link that is good once: it sets the password, and either name works', async () => {
    const unit = await world.register();
    const before = (await world.signIn(unit.loginName)).body;
    await world.bus.publish(domain(unit.unitId), { sequence: 1 });
    await eventually(() => expect(told('account', unit.unitId)).toHaveLength(1));
    const { loginName, firstLoginLink } = told('account', unit.unitId)[0]!.data as {
      loginName: string;
      firstLoginLink: string;
    };
    expect(firstLoginLink).toMatch(/^http:\/\/localhost:8080\/first-login\?token=[\w-]{43}$/);
    const token = tokenOf(firstLoginLink);
    expect((await world.signIn(loginName)).status).toBe(201);

    expect((await firstLogin(token, `${loginName}!`)).body.findings).toMatchObject([{ code: 'password-weak' }]);
    expect((await firstLogin(token, `${unit.loginName}!1`)).body.findings).toMatchObject([{ code: 'password-weak' }]);
    const both = await Promise.all([firstLogin(token, 'a new password 1'), firstLogin(token, 'a new password 1')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
    expect(both.find(({ status }) => status === 201)?.body.principal).toMatchObject({
      loginName,
      unitId: unit.unitId,
      roles: ['handler'],
    });
    expect((await firstLogin(token, 'another password 1')).body).toMatchObject({ code: 'link-used' });

    for (const name of [loginName, unit.loginName]) {
      expect((await world.signIn(name, 'a new password 1')).body.principal).toMatchObject({
        accountId: unit.accountId,
        loginName: name,
      });
    }
    expect((await world.signIn(unit.loginName, PASSWORD)).status).toBe(401);
    expect((await world.service.http.post('/sessions/refresh', { refreshToken: before.refreshToken })).status).toBe(
      401,
    );
  });

  it('has a link that ends after a fortnight, and none that somebody made up', async () => {
    const unit = await world.register();
    await world.bus.publish(domain(unit.unitId), { sequence: 1 });
    await eventually(() => expect(told('account', unit.unitId)).toHaveLength(1));
    const now = world.clock.now();
    world.clock.set(new Date(now.getTime() + 14 * 86_400_000 + 1000));
    expect(
      (await firstLogin(tokenOf(told('account', unit.unitId)[0]!.data.firstLoginLink), 'a new password 1')).status,
    ).toBe(410);
    world.clock.set(now);
    expect((await firstLogin('made-up', 'a new password 1')).status).toBe(410);
  });

  it('does not open for an account that was closed', async () => {
    const unit = await world.register();
    await world.bus.publish(domain(unit.unitId), { sequence: 1 });
    await eventually(() => expect(told('account', unit.unitId)).toHaveLength(1));
    expect((await post(`/staff/${unit.accountId}/lock`, {})).status).toBe(204);
    expect(
      (await firstLogin(tokenOf(told('account', unit.unitId)[0]!.data.firstLoginLink), 'a new password 1')).status,
    ).toBe(410);
  });

  it('is not assigned for what else happens to a domain, nor for a unit that is not ours', async () => {
    const unit = await world.register();
    const [lost, stranger] = [v7(), v7()];
    const expired = DomainExpired.of({ ...domain(unit.unitId, lost), state: 'EXPIRED' });
    await world.bus.publish(expired, { sequence: 1 });
    await world.bus.publish(domain(v7(), stranger), { sequence: 1 });
    await taken(stranger);
    expect(told('account', unit.unitId)).toEqual([]);
    expect(await world.query('SELECT 1 FROM bus_dead_letter')).toEqual([]);
  });

  it('travels on the restricted stream only', () => {
    for (const aggregate of ['account', 'contact'] as const) {
      expect(world.bus.events(aggregate).length).toBeGreaterThan(0);
    }
    const open = [...world.bus.events('unit'), ...world.bus.events('bureau')]
      .map((envelope) => JSON.stringify(envelope))
      .join();
    expect(open).not.toMatch(/first-login|经办|负责"|1381234|example\.cn/);
  });
});

describe('a forgotten password', () => {
  const ask = (loginName: string) => world.service.http.post<Told>('/password-links', { loginName });
  const links = (unitId: string): string[] => told('account', unitId).map(({ data }) => new URL(String(data.firstLoginLink)).searchParams.get('token')!);
  const set = (token: string, password: string) => world.service.http.post<Tokens & Told>('/first-login', { token, password });

  it('is replaced by a link that the unit is sent, good once and for an hour', async () => {
    const unit = await world.register();
    const before = (await world.signIn(unit.loginName)).body;
    expect(await ask(unit.loginName.toUpperCase())).toMatchObject({ status: 202, body: {} });
    await eventually(() => expect(links(unit.unitId)).toHaveLength(1));
    expect((await world.signIn(unit.loginName)).status).toBe(201); // until it is used, the old one is good
    const [link] = links(unit.unitId);
    expect((await set(link!, 'a new password 1')).body.principal).toMatchObject({ unitId: unit.unitId, roles: ['handler'] });
    expect((await set(link!, 'another password 1')).body).toMatchObject({ code: 'link-used' });
    expect((await world.signIn(unit.loginName, 'a new password 1')).status).toBe(201);
    expect((await world.signIn(unit.loginName, PASSWORD)).status).toBe(401);
    expect((await world.service.http.post('/sessions/refresh', { refreshToken: before.refreshToken })).status).toBe(401);

    await ask(unit.loginName);
    await eventually(() => expect(links(unit.unitId)).toHaveLength(2));
    const now = world.clock.now();
    world.clock.set(new Date(now.getTime() + 3_601_000));
    expect((await set(links(unit.unitId)[1]!, 'a third password 1')).status).toBe(410);
    world.clock.set(now);
  });

  it('brings three links an hour at most, and only the last is good', async () => {
    const unit = await world.register();
    for (let n = 0; n < 5; n += 1) expect((await ask(unit.loginName)).status).toBe(202);
    expect(await world.query('SELECT 1 FROM first_login WHERE account_id = $1', [unit.accountId])).toHaveLength(3);
    await eventually(() => expect(links(unit.unitId)).toHaveLength(3));
    const [first, , last] = links(unit.unitId);
    expect((await set(first!, 'a new password 1')).status).toBe(410);
    expect((await set(last!, 'a new password 1')).status).toBe(201);
  });

  it('tells a stranger nothing: the answer is the same for a name that nobody has, for staff and for a closed account', async () => {
    const closed = await world.register();
    expect((await post(`/staff/${closed.accountId}/lock`, {})).status).toBe(204);
    const staff = `staff-${v7().slice(-8)}`;
    const opened = await post<{ id: string }>('/staff', { loginName: staff, displayName: '审计员', roles: ['auditor'] });
    expect(opened.status).toBe(201);
    const links = 'SELECT 1 FROM first_login WHERE account_id = ANY($1)';
    const before = await world.query(links, [[closed.accountId, opened.body.id]]);
    for (const name of ['nobody-has-this', staff, closed.loginName]) expect(await ask(name)).toMatchObject({ status: 202, body: {} });
    expect(await world.query(links, [[closed.accountId, opened.body.id]])).toHaveLength(before.length);
    expect((await ask('<script>')).body.findings).toMatchObject([{ pointer: '/loginName' }]);
  });
});
