import { DataSource } from 'typeorm';
import { FilingOpened, FilingReceived, UnitChanged } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { ReviewConfig } from '../src/config.js';
import { Desk } from '../src/use-cases/desk.js';
import { CENTRE, NOW, UNITS } from './builders.js';
import { World, centre, conac, lixia } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start({ lapseWorkingDays: 10 });
});
beforeEach(() => world.clock.set(NOW));
afterAll(() => world.stop());

const look = (): Promise<void> => world.service.get(Jobs).run('review-deadlines');
const at = (day: string): void => world.clock.set(`${day}T02:00:00Z`);
const due = async (path: string, by: Parameters<World['get']>[1]) => (await world.get(path, by)).body.due;

describe('five working days', () => {
  it('are counted over holidays and worked weekends', async () => {
    at('2026-09-30');
    const { path, handler } = await world.submitted(UNITS.localOrgan);
    expect(await due(path, handler)).toMatchObject({ day: '2026-10-13', provisional: false });
  });

  it('begin anew at each stage, and a late stage is told once and not decided', async () => {
    const { id } = await world.submitted(UNITS.localOrgan);
    at('2026-12-01');
    await look();
    expect(await world.events('site-application', id, 1)).toHaveLength(1);
    at('2026-12-02');
    await look();
    await look();
    const names = (await world.events('site-application', id, 2)).map(({ name }) => name);
    expect(names).toEqual(['submitted', 'overdue']);
    expect((await world.get(`/cases/${id}`, lixia)).body).toMatchObject({
      state: 'BUREAU_REVIEW',
      due: { overdue: true, daysLeft: -1 },
    });
    expect((await world.get('/cases?overdue=true', lixia)).body.items).toContainEqual(
      expect.objectContaining({ id, overdue: true }),
    );
    expect(await world.decide(id, lixia)).toMatchObject({
      body: { state: 'CONAC_REVIEW', due: { day: '2026-12-09', overdue: false } },
    });
  });
});

describe('paper that never comes', () => {
  const passed = async () => {
    const application = await world.submitted(UNITS.localOrgan);
    await world.decide(application.id, lixia);
    const { body } = await world.decide(application.id, conac);
    const filing = {
      id: v7(),
      unitId: application.unit.id,
      region: '370102',
      number: 'F-1',
      state: 'EXPECTED' as const,
      applicationId: application.id,
      applicationNumber: application.number,
      place: 'own-site' as const,
      siteName: '站',
      domains: [],
      dataHash: body.dataHash as string,
      findings: [],
    };
    await world.publish(FilingOpened.of(filing));
    return { ...application, filing };
  };

  it('lapses the application after the days of the policy, what was received does not', async () => {
    const [lapsing, received] = [await passed(), await passed()];
    await world.publish(FilingReceived.of({ ...received.filing, state: 'RECEIVED' }));
    await eventually(async () =>
      expect((await world.get(received.path, received.handler)).body.filing).toMatchObject({ state: 'RECEIVED' }),
    );
    at('2026-12-08');
    await look();
    expect((await world.get(lapsing.path, lapsing.handler)).body.state).toBe('AWAITING_PAPER');
    at('2026-12-09');
    await look();
    expect((await world.get(lapsing.path, lapsing.handler)).body.state).toBe('LAPSED');
    expect((await world.get(received.path, received.handler)).body.state).toBe('AWAITING_PAPER');
    expect((await world.events('site-application', lapsing.id, 5)).at(-1)!.name).toBe('lapsed');
  });
});

describe('a unit that moves to another bureau', () => {
  it('takes along what the old one has not passed', async () => {
    const [waiting, gone] = [await world.submitted(UNITS.localOrgan), await world.submitted(UNITS.localOrgan)];
    await world.decide(gone.id, lixia);
    for (const { unit } of [waiting, gone])
      await world.publish(UnitChanged.of({ ...unit, unitId: unit.id, bureauId: CENTRE.id }));
    await eventually(async () => expect((await world.get(`/cases/${waiting.id}`, centre)).status).toBe(200));
    expect((await world.get(`/cases/${waiting.id}`, lixia)).status).toBe(404);
    expect((await world.get(`/cases/${gone.id}`, lixia)).status).toBe(200);
  });
});

