import { v7 } from 'uuid';
import { eventually } from '@biaozhi/testing';
import type { Role } from '@biaozhi/workflow';
import { admin, PASSWORD, startWorld, type Told, type Tokens, type World } from './world.js';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world?.stop());

interface BureauView {
  id: string;
  version: number;
  state: string;
  parentId?: string;
  serves: { affiliation: string; region: string }[];
}

const post = <B = BureauView & Told>(path: string, body: unknown, as: object = admin) =>
  world.service.http.post<B>(path, body, { as });
const patch = <B = BureauView & Told>(path: string, body: unknown, as: object = admin) =>
  world.service.http.patch<B>(path, body, { as });
const found = (body: Told): string[] => body.findings.map(({ pointer, code }) => `${pointer} ${code}`);
const bureauOf = async (region: string): Promise<BureauView> =>
  (await world.service.http.get<{ items: BureauView[] }>(`/bureaus?region=${region}`)).body.items[0]!;
const unitEvents = (unitId: string) => world.bus.events('unit').filter((e) => e.subject === unitId);

describe('a bureau', () => {
  const particulars = (change: object = {}) => ({
    name: '中共济南市天桥区委机构编制委员会办公室',
    level: 'county',
    region: '370105',
    parentId: world.bureaus.get('370100'),
    paperAddress: '济南市天桥区示例路3号',
    paperHours: '工作日9:00—17:00',
    copiesWanted: 2,
    paperForInstitutions: true,
    ...change,
  });

  it('joins the tree, serves its division, and is told about', async () => {
    const { status, body } = await post('/bureaus', particulars());
    expect(status).toBe(201);
    expect(body.serves).toEqual([
      { affiliation: 'county', region: '370105' },
      { affiliation: 'township', region: '370105' },
    ]);
    await eventually(() => {
      const told = world.bus.events('bureau').filter((e) => e.subject === body.id);
      expect(told[0]).toMatchObject({
        sequence: 1,
        data: { state: 'ACTIVE', parentId: world.bureaus.get('370100'), copiesWanted: 2 },
      });
    });
    const { unitId } = await world.register({ unit: { region: '370105', affiliation: 'township' } });
    await eventually(() => expect(unitEvents(unitId)[0]?.data.bureauId).toBe(body.id));
  });

  it.each<[string, object, string[]]>([
    ['whose pairs another serves', { region: '370102' }, ['/serves/0 served-already', '/serves/1 served-already']],
    [
      'whose level is not its division’s',
      { level: 'prefecture', region: '370112' },
      ['/level bureau-level-not-of-region'],
    ],
    ['without one above', { region: '370112', parentId: undefined }, ['/parentId bureau-parent-unknown']],
    ['under one that is not there', { region: '370112', parentId: v7() }, ['/parentId bureau-parent-unknown']],
    ['for nobody knows where', { region: '999999' }, ['/region division-unknown']],
    ['that wants ten copies', { region: '370112', copiesWanted: 10 }, ['/copiesWanted max']],
    ['without a name', { region: '370112', name: '' }, ['/name unit-name-form']],
    [
      'for units that cannot be',
      { region: '370112', serves: [{ affiliation: 'county', region: '370100' }] },
      ['/serves/0/region region-does-not-fit-affiliation'],
    ],
  ])('%s is refused', async (_, change, expected) => {
    const said = () => world.query(`SELECT event_id FROM bus_outbox WHERE aggregate_type = 'bureau' ORDER BY position`);
    const before = await said();
    const { status, body } = await post('/bureaus', particulars(change));
    expect([status, found(body)]).toEqual([422, expected]);
    expect(await said()).toEqual(before);
  });

  it('has one bureau for a pair, also when two administrators add it together', async () => {
    const both = await Promise.all([
      post('/bureaus', particulars({ region: '370113' })),
      post('/bureaus', particulars({ region: '370113' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await world.query(`SELECT 1 FROM bureau WHERE region = '370113'`)).toHaveLength(1);
  });

  it('hands pairs over: the units follow, and say so', async () => {
    const { unitId } = await world.register({ unit: { region: '370103' } });
    const [district, city] = [await bureauOf('370103'), await bureauOf('370100')];
    const rest = district.serves.filter(({ affiliation }) => affiliation !== 'county');
    expect((await patch(`/bureaus/${district.id}`, { version: district.version, serves: rest })).status).toBe(200);
    const more = [...city.serves, { affiliation: 'county', region: '370103' }];
    expect((await patch(`/bureaus/${city.id}`, { version: city.version, serves: more })).body.serves).toHaveLength(2);
    await eventually(() => expect(unitEvents(unitId).map((e) => e.data.bureauId)).toEqual([district.id, city.id]));
    const taken = await patch(`/bureaus/${district.id}`, { version: district.version + 1, serves: district.serves });
    expect(found(taken.body)).toEqual(['/serves/0 served-already']);
    expect((await bureauOf('370103')).serves).toEqual(rest);
  });

  it('is changed on what was seen only, and never put below itself', async () => {
    const [city, district] = [await bureauOf('320200'), await bureauOf('320000')];
    const stale = await patch(`/bureaus/${city.id}`, { version: city.version + 1, copiesWanted: 5 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'conflict', current: { version: city.version } } });
    const below = await patch(`/bureaus/${district.id}`, { version: district.version, parentId: city.id });
    expect(found(below.body)).toEqual(['/parentId bureau-parent-below']);
    expect(found((await patch(`/bureaus/${city.id}`, { version: city.version, parentId: city.id })).body)).toEqual([
      '/parentId bureau-parent-below',
    ]);
    for (const wrong of [{ name: null }, { copiesWanted: null }, { level: 'county' }, { state: 'CLOSED' }]) {
      expect((await patch(`/bureaus/${city.id}`, { version: city.version, ...wrong })).status).toBe(422);
    }
    expect((await patch(`/bureaus/${city.id}`, { version: city.version, copiesWanted: 5 })).status).toBe(200);
  });

  it('closes for good: a successor takes its units, its staff and the bureaus below', async () => {
    const province = await bureauOf('440000');
    const city = await bureauOf('441900');
    const { unitId } = await world.register({ unit: { affiliation: 'township', region: '441900' } });
    const staff = {
      loginName: 'dongguan-one',
      displayName: '东莞审核员',
      roles: ['bureau-reviewer'],
      bureauId: city.id,
      password: PASSWORD,
    };
    await post('/staff', staff);
    const tokens = (await world.signIn('dongguan-one')).body;
    const close = (body: object) => post(`/bureaus/${city.id}/close`, body);
    expect(found((await close({ version: city.version })).body)).toEqual(['/successorId bureau-has-units']);
    for (const successorId of [city.id, v7()]) {
      expect(found((await close({ version: city.version, successorId })).body)).toEqual([
        '/successorId successor-unknown',
      ]);
    }
    expect((await close({ version: city.version, successorId: province.id })).body).toMatchObject({
      state: 'CLOSED',
      serves: [],
    });
    await eventually(() => expect(unitEvents(unitId).at(-1)?.data.bureauId).toBe(province.id));
    expect((await world.signIn('dongguan-one')).body.principal.bureauId).toBe(province.id);
    expect((await world.service.http.post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(
      401,
    );
    expect((await close({ version: city.version + 1 })).body).toMatchObject({ code: 'bureau-closed' });
    expect((await patch(`/bureaus/${city.id}`, { version: city.version + 1, copiesWanted: 1 })).body).toMatchObject({
      code: 'bureau-closed',
    });
    const told = () => world.bus.events('bureau').filter((e) => e.subject === city.id);
    await eventually(() => expect(told().at(-1)).toMatchObject({ type: 'cn.biaozhi.bureau.closed.v1' }));
  });
});

describe('staff', () => {
  const staff = (change: object = {}) => ({
    loginName: `staff-${v7().slice(-12)}`,
    displayName: '新审核员',
    roles: ['bureau-reviewer'] as Role[],
    bureauId: world.bureaus.get('370102'),
    password: PASSWORD,
    ...change,
  });
  type Opened = Told & { id: string; firstLoginLink?: string };

  it('signs in with roles and bureau, until locked, and again when unlocked', async () => {
    const one = staff();
    const { id } = (await post<Opened>('/staff', one)).body;
    const tokens = (await world.signIn(one.loginName)).body;
    expect(tokens.principal).toMatchObject({ roles: ['bureau-reviewer'], bureauId: one.bureauId });
    expect((await post(`/staff/${id}/lock`, {})).status).toBe(204);
    expect((await world.signIn(one.loginName)).body).toMatchObject({ code: 'credentials-wrong' });
    expect((await world.service.http.post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(
      401,
    );
    expect((await post(`/staff/${id}/unlock`, {})).status).toBe(204);
    expect((await world.signIn(one.loginName)).status).toBe(201);
  });

  it('may set the password by a link, so that no administrator knows it; a newer link ends the older', async () => {
    const { password: _, ...one } = staff();
    const { id, firstLoginLink } = (await post<Opened>('/staff', one)).body;
    expect((await world.signIn(one.loginName)).status).toBe(401);
    const newer = (await post<Opened>(`/staff/${id}/first-login-link`, {})).body.firstLoginLink;
    const open = (link: string | undefined) =>
      world.service.http.post<Tokens>('/first-login', {
        token: new URL(link!).searchParams.get('token'),
        password: 'a new password 1',
      });
    expect((await open(firstLoginLink)).status).toBe(410);
    expect((await open(newer)).body.principal).toMatchObject({ loginName: one.loginName });
    expect((await world.signIn(one.loginName, 'a new password 1')).status).toBe(201);
  });

  it.each<[string, object, string[]]>([
    ['a reviewer without a bureau', { bureauId: undefined }, ['/bureauId bureau-required']],
    ['a reviewer of a bureau that is not there', { bureauId: v7() }, ['/bureauId bureau-unknown']],
    ['CONAC with a bureau', { roles: ['conac-reviewer'] }, ['/bureauId bureau-not-for-role']],
    ['who reviews twice', { roles: ['bureau-reviewer', 'conac-reviewer'] }, ['/roles roles-together']],
    [
      'who administers and audits',
      { roles: ['administrator', 'auditor'], bureauId: undefined },
      ['/roles roles-together'],
    ],
    ['a handler', { roles: ['handler'] }, ['/roles isIn']],
    ['the system', { roles: ['system'] }, ['/roles isIn']],
    ['nobody', { roles: [] }, ['/roles arrayMinSize']],
    ['a weak password', { password: 'short' }, ['/password password-weak']],
    ['no password at all', { password: null }, ['/password maxLength', '/password isString']],
    ['a name that hides something', { displayName: '审核员\u202e' }, ['/displayName matches']],
    ['a log-in name of another form', { loginName: 'Ä' }, ['/loginName matches']],
    ['an account that sees a unit', { unitId: v7() }, ['/unitId whitelistValidation']],
  ])('is not opened for %s', async (_, change, expected) => {
    const { status, body } = await post('/staff', staff(change));
    expect(status).toBe(422);
    expect(found(body)).toEqual(expect.arrayContaining(expected.slice(0, 1)));
  });

  it('changes roles with all sessions ended, on what was seen only', async () => {
    const one = staff();
    const { id } = (await post<Opened>('/staff', one)).body;
    const tokens = (await world.signIn(one.loginName)).body;
    expect(found((await patch(`/staff/${id}`, { version: 1, roles: ['conac-finance'] })).body)).toEqual([
      '/bureauId bureau-not-for-role',
    ]);
    expect((await patch(`/staff/${id}`, { version: 2, displayName: '别名' })).body).toMatchObject({
      code: 'conflict',
      current: { version: 1 },
    });
    expect((await patch(`/staff/${id}`, { version: 1, roles: ['conac-finance'], bureauId: null })).status).toBe(204);
    expect((await world.service.http.post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(
      401,
    );
    const { principal } = (await world.signIn(one.loginName)).body;
    expect(principal.roles).toEqual(['conac-finance']);
    expect(principal.bureauId).toBeUndefined();
  });

  it('is administered by others: nobody changes, locks or unlocks himself', async () => {
    const one = staff({ roles: ['administrator'], bureauId: undefined });
    const { id } = (await post<Opened>('/staff', one)).body;
    const as = { ...admin, accountId: id };
    for (const path of ['lock', 'unlock', 'first-login-link']) {
      expect(found((await post(`/staff/${id}/${path}`, {}, as)).body)).toEqual([' not-oneself']);
    }
    expect(found((await patch(`/staff/${id}`, { version: 1, roles: ['auditor'] }, as)).body)).toEqual([' not-oneself']);
  });

  it('cannot be made of a handler', async () => {
    const { accountId } = await world.register();
    expect((await patch(`/staff/${accountId}`, { version: 1, roles: ['administrator'] })).status).toBe(404);
  });

  it('is listed in pages, with locks, without secrets', async () => {
    type List = { items: { loginName: string; bureauName: string; lockedUntil: string | null }[]; next?: string };
    const one = staff({ loginName: 'aa-locked-one' });
    await post('/staff', one);
    for (let i = 0; i < 5; i++) await world.signIn(one.loginName, 'wrong password 1');
    const list = async (query: string): Promise<List> =>
      (await world.service.http.get<List>(`/staff?${query}`, { as: { roles: ['auditor'] } })).body;
    const first = await list('limit=1');
    expect(first.items).toMatchObject([{ loginName: 'aa-locked-one', bureauName: expect.stringContaining('济南'), lockedUntil: '2026-11-25T02:30:00.000Z' }]);
    expect(JSON.stringify(first)).not.toMatch(/argon2|password/i);
    const second = await list(`limit=1&after=${first.next}`);
    expect(second.items[0]!.loginName > 'aa-locked-one').toBe(true);
  });

  it.each([
    [`'{bureau-reviewer,conac-reviewer}'`, 'NULL', 'roles_apart'],
    [`'{administrator,auditor}'`, 'NULL', 'roles_apart'],
    [`'{bureau-reviewer}'`, 'NULL', 'staff_of_bureau'],
    [`'{auditor}'`, '(SELECT id FROM bureau LIMIT 1)', 'staff_of_bureau'],
    [`'{handler}'`, 'NULL', 'handler_of_unit'],
  ])('with roles %s and bureau %s is refused by the database itself', async (roles, bureau, constraint) => {
    const sql = `INSERT INTO account (id, display_name, roles, bureau_id, disabled) VALUES ('${v7()}', '某人', ${roles}, ${bureau}, false)`;
    await expect(world.query(sql)).rejects.toThrow(constraint);
  });
});

describe('a calendar', () => {
  const put = (year: number | string, body: object) =>
    world.service.http.put<Told & { version: number }>(`/calendars/${year}`, body, { as: admin });
  const good = { off: ['2027-01-01'], work: ['2027-02-06'], source: '国务院办公厅通知（测试）' };
  const told = () => world.bus.events('calendar').filter((e) => e.data.year === 2027);

  it('is published and corrected, each version with the next sequence', async () => {
    expect((await put(2027, { ...good, version: 0 })).body).toMatchObject({ year: 2027, version: 1 });
    expect((await put(2027, { ...good, version: 0 })).body).toMatchObject({
      code: 'conflict',
      current: { version: 1 },
    });
    expect((await put(2027, { ...good, work: [], version: 1 })).body).toMatchObject({ version: 2 });
    await eventually(() =>
      expect(told().map((e) => [e.sequence, e.data.version, e.data.work])).toEqual([
        [1, 1, ['2027-02-06']],
        [2, 2, []],
      ]),
    );
    const { body } = await world.service.http.get<{ items: { year: number }[] }>('/calendars');
    expect(body.items).toContainEqual({ year: 2027, ...good, work: [], version: 2 });
  });

  it.each<[string, string, object, string[]]>([
    ['a day of another year', '2028', { off: ['2027-01-01'] }, ['/off/0 calendar-day-of-other-year']],
    ['a worked Monday', '2027', { work: ['2027-01-04'] }, ['/work/0 calendar-work-on-weekday']],
    ['no source', '2027', { source: '' }, ['/source isLength']],
    ['something else than days', '2027', { off: ['soon'] }, ['/off matches']],
    ['a year of another age', '1026', { off: [], work: [] }, [' calendar-year-range']],
  ])('with %s is refused', async (_, year, change, expected) => {
    const { status, body } = await put(year, { ...good, ...change });
    expect(status).toBe(422);
    expect(found(body)).toEqual(expect.arrayContaining(expected));
  });
});

it('every deed of an administrator stands in the trail, whose chain is whole', async () => {
  const rows = await world.query<{ action: string }>('SELECT DISTINCT action FROM audit_record ORDER BY action');
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'bureau.add',
      'bureau.change',
      'bureau.close',
      'calendar.publish',
      'staff.change',
      'staff.lock',
      'staff.open',
      'staff.unlock',
      'unit.change-bureau',
    ]),
  );
});
