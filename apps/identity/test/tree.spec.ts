import { DataSource } from 'typeorm';
import { migrate } from '@biaozhi/service-kit';
import {
  createTestDatabase,
  eventually,
  startTestBus,
  startTestService,
  type TestBus,
  type TestService,
} from '@biaozhi/testing';
import { IdentityConfig } from '../src/config.js';
import { service as identity } from '../src/service.js';
import { BureauTreeIsLaid } from '../src/use-cases/bureau-tree-is-laid.js';
import { DemoIsPrepared } from '../src/use-cases/demo-is-prepared.js';
import { TRIAL } from './world.js';

const DEMO = 'Demo-2026-pass';

describe('the national tree of bureaus', () => {
  let bus: TestBus;
  let service: TestService;
  beforeAll(async () => {
    bus = await startTestBus();
    service = await startTestService(identity, { bus, config: { ...TRIAL, demoPassword: DEMO } });
    expect(await service.get(BureauTreeIsLaid).run()).toBeGreaterThan(3000);
  });
  afterAll(async () => {
    await service?.stop();
    await bus?.stop();
  });
  const query = <T>(sql: string): Promise<T[]> => service.get(DataSource).query(sql);

  it('has one bureau for every real division, and is laid once', async () => {
    expect(await service.get(BureauTreeIsLaid).run()).toBe(0);
    expect(await query('SELECT level, count(*)::int AS n FROM bureau GROUP BY level ORDER BY level')).toMatchObject([
      { level: 'centre', n: 1 },
      { level: 'county' },
      { level: 'prefecture', n: 333 },
      { level: 'province', n: 34 },
    ]);
  });

  it('hangs together: every bureau but the centre has one above, and all lead to the centre', async () => {
    const rows = await query(`WITH RECURSIVE below (id) AS (
        SELECT id FROM bureau WHERE parent_id IS NULL UNION ALL SELECT bureau.id FROM bureau JOIN below ON parent_id = below.id
      ) SELECT (SELECT count(*) FROM below) = (SELECT count(*) FROM bureau) AS whole,
               (SELECT array_agg(region::text) FROM bureau WHERE parent_id IS NULL) AS roots`);
    expect(rows).toEqual([{ whole: true, roots: ['100000'] }]);
  });

  it('does not cut codes: a district of Beijing and a city run by its province hang under the province', async () => {
    const rows =
      await query(`SELECT bureau.region::text, above.region::text AS above FROM bureau JOIN bureau above ON above.id = bureau.parent_id
        WHERE bureau.region IN ('110101', '429004', '370102', '320200') ORDER BY 1`);
    expect(rows).toEqual([
      { region: '110101', above: '110000' },
      { region: '320200', above: '320000' },
      { region: '370102', above: '370100' },
      { region: '429004', above: '420000' },
    ]);
  });

  it('is published whole, with the calendars', async () => {
    const [{ n }] = (await query<{ n: number }>('SELECT count(*)::int AS n FROM bureau')) as [{ n: number }];
    await eventually(() => expect(bus.events('bureau')).toHaveLength(n), { within: 60_000 });
    await eventually(
      () =>
        expect(
          bus
            .events('calendar')
            .map((e) => e.data.year)
            .sort(),
        ).toEqual([2025, 2026]),
      { within: 60_000 },
    );
  });

  it('is open to everybody: divisions, bureaus below one, by name, by division', async () => {
    const get = async (path: string) =>
      (await service.http.get<{ items: { id: string; name: string }[] }>(path)).body.items;
    expect(await get('/divisions')).toHaveLength(34);
    expect(await get('/divisions?under=370100')).toContainEqual(
      expect.objectContaining({ code: '370102', name: '历下区' }),
    );
    expect((await service.http.get('/divisions?under=999999')).status).toBe(404);
    const [root] = await get('/bureaus');
    expect(await get(`/bureaus?under=${root!.id}`)).toHaveLength(34);
    expect((await get(`/bureaus?q=${encodeURIComponent('历下区')}`)).map(({ name }) => name)).toEqual([
      '中共济南市历下区委机构编制委员会办公室',
    ]);
    expect(await get('/bureaus?region=441900')).toMatchObject([
      {
        serves: [
          { affiliation: 'prefecture', region: '441900' },
          { affiliation: 'township', region: '441900' },
        ],
      },
    ]);
  });

  it('carries a demo, prepared twice without harm: everybody can sign in', async () => {
    const names = await service.get(DemoIsPrepared).run();
    expect(await service.get(DemoIsPrepared).run()).toEqual(names);
    for (const loginName of names) {
      expect((await service.http.post('/sessions', { loginName, password: DEMO })).status).toBe(201);
    }
  });
});

it('the demo needs a password, and is not for production', async () => {
  const bus = await startTestBus();
  const refused = async (config: Partial<IdentityConfig>): Promise<unknown> => {
    const service = await startTestService(identity, { bus, config: { ...TRIAL, ...config } });
    return service
      .get(DemoIsPrepared)
      .run()
      .catch((error: Error) => error.message)
      .finally(() => service.stop());
  };
  expect(await refused({})).toContain('DEMO_PASSWORD');
  expect(await refused({ demoPassword: DEMO, nodeEnv: 'production' })).toContain('production');
  await bus.stop();
});

it('a tree that was laid before pairs were rows serves the same units after the migration', async () => {
  const database = await createTestDatabase();
  const config = Object.assign(new IdentityConfig(), { databaseUrl: database.url, natsUrl: '' });
  await migrate({ ...identity, migrations: identity.migrations.slice(0, 1) }, config);
  const source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  const add = (n: number, level: string, region: string, parent: number | null): Promise<unknown> => {
    const id = (one: number): string => `00000000-0000-7000-8000-00000000000${one}`;
    return source.query(`INSERT INTO bureau VALUES ($1, 1, 'ACTIVE', '某编办', $2, $3, $4, '某地', '某时', 3, false)`, [
      id(n),
      level,
      region,
      parent === null ? null : id(parent),
    ]);
  };
  await add(1, 'centre', '100000', null);
  await add(2, 'province', '370000', 1);
  await add(3, 'prefecture', '370100', 2);
  await add(4, 'county', '370102', 3);
  await add(5, 'prefecture', '441900', 2);
  await migrate(identity, config);
  const rows: { pair: string }[] = await source.query(
    `SELECT affiliation || ' ' || region AS pair FROM bureau_serves ORDER BY region, affiliation`,
  );
  expect(rows.map(({ pair }) => pair)).toEqual([
    'central 100000',
    'province 370000',
    'prefecture 370100',
    'county 370102',
    'township 370102',
    'prefecture 441900',
    'township 441900',
  ]);
  await source.destroy();
  await database.drop();
});
