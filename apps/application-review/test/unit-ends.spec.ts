import { UnitAbolished, UnitMerged } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { UNITS } from './builders.js';
import { conac, lixia, World } from './world.js';

describe('the end of a unit', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const names = async (id: string, count: number) => (await world.events('site-application', id, count)).map(({ name }) => name);

  it.each([
    ['merged', UnitMerged, 'MERGED'],
    ['abolished', UnitAbolished, 'ABOLISHED'],
  ] as const)('%s: its open applications end, and nobody decides about them any more', async (_, Ended, state) => {
    const { unit, handler, id, path } = await world.submitted(UNITS.localOrgan);
    const draft = (await world.post('/site-applications', { kind: 'opening' }, handler)).body;
    await world.decide(id, lixia);
    await world.publish(Ended.of({ ...unit, unitId: unit.id, state }));
    expect(await names(id, 3)).toEqual(['submitted', 'bureau-approved', 'withdrawn']);
    for (const one of [path, `/site-applications/${draft.id}`]) {
      await eventually(async () => expect((await world.get(one, handler)).body.state).toBe('WITHDRAWN'));
    }
    expect(await world.decide(id, conac)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect((await world.service.get(Audit).of(`site-application/${id}`)).at(-1)).toMatchObject({
      action: 'site-application.unit-ends',
      actor: 'system',
    });
    expect(world.bus.events('site-application').filter(({ subject }) => subject === draft.id)).toEqual([]);
  });

  it('ends what waits for paper', async () => {
    const { unit, id } = await world.submitted(UNITS.localOrgan);
    for (const reviewer of [lixia, conac]) await world.decide(id, reviewer);
    await world.publish(UnitAbolished.of({ ...unit, unitId: unit.id, state: 'ABOLISHED' }));
    expect((await names(id, 5)).at(-1)).toBe('withdrawn'); // behind submitted, two approvals and passed
  });
});
