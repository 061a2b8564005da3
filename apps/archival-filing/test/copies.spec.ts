import { DataSource } from 'typeorm';
import { Audit, CommonConfig, rebuildCopy } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { service } from '../src/service.js';
import { World } from './world.js';

describe('a copy that is read anew by command, while the service runs', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    world.bus.answerForProducers();
  });
  afterAll(() => world.stop());

  const rows = (table: string) => world.app.get(DataSource).query<object[]>(`SELECT * FROM ${table} ORDER BY id`);
  const rebuild = (copy: string) => rebuildCopy(service, world.app.get(CommonConfig), copy, false);

  it.each([
    ['unit', 'unit', `UPDATE unit SET name = '错误名称'`],
    ['bureau', 'bureau', 'DELETE FROM bureau'],
    ['site-application', 'application', `UPDATE application SET state = 'DRAFT'`],
  ])('%s: is as it was, and no filing has moved by it', async (copy, table, damage) => {
    const { applicationId } = await world.filing();
    await eventually(() => expect(world.said(applicationId)).toHaveLength(1));
    const [before, filings] = [await rows(table), await rows('filing')];
    await world.app.get(DataSource).query(damage);
    expect(await rows(table)).not.toEqual(before);

    await rebuild(copy);
    await eventually(async () => expect(await rows(table)).toEqual(before));
    expect(await rows('filing')).toEqual(filings);
    expect(await world.app.get(Audit).of(`copy/${copy}`)).toMatchObject([{ action: 'copy.rebuild', actor: 'system' }]);
    // What comes afterwards is read as before.
    const next = await world.filing();
    expect(next.state).toBe('EXPECTED');
    expect(world.said(applicationId)).toHaveLength(1);
  });

  it('must be one of the service’s', async () => {
    await expect(rebuild('filing')).rejects.toThrow(`archival-filing has no copy 'filing'; it has: unit, bureau, calendar, site-application`);
  });
});
