import { DataSource } from 'typeorm';
import { DomainApplicationSubmitted } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { UNITS, refusing } from './builders.js';
import { World, conac, lixia } from './world.js';

interface Row {
  id: string;
  subject: string;
  unitName: string;
  title: string;
  state: string;
  claim: { name: string } | null;
  dueDay: string | null;
  daysLeft: number | null;
}

let world: World;
const ids: string[] = [];

beforeAll(async () => {
  world = await World.start();
  for (const [index, name] of ['历下区教育局', '历下区民政局', '历下区财政局', '百分%_之局'].entries()) {
    world.clock.set(new Date(Date.UTC(2026, 10, 24, 1, index)));
    const { id, unit } = await world.submitted(
      { ...UNITS.localOrgan, name: `济南市${name}` },
      { siteName: `${name}网站` },
    );
    ids.push(id);
    if (index > 0) continue;
    const application = {
      id: v7(),
      unitId: unit.id,
      region: unit.region,
      number: 'D-2026-000042',
      state: 'BUREAU_REVIEW' as const,
      domain: { uLabel: '历下教育.政务', aLabel: 'xn--edu.xn--zfr164b' },
      years: 2,
      round: 1,
    };
    world.clock.set(new Date(Date.UTC(2026, 10, 24, 1, 30)));
    await world.publish(DomainApplicationSubmitted.of(application));
    await eventually(() => expect(world.bus.events('domain-review')).toHaveLength(1));
  }
});
afterAll(() => world.stop());

const list = async (query: string, by = lixia): Promise<Row[]> =>
  (await world.get(`/cases?${query}`, by)).body.items as Row[];

describe('the queue', () => {
  it('tells the working days that are left of the stage at work', async () => {
    const [first] = await list('');
    expect(first).toMatchObject({ dueDay: expect.stringMatching(/^2026-12-/), daysLeft: expect.any(Number) });
    const read = (await world.get(`/cases/${first!.id}`, lixia)).body.due as { day: string; daysLeft: number };
    expect([first!.dueDay, first!.daysLeft]).toEqual([read.day, read.daysLeft]);
    // Tuesday to Monday: the weekend does not count.
    world.clock.set(new Date(Date.UTC(2026, 10, 30, 1)));
    expect((await list(''))[0]!.daysLeft).toBe(first!.daysLeft! - 4);
    world.clock.set(new Date(Date.UTC(2026, 10, 24, 2)));
  });

  it('holds sites and domains, the oldest submission first', async () => {
    const rows = await list('');
    expect(rows.map(({ subject, title }) => `${subject} ${title}`)).toEqual([
      'site 历下区教育局网站',
      'site 历下区民政局网站',
      'site 历下区财政局网站',
      'site 百分%_之局网站',
      'domain 历下教育.政务',
    ]);
  });

  it.each([
    ['subject=domain', 1],
    ['subject=site', 4],
    ['state=BUREAU_REVIEW', 5],
    ['state=COMPLETED', 0],
    ['q=教育', 2],
    ['q=民政局', 1],
    ['q=历', 4],
    ['q=济南市历下区财政局', 1],
    ['q=2026-370102-000002', 1],
    ['q=d-2026', 1],
    [`q=${encodeURIComponent('%')}`, 1],
    [`q=${encodeURIComponent('%_')}`, 1],
    ['q=育局网站+', 1],
    ['q=不存在', 0],
    ['q=教育&subject=site', 1],
    ['open=true', 5],
    ['overdue=true', 0],
  ])('%s: %i', async (query, count) => expect(await list(query)).toHaveLength(count));

  it('is paged by key, each case once', async () => {
    const seen: string[] = [];
    let next: string | undefined = '';
    for (let page = 0; next !== undefined && page < 10; page += 1) {
      const { body } = await world.get(`/cases?limit=2${next ? `&after=${next}` : ''}`, lixia);
      seen.push(...(body.items as Row[]).map(({ id }) => id));
      next = body.next as string | undefined;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it('tells what is mine, and counts', async () => {
    await world.post(`/cases/${ids[1]}/claim`, {}, lixia);
    expect((await list('mine=true')).map(({ id }) => id)).toEqual([ids[1]]);
    expect(await list('mine=true', { ...lixia, accountId: v7() })).toEqual([]);
    expect((await list('')).map(({ claim }) => claim?.name)).toContain('历下审核员');
    expect((await world.get('/cases/counts', lixia)).body).toEqual({
      states: [
        { subject: 'domain', state: 'BUREAU_REVIEW', count: 1 },
        { subject: 'site', state: 'BUREAU_REVIEW', count: 4 },
      ],
      mine: 1,
      open: 5,
      overdue: 0,
    });
    await world.post(`/cases/${ids[1]}/release`, {}, lixia);
    expect(await world.post(`/cases/${ids[1]}/release`, {}, lixia)).toMatchObject({
      status: 409,
      body: { code: 'not-claimed' },
    });
  });

  it('shows CONAC what the bureau has passed, as long as the round has', async () => {
    expect(await list('', conac)).toEqual([]);
    await world.decide(ids[2]!, lixia);
    expect((await list('', conac)).map(({ id }) => id)).toEqual([ids[2]]);
    expect((await list('open=true', lixia)).map(({ id }) => id)).not.toContain(ids[2]);
    await world.decide(ids[2]!, conac, refusing('unit', 'reason-duplicate'));
    expect((await list('state=REFUSED', conac)).map(({ id }) => id)).toEqual([ids[2]]);
  });

  it('has the figures that the tables have, before and after they are folded', async () => {
    const database = world.service.get<DataSource>(DataSource);
    await database.query('UPDATE site_application SET bureau_id = $2 WHERE id = $1', [ids[3], v7()]);
    const counted = (table: string, of: string): Promise<object[]> =>
      database.query(
        `SELECT bureau, stage, state, open, overdue, sum(rows)::int AS rows FROM (${of}) AS one (bureau, stage, state, open, overdue, rows)
          GROUP BY 1, 2, 3, 4, 5 HAVING sum(rows) <> 0 ORDER BY 1, 2, 3, 4, 5`.replaceAll('$table', table),
      );
    const rowsOf = `SELECT bureau, stage, state, (clock_day IS NOT NULL)::text, (overdue_at IS NOT NULL)::text, 1
                      FROM $table CROSS JOIN LATERAL (VALUES (''), (bureau_id::text)) AS place (bureau) WHERE submitted_at IS NOT NULL`;
    for (const table of ['site_application', 'domain_review']) {
      const rows = await counted(table, rowsOf);
      expect(rows).not.toEqual([]);
      expect(await counted(table, 'SELECT * FROM $table_tally')).toEqual(rows);
      await world.service.get(Jobs).run('fold-tallies');
      expect(await counted(table, 'SELECT * FROM $table_tally')).toEqual(rows);
      expect(await database.query(`SELECT FROM ${table}_tally GROUP BY bureau, stage, state, open, overdue HAVING count(*) > 1`)).toEqual([]);
    }
  });

  it('is searched by the index', async () => {
    await world.service.get<DataSource>(DataSource).transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      const plan: { 'QUERY PLAN': string }[] = await manager.query(
        `EXPLAIN SELECT id FROM review_queue WHERE findable @> sought('教育', NULL)`,
      );
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
        /site_application_found[\s\S]*domain_review_found/,
      );
    });
  });
});
