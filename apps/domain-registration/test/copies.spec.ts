import { UnitChanged } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { administrator, conac, World } from './world.js';

describe('a copy of another service’s state', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    world.bus.answerForProducers();
  });
  afterAll(() => world?.stop());

  const copies = () => world.query<{ id: string; data: { name: string } }>('SELECT id, data FROM unit_copy ORDER BY id');

  it('that is lost or wrong is read anew, and goes on with the next event', async () => {
    const units = [await world.unit(), await world.unit(), await world.unit({ name: '济南市历下区另一局' })];
    const [first, second] = units;
    const before = await copies();
    expect(before).toHaveLength(3);
    await world.query('DELETE FROM unit_copy WHERE id = $1', [first!.unitId]);
    await world.query(`UPDATE unit_copy SET data = data || '{"name": "错误名称"}' WHERE id = $1`, [second!.unitId]);

    // The portal sends a key with every change; it must not keep the emptied copy from being seen before its events come.
    const answer = await world.post('/copies/rebuild', { copy: 'unit' }, administrator, { 'idempotency-key': 'rebuild-0001' });
    expect(answer.status).toBe(202);
    await eventually(async () => expect(await copies()).toEqual(before));

    const [{ data }] = (await world.query<{ data: UnitChanged }>('SELECT data FROM unit_copy WHERE id = $1', [first!.unitId])) as [{ data: UnitChanged }];
    const rest = { unitId: first!.unitId, uscc: '11370102004123454P', address: '示例路1号', postcode: '250014', functions: '示例' };
    await world.bus.publish(UnitChanged.of({ ...data, ...rest, name: '济南市历下区新名局' }), { sequence: 2 });
    await eventually(async () => expect((await copies()).find(({ id }) => id === first!.unitId)?.data.name).toBe('济南市历下区新名局'));
    expect(await world.service.get(Audit).of('copy/unit')).toMatchObject([{ action: 'copy.rebuild' }]);
  });

  it('is named by the service, and rebuilt by administrators only', async () => {
    expect((await world.get('/copies', administrator)).body).toEqual({ items: ['unit', 'calendar'] });
    for (const copy of ['domain-review', 'unit_copy', 'price', '']) {
      expect(await world.post('/copies/rebuild', { copy }, administrator)).toMatchObject({ status: 422, body: { findings: [{ pointer: '/copy' }] } });
    }
    for (const as of [conac, { roles: ['auditor' as const] }]) {
      expect((await world.post('/copies/rebuild', { copy: 'unit' }, as)).status).toBe(403);
      expect((await world.get('/copies', as)).status).toBe(403);
    }
    expect(await world.service.get(Audit).of('copy/unit')).toHaveLength(1);
  });
});
