import { Jobs } from '@biaozhi/service-kit';
import { v7 } from 'uuid';
import { World } from './fixtures.js';

interface Count {
  region: string;
  regionName: string;
  affiliation: string;
  kind: string;
  state: string;
  count: number;
}

describe('figures of badges', () => {
  let world: World;
  const auditor = { roles: ['auditor' as const] };
  const ask = async (path: string, as: object = auditor): Promise<Count[]> =>
    (await world.app.http.get<{ items: Count[] }>(path, { as })).body.items;

  beforeAll(async () => {
    world = await World.start();
    const [lixia, other] = [await world.unit(), await world.unit({ name: '济南市历城区示例局', region: '370112' })];
    await world.badge(lixia);
    await world.badge(lixia);
    await world.badge(other);
    const conac = { as: { roles: ['conac-reviewer' as const] } };
    const { id } = await world.badge(lixia);
    const { version } = (await world.app.http.get<{ version: number }>(`/badges/${id}`, conac)).body;
    const revoked = await world.app.http.post(`/badges/${id}/revoke`, { version, reason: '网站内容与单位职能不符' }, conac);
    expect(revoked.status).toBe(200);
  });
  afterAll(() => world.stop());

  const line = { affiliation: 'county', kind: 'organ' };

  it('count by the divisions below the one that is asked for, by affiliation, kind and state', async () => {
    const shandong = [
      { ...line, region: '370000', regionName: '山东省', state: 'ISSUED', count: 3 },
      { ...line, region: '370000', regionName: '山东省', state: 'REVOKED', count: 1 },
    ];
    expect((await ask('/statistics')).toSorted((a, b) => a.state.localeCompare(b.state))).toEqual(shandong);
    const jinan = await ask('/statistics?under=370100');
    expect(jinan.map(({ regionName, state, count }) => `${regionName} ${state} ${count}`).toSorted()).toEqual(
      ['历下区 ISSUED 2', '历下区 REVOKED 1', '历城区 ISSUED 1'].toSorted(),
    );
    expect(await ask('/statistics?under=320000')).toEqual([]);
  });

  it('are those of the reader’s own bureau, or of all for those who watch over all', async () => {
    const of = (bureauId: string) => ask('/statistics', { roles: ['bureau-reviewer'], bureauId });
    expect((await of(world.bureauId)).reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(await of(v7())).toEqual([]);
  });

  it('stand beside the list, by state: of the unit, of the bureau, of all; before and after they are folded', async () => {
    const states = async (as: object): Promise<unknown> => (await world.app.http.get<{ states: unknown }>('/badges/counts', { as })).body.states;
    const reviewer = { roles: ['bureau-reviewer' as const], bureauId: world.bureauId };
    const [{ unit_id: unitId }] = (await world.query(`SELECT unit_id FROM badge WHERE state = 'REVOKED'`)) as [{ unit_id: string }];
    const check = async (): Promise<void> => {
      for (const as of [auditor, reviewer]) expect(await states(as)).toEqual({ ISSUED: 3, REVOKED: 1 });
      expect(await states({ ...reviewer, bureauId: v7() })).toEqual({});
      expect(await states({ roles: ['handler'], unitId })).toEqual({ ISSUED: 2, REVOKED: 1 });
    };
    await check();
    await world.app.get(Jobs).run('fold-tallies');
    expect(await world.query('SELECT FROM badge_tally GROUP BY bureau, state HAVING count(*) > 1')).toEqual([]);
    await check();
  });

  it('are nobody’s else, and of divisions that there are', async () => {
    const status = async (path: string, as?: object) => (await world.app.http.get(path, as ? { as } : {})).status;
    expect(await status('/statistics')).toBe(401);
    expect(await status('/statistics', { roles: ['handler'], unitId: v7() })).toBe(403);
    expect(await status('/statistics', { roles: ['conac-finance'] })).toBe(403);
    expect(await status('/statistics?under=999999', auditor)).toBe(422);
  });
});
