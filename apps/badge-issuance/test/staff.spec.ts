import { v7 } from 'uuid';
import type { BadgeState, UnitState } from '@biaozhi/contracts';
import { Audit, loadConfig } from '@biaozhi/service-kit';
import { ROLES } from '@biaozhi/workflow';
import { BadgeIssuanceConfig } from '../src/config.js';
import { badgeWorkflow } from '../src/domain/badge.workflow.js';
import { World } from './fixtures.js';

const reason = '网站内容与单位职能不符';
type Body = { version: number; state: string; offers: string[]; holds: string[]; reason?: string };

describe('badges over HTTP', () => {
  let world: World;
  let unit: UnitState;
  let badge: BadgeState;
  const conac = { as: { roles: ['conac-reviewer' as const] } };

  beforeAll(async () => {
    world = await World.start();
    unit = await world.unit();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    badge = await world.badge(unit);
  });

  const show = async (id = badge.id): Promise<Body> => (await world.app.http.get<Body>(`/badges/${id}`, conac)).body;
  const decide = (step: string, body: object, as: object = conac) => world.app.http.post<Body>(`/badges/${badge.id}/${step}`, body, as);

  describe('are seen', () => {
    const see = (as: object) => world.app.http.get(`/badges/${badge.id}`, { as });
    it.each<[string, () => object, number]>([
      ['its own handler', () => ({ roles: ['handler'], unitId: unit.id }), 200],
      ['another unit’s handler', () => ({ roles: ['handler'], unitId: v7() }), 404],
      ['its bureau’s reviewer', () => ({ roles: ['bureau-reviewer'], bureauId: world.bureauId }), 200],
      ['its bureau’s archivist', () => ({ roles: ['bureau-archivist'], bureauId: world.bureauId }), 200],
      ['another bureau’s reviewer', () => ({ roles: ['bureau-reviewer'], bureauId: v7() }), 404],
      ['a reviewer of no bureau', () => ({ roles: ['bureau-reviewer'] }), 403],
      ['CONAC', () => ({ roles: ['conac-reviewer'] }), 200],
      ['an auditor', () => ({ roles: ['auditor'] }), 200],
      ['CONAC’s finance', () => ({ roles: ['conac-finance'] }), 403],
    ])('by %s or not', async (_, as, status) => expect((await see(as())).status).toBe(status));

    it('by nobody without a token', async () => {
      for (const path of ['', `/${badge.id}`, `/${badge.id}/snippets`, `/${badge.id}/inspections`, `/by-application/${badge.applicationId}`]) {
        expect((await world.app.http.get(`/badges${path}`)).status).toBe(401);
      }
    });

    it('in lists of their scope, page by page, filtered', async () => {
      const as = { as: { roles: ['handler' as const], unitId: unit.id } };
      const all = (await world.app.http.get<{ items: { id: string }[] }>('/badges?limit=200', as)).body.items;
      const first = (await world.app.http.get<{ items: { id: string }[]; next: string }>('/badges?limit=1', as)).body;
      expect(first.items.map(({ id }) => id)).toEqual([badge.id]);
      const second = (await world.app.http.get<{ items: { id: string }[] }>(`/badges?limit=1&after=${first.next}`, as)).body;
      expect(second.items).toEqual([all[1]]);
      const find = async (query: string): Promise<string[]> =>
        (await world.app.http.get<{ items: { id: string }[] }>(`/badges?${query}`, as)).body.items.map(({ id }) => id);
      expect(await find(`q=${badge.code}`)).toEqual([badge.id]);
      expect(await find('state=REVOKED')).toEqual([]);
      expect(await find('q=%25')).toEqual([]);
      expect((await world.app.http.get('/badges', { as: { roles: ['handler'], unitId: v7() } })).body.items).toEqual([]);
      for (const wrong of ['state=x', 'limit=0', 'limit=x', 'after=x', 'q=', 'order=asc']) {
        expect((await world.app.http.get(`/badges?${wrong}`, as)).status).toBe(422);
      }
    });

    it('by the application that they were issued for', async () => {
      const as = { as: { roles: ['handler' as const], unitId: unit.id } };
      expect((await world.app.http.get(`/badges/by-application/${badge.applicationId}`, as)).body.id).toBe(badge.id);
      expect((await world.app.http.get(`/badges/by-application/${v7()}`, as)).status).toBe(404);
    });

    it('without an id that is none', async () => expect((await world.app.http.get('/badges/1', conac)).status).toBe(422));
  });

  describe('are decided on', () => {
    it('by CONAC, with a reason, and everything is told and kept', async () => {
      const { version, offers } = await show();
      expect(offers).toEqual(['suspend', 'revoke']);
      const held = await decide('suspend', { version, reason });
      expect([held.status, held.body.state, held.body.holds, held.body.reason]).toEqual([200, 'SUSPENDED', ['staff'], reason]);
      const back = await decide('restore', { version: held.body.version, reason });
      expect(back.body).toMatchObject({ state: 'ISSUED', holds: [] });
      const row = () => world.query('SELECT reason, next_check_at FROM badge WHERE id = $1', [badge.id]);
      expect(await row()).toMatchObject([{ reason: null }]);
      expect((await decide('revoke', { version: back.body.version, reason })).body).toMatchObject({ state: 'REVOKED', offers: [] });
      expect(await row()).toEqual([{ reason, next_check_at: null }]); // nobody looks for it any more
      await world.until(badge.id, 'issued', 'suspended', 'restored', 'revoked');
      const audit = world.app.get<Audit>(Audit);
      expect((await audit.of(`badge/${badge.id}`)).map(({ action }) => action)).toEqual(['badge.issue', 'badge.suspend', 'badge.restore', 'badge.revoke']);
      expect(await audit.broken(`badge/${badge.id}`)).toEqual([]);
    });

    it.each([
      [{ reason }, ['/version']],
      [{ version: 'x', reason }, ['/version']],
      [{ version: 1 }, ['/reason']],
      [{ version: 1, reason: '短' }, ['/reason']],
      [{ version: 1, reason, state: 'HUNG' }, ['/state']],
      [[], ['/version', '/reason']],
    ])('not with %j', async (body, pointers) => {
      const before = await show();
      const answer = await decide('revoke', body);
      expect(answer.status).toBe(422);
      const { findings } = answer.body as unknown as { findings: { pointer: string }[] };
      expect([...new Set(findings.map(({ pointer }) => pointer))].toSorted()).toEqual(pointers.toSorted());
      expect(await show()).toEqual(before);
    });

    it('by one of two officers at once; the other gets the fresh state', async () => {
      const { version } = await show();
      const answers = await Promise.all([decide('suspend', { version, reason }), decide('revoke', { version, reason })]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const lost = answers.find(({ status }) => status === 409)!.body as unknown as { code: string; current: Body };
      expect(lost).toMatchObject({ code: 'conflict', current: { version: version + 1 } });
    });

    it('once, however often the same request comes', async () => {
      const { version } = await show();
      const request = { ...conac, as: { ...conac.as, accountId: v7() }, headers: { 'idempotency-key': v7() } };
      const [one, two] = [await decide('suspend', { version, reason }, request), await decide('suspend', { version, reason }, request)];
      expect(two.body).toEqual(one.body);
      expect(await show()).toMatchObject({ version: version + 1 });
    });

    const rows = badgeWorkflow.states.flatMap((state) => (['suspend', 'restore', 'revoke'] as const).map((step) => [state, step] as const));
    it.each(rows)('as the table says: %s, %s by every role', async (state, step) => {
      const row = badgeWorkflow.table[step];
      const holds = state !== 'SUSPENDED' ? [] : [step === 'suspend' ? 'domain' : 'staff'];
      let target = badge.id;
      for (const role of ROLES) {
        // Nothing but a new badge follows a revocation.
        if ((await show(target)).state === 'REVOKED' && state !== 'REVOKED') target = (await world.badge(unit)).id;
        const [[{ version }]] = (await world.query('UPDATE badge SET state = $2, holds = $3 WHERE id = $1 RETURNING version', [
          target,
          state,
          holds,
        ])) as [[{ version: number }]];
        const as = { as: { roles: [role], unitId: unit.id, bureauId: world.bureauId } };
        const { status } = await world.app.http.post(`/badges/${target}/${step}`, { version, reason }, as);
        // The software itself has no account.
        const allowed = role !== 'system' && row.by.includes(role);
        expect([role, status]).toEqual([role, !allowed ? 403 : row.from.includes(state) ? 200 : 409]);
      }
    });
  });

  it('stay revoked, whoever writes to the table', async () => {
    await world.query(`UPDATE badge SET state = 'REVOKED' WHERE id = $1`, [badge.id]);
    await expect(world.query(`UPDATE badge SET state = 'HUNG' WHERE id = $1`, [badge.id])).rejects.toThrow(/stays revoked/);
    await expect(world.query('UPDATE badge SET code = code, application_id = $1', [badge.applicationId])).rejects.toThrow(/unique/);
  });

  describe('the code table', () => {
    const admin = { as: { roles: ['administrator' as const] } };
    const row = { pp: '16', ccc: '177', tttt: '0099', mark: 'known', source: '实际标识样本' };
    it('can be corrected before the first badge of a division, and not after it', async () => {
      const put = (division: string, body: object) => world.app.http.put(`/code-table/${division}`, body, admin);
      expect((await put('370103', row)).body).toMatchObject({ division: '370103', ccc: '177', used: false, version: 1 });
      expect((await put('370103', { ...row, tttt: '0098' })).body).toMatchObject({ code: 'conflict' });
      expect((await put('370103', { ...row, tttt: '0098', version: 1 })).body).toMatchObject({ tttt: '0098', version: 2 });
      expect((await put('370104', { ...row, tttt: '0098' })).body).toMatchObject({ code: 'code-table-taken' });
      const other = await world.unit({ region: '370103' });
      expect((await world.badge(other)).code).toMatch(/^CA161770098/);
      expect((await put('370103', { ...row, version: 2 })).body).toMatchObject({ code: 'code-table-in-use' });
      expect((await put('999999', row)).status).toBe(422);
      expect((await put('370105', { ...row, pp: '1' })).status).toBe(422);
    });

    it('is read by CONAC, administrators and auditors, and written by administrators', async () => {
      const { items } = (await world.app.http.get<{ items: { division: string; mark: string }[] }>('/code-table?division=11', conac)).body;
      expect(items).toContainEqual(expect.objectContaining({ division: '110000', pp: '01', mark: 'known' }));
      expect((await world.app.http.get('/code-table', { as: { roles: ['handler'], unitId: unit.id } })).status).toBe(403);
      expect((await world.app.http.put('/code-table/370106', row, conac)).status).toBe(403);
    });
  });

  it('are described with what is sent and what is answered', async () => {
    const { paths } = (await world.app.http.get('/docs-json')).body as { paths: Record<string, Record<string, object>> };
    const answered = (path: string, verb: string, status: string): unknown => (paths[path]![verb] as { responses: object }).responses[status as never];
    expect(answered('/badges/{id}', 'get', '200')).toMatchObject({ content: { 'application/json': { schema: { $ref: '#/components/schemas/BadgeView' } } } });
    expect(answered('/badges/{id}/inspections', 'post', '202')).toMatchObject({ content: { 'application/json': { schema: { $ref: '#/components/schemas/InspectionView' } } } });
    for (const path of ['/sitename', '/js/{pp}/{ccc}/{tttt}/{unit}/{file}', '/image/{name}', '/badges/public/{publicId}']) expect(paths).toHaveProperty([path]);
  });

  it('come from a configuration that keeps the inspector out of the house in production', () => {
    const env = { DATABASE_URL: 'postgres://x', NATS_URL: 'nats://x', ALLOW_LOOPBACK_INSPECTION: 'true' };
    expect(loadConfig(BadgeIssuanceConfig, { ...env, NODE_ENV: 'development' }).allowLoopbackInspection).toBe(true);
    expect(() => loadConfig(BadgeIssuanceConfig, { ...env, NODE_ENV: 'production' })).toThrow(/ALLOW_LOOPBACK_INSPECTION: is refused/);
    expect(loadConfig(BadgeIssuanceConfig, { ...env, NODE_ENV: 'production', ALLOW_LOOPBACK_INSPECTION: '' }).allowLoopbackInspection).toBe(false);
  });
});
