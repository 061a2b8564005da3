import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { DataSource } from 'typeorm';
import { ROLES } from '@biaozhi/workflow';
import { LIXIA_BUREAU, UNITS, allPassed, formWith } from './builders.js';
import { World, centre, conac, lixia } from './world.js';

let world: World;
let mine: Awaited<ReturnType<World['submitted']>>;
let stranger: Awaited<ReturnType<World['unit']>>;

beforeAll(async () => {
  world = await World.start();
  mine = await world.submitted(UNITS.localOrgan);
  stranger = await world.unit(UNITS.localOrgan);
});
afterAll(() => world.stop());

/** Everything that could have been changed. */
const everything = (): Promise<unknown> =>
  world.service
    .get<DataSource>(DataSource)
    .query(
      'SELECT (SELECT json_agg(s ORDER BY id) FROM site_application s) AS sites, (SELECT count(*) FROM bus_outbox) AS events',
    );

describe('a body that is none', () => {
  it.each<[string, string, unknown, string]>([
    ['POST', '', {}, '/kind isIn'],
    ['POST', '', { kind: 'change' }, '/kind isIn'],
    ['POST', '', { kind: 'opening', unitId: v7() }, '/unitId whitelistValidation'],
    ['PATCH', '/:id', { place: 'elsewhere' }, '/place isIn'],
    ['PATCH', '/:id', { siteName: 7 }, '/siteName isText'],
    ['PATCH', '/:id', { siteName: '网\u0000站' }, '/siteName isText'],
    ['PATCH', '/:id', { siteName: '网\ud800站' }, '/siteName isText'],
    ['PATCH', '/:id', { siteName: '网'.repeat(201) }, '/siteName isText'],
    ['PATCH', '/:id', { introduction: '长'.repeat(2001) }, '/introduction isText'],
    ['PATCH', '/:id', { domainIds: '示例局.政务' }, '/domainIds isArray'],
    ['PATCH', '/:id', { domainIds: ['1'] }, '/domainIds isUuid'],
    ['PATCH', '/:id', { serverIps: Array.from({ length: 21 }, () => '1.1.1.1') }, '/serverIps arrayMaxSize'],
    ['PATCH', '/:id', { serverIps: [{ $ne: '' }] }, '/serverIps isText'],
    ['PATCH', '/:id', { commitment: 'yes' }, '/commitment isBoolean'],
    ['PATCH', '/:id', { number: '2026-370102-999999' }, '/number whitelistValidation'],
    ['PATCH', '/:id', { state: 'COMPLETED' }, '/state whitelistValidation'],
    ['PATCH', '/:id', { version: 0 }, '/version min'],
    ['POST', '/:id/submit', { version: 'two' }, '/version isInt'],
  ])('%s /site-applications%s %j', async (method, path, body, expected) => {
    const before = await everything();
    const to = `/site-applications${path.replace(':id', mine.id)}`;
    const answer =
      method === 'POST' ? await world.post(to, body, mine.handler) : await world.patch(to, body, mine.handler);
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body.findings.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(expected);
    expect(answer.body.findings.every(({ message }) => message.length > 1)).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it.each<[unknown, string]>([
    [{ verdicts: allPassed() }, '/version isInt'],
    [{ version: 1 }, '/verdicts isArray'],
    [{ version: 1, verdicts: [{ point: 'roof', result: 'passed' }] }, '/verdicts/0/point isIn'],
    [{ version: 1, verdicts: [{ point: 'unit', result: 'maybe' }] }, '/verdicts/0/result isIn'],
    [{ version: 1, verdicts: [{ point: 'unit', result: 'refused', reasons: 'no' }] }, '/verdicts/0/reasons isArray'],
    [
      { version: 1, verdicts: [{ point: 'unit', result: 'refused', comment: 'x'.repeat(1001) }] },
      '/verdicts/0/comment isText',
    ],
    [{ version: 3, verdicts: [] }, '/verdicts point-not-judged'],
    [
      { version: 3, verdicts: [{ point: 'unit', result: 'refused' }, ...allPassed().slice(1)] },
      '/verdicts/0/reasons refusal-without-reason',
    ],
  ])('POST /cases/:id/decision %j', async (body, expected) => {
    const before = await everything();
    const answer = await world.post(`/cases/${mine.id}/decision`, body, lixia);
    expect(answer.status).toBe(422);
    expect(answer.body.findings.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(expected);
    expect(await everything()).toEqual(before);
  });

  it.each(['subject=ship', 'state=NOWHERE', 'limit=0', 'limit=201', 'after=%25%25', 'mine=perhaps', 'colour=red'])(
    'GET /cases?%s',
    async (query) => {
      expect((await world.get(`/cases?${query}`, lixia)).status).toBe(422);
    },
  );

  it('says the same in English', async () => {
    const answer = await world.service.http.post(
      '/site-applications',
      {},
      { as: mine.handler, headers: { 'accept-language': 'en' } },
    );
    expect(answer.headers['content-language']).toBe('en');
    expect(answer.body.findings).toEqual([
      { code: 'isIn', pointer: '/kind', message: 'is not one of the allowed values' },
    ]);
  });
});

describe('whose it is not', () => {
  const ways = (id: string): [string, string, unknown?][] => [
    ['get', `/site-applications/${id}`],
    ['get', `/site-applications/${id}/timeline`],
    ['patch', `/site-applications/${id}`, { siteName: '别人的' }],
    ['post', `/site-applications/${id}/submit`, {}],
    ['post', `/site-applications/${id}/withdraw`, {}],
    ['post', `/site-applications/${id}/successor`, {}],
  ];
  const take = ([method, path, body]: [string, string, unknown?], as: Parameters<World['get']>[1]) =>
    method === 'get'
      ? world.get(path, as)
      : method === 'patch'
        ? world.patch(path, body, as)
        : world.post(path, body, as);

  it('a unit finds nothing of another unit', async () => {
    for (const way of ways(mine.id))
      expect([way[1], (await take(way, stranger.handler)).status]).toEqual([way[1], 404]);
    for (const way of ways('1')) expect([way[1], (await take(way, stranger.handler)).status]).toEqual([way[1], 404]);
    expect((await world.get('/site-applications', stranger.handler)).body.items).toEqual([]);
  });

  it('another bureau, and CONAC before the bureau, find nothing', async () => {
    for (const by of [centre, conac, { roles: ['bureau-reviewer' as const] }]) {
      expect((await world.get(`/cases/${mine.id}`, by)).status).toBe(404);
      expect((await world.post(`/cases/${mine.id}/decision`, { version: 3, verdicts: allPassed() }, by)).status).toBe(
        404,
      );
      expect((await world.post(`/cases/${mine.id}/claim`, {}, by)).status).toBe(404);
      expect((await world.get('/cases', by)).body.items).toEqual([]);
    }
  });

  it.each(ROLES)('%s comes as far as the policy says', async (role) => {
    const as = { roles: [role], unitId: mine.unit.id, bureauId: LIXIA_BUREAU.id };
    const staff = ['bureau-reviewer', 'bureau-archivist', 'conac-reviewer', 'administrator', 'auditor'].includes(role);
    expect((await world.get('/cases', as)).status).toBe(staff ? 200 : 403);
    expect((await world.get('/cases/counts', as)).status).toBe(staff ? 200 : 403);
    expect((await world.get('/site-applications', as)).status).toBe(role === 'handler' ? 200 : 403);
    expect((await world.get('/reasons', as)).status).toBe(200);
    const reviewer = ['bureau-reviewer', 'conac-reviewer'].includes(role);
    expect(
      [403, 404].includes(
        (await world.post(`/cases/${mine.id}/decision`, { version: 3, verdicts: allPassed() }, as)).status,
      ),
    ).toBe(true);
    expect((await world.post(`/cases/${mine.id}/claim`, {}, as)).status === 403).toBe(
      !reviewer || role === 'bureau-reviewer',
    );
  });

  it('nobody comes in without a token', async () => {
    for (const path of ['/cases', '/site-applications', '/reasons', `/cases/${mine.id}`]) {
      expect((await world.service.http.get(path)).status).toBe(401);
    }
  });

  it('a handler without a unit has nothing here', async () => {
    expect((await world.get('/site-applications', { roles: ['handler'] })).status).toBe(403);
  });
});

describe('every field, over HTTP', () => {
  it('is told at once when it is wrong, and nothing is submitted', async () => {
    const { handler, domain } = stranger;
    const { body } = await world.post('/site-applications', { kind: 'opening' }, handler);
    const wrong = formWith(domain, {
      siteName: '网',
      serverIps: ['10.0.0.1'],
      mobile: '123',
      mail: 'x',
      postcode: '1',
      phone: '1',
      homePage: 'x',
      icpNumber: '1',
      siteCode: '1',
      introduction: '短',
      englishDomain: 'x',
      commitment: false,
    });
    await world.patch(`/site-applications/${body.id}`, wrong, handler);
    const answer = await world.post(`/site-applications/${body.id}/submit`, {}, handler);
    expect(answer.status).toBe(422);
    expect(answer.body.findings.map(({ pointer }) => pointer)).toEqual([
      '/siteName',
      '/englishDomain',
      '/serverIps/0',
      '/icpNumber',
      '/siteCode',
      '/homePage',
      '/introduction',
      '/postcode',
      '/mobile',
      '/phone',
      '/mail',
      '/commitment',
    ]);
    const after = await world.get(`/site-applications/${body.id}`, handler);
    expect(after.body).toMatchObject({ state: 'DRAFT', round: 0, rounds: [] });
    expect(after.body.number).toBeUndefined();
  });

  it('can be emptied again with null', async () => {
    const { handler } = stranger;
    const { body } = await world.post('/site-applications', { kind: 'opening' }, handler);
    const answer = await world.patch(
      `/site-applications/${body.id}`,
      { siteName: '名', address: null, domainIds: null },
      handler,
    );
    expect(answer.body.form).toMatchObject({ siteName: '名', domainIds: [] });
    expect(answer.body.form).not.toHaveProperty('address');
  });

  it('an institution cannot ask for a re-review', async () => {
    const school = await world.unit(UNITS.localInstitution, '公益');
    const answer = await world.post('/site-applications', { kind: 're-review' }, school.handler);
    expect(answer).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'kind-not-for-institutions', pointer: '/kind' }] },
    });
  });

  it('a unit that has not arrived yet is told to wait', async () => {
    const answer = await world.post('/site-applications', { kind: 'opening' }, { roles: ['handler'], unitId: v7() });
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-yet-known' }, headers: { 'retry-after': '5' } });
  });
});