describe('the database', () => {
  const run = (sql: string): Promise<unknown> => world.service.get<DataSource>(DataSource).query(sql);

  it('refuses an illegal move, a changed round and a changed frozen form, whoever asks', async () => {
    const { id } = await world.submitted(UNITS.localOrgan);
    await expect(run(`UPDATE site_application SET state = 'COMPLETED' WHERE id = '${id}'`)).rejects.toThrow(
      /illegal move/,
    );
    await expect(run(`UPDATE site_application SET rounds = '[]' WHERE id = '${id}'`)).rejects.toThrow(/round/);
    await expect(
      run(`UPDATE site_application SET rounds = jsonb_set(rounds, '{0,data,siteName}', '"别的"') WHERE id = '${id}'`),
    ).rejects.toThrow(/round/);
    await world.decide(id, lixia);
    await expect(
      run(`UPDATE site_application SET rounds = jsonb_set(rounds, '{0,decisions}', '[]') WHERE id = '${id}'`),
    ).rejects.toThrow(/round/);
    await expect(
      run(
        `UPDATE site_application SET rounds = jsonb_set(rounds, '{0,decisions,0,result}', '"refused"') WHERE id = '${id}'`,
      ),
    ).rejects.toThrow(/round/);
    await world.decide(id, conac);
    await expect(run(`UPDATE site_application SET passed_json = '{}' WHERE id = '${id}'`)).rejects.toThrow(/frozen/);
    await expect(run(`UPDATE site_application SET data_hash = repeat('0', 64) WHERE id = '${id}'`)).rejects.toThrow(
      /frozen/,
    );
  });
});

// These publish calendars, which move every clock, so they come last.
describe('last days and the calendar', () => {
  it('are provisional into a year without a calendar, and are set when it is published', async () => {
    at('2026-12-30');
    const { id, path, handler } = await world.submitted(UNITS.localOrgan);
    expect(await due(path, handler)).toMatchObject({ day: '2027-01-06', provisional: true });
    at('2027-01-20');
    await look();
    expect(await world.events('site-application', id, 1)).toHaveLength(1);
    const { version } = (await world.get(`/cases/${id}`, lixia)).body;
    await world.calendar(2027, 1, ['2027-01-01', '2027-01-02', '2027-01-03']);
    await eventually(async () =>
      expect(await due(path, handler)).toMatchObject({ day: '2027-01-07', provisional: false }),
    );
    await look();
    expect((await world.events('site-application', id, 2)).map(({ name }) => name)).toEqual(['submitted', 'overdue']);
    expect((await world.get(`/cases/${id}`, lixia)).body.version).toBe(version);
  });

  it('move with a correction of the calendar, back into time if it says so', async () => {
    const { path, id, handler } = await world.submitted(UNITS.localOrgan);
    at('2026-12-02');
    await look();
    await world.events('site-application', id, 2);
    await world.calendar(2026, 2, ['2026-11-25', '2026-11-26', '2026-11-27']);
    await eventually(async () => expect(await due(path, handler)).toMatchObject({ day: '2026-12-04', overdue: false }));
    const trail: { details: object }[] = await world.service
      .get<DataSource>(DataSource)
      .query(`SELECT details FROM audit_record WHERE action = 'calendar.recompute-deadlines'`);
    expect(trail).toContainEqual({ details: { moved: expect.any(Number) } });
  });
});

it('local sites are not for production', () => {
  const config = Object.assign(new ReviewConfig(), { allowLocalSites: true, nodeEnv: 'production' });
  expect(() => new Desk(world.clock, config, world.copies)).toThrow(/ALLOW_LOCAL_SITES/);
});