describe('an operator', () => {
  it('has a lost copy read anew', async () => {
    const { unit, handler } = await world.unit(UNITS.localOrgan);
    await world.service.get<DataSource>(DataSource).query('DELETE FROM unit_copy WHERE id = $1', [unit.id]);
    expect((await world.post('/site-applications', { kind: 'opening' }, handler)).status).toBe(503);
    world.bus.answerForProducers();
    expect((await world.post('/copies/rebuild', { copy: 'unit' }, handler)).status).toBe(403);
    expect((await world.post('/copies/rebuild', { copy: 'badge' }, { roles: ['administrator'] })).status).toBe(422);
    expect((await world.post('/copies/rebuild', { copy: 'unit' }, { roles: ['administrator'] })).status).toBe(202);
    await eventually(async () => {
      expect((await world.post('/site-applications', { kind: 'opening' }, handler)).status).toBe(201);
    });
  });

  it('reads how to call the service', async () => {
    const { body } = await world.service.http.get('/docs-json');
    const { paths, components } = body as {
      paths: object;
      components: { schemas: Record<string, { properties: object }> };
    };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/site-applications',
        '/site-applications/{id}/submit',
        '/cases/{id}/decision',
        '/reasons',
      ]),
    );
    expect(Object.keys(components.schemas.FillInDto!.properties)).toEqual(
      expect.arrayContaining(['siteName', 'serverIps', 'commitment']),
    );
  });
});
