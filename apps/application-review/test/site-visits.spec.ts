import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { DataSource } from 'typeorm';
import { Jobs, loadConfig } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { ReviewConfig } from '../src/config.js';
import { VisitSites } from '../src/use-cases/visit-sites.js';
import { NOW, UNITS, formWith, refusing } from './builders.js';
import { World, conac, lixia } from './world.js';

const NAME = '历下区示例局';
const HOST = 'slj.lixia.gov.cn';

/** A web server of units; what is asked for is counted. */
class Sites {
  readonly asked: string[] = [];
  pages: Record<string, RequestListener> = {};
  private readonly server = http.createServer((request, response) => {
    this.asked.push(request.url!);
    (this.pages[request.url!] ?? ((_, other) => other.writeHead(404).end()))(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  url(path: string): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** Has a page with a title served; answers its address. */
  page(path: string, title: string): string {
    this.pages[path] = (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(`<title>${title}</title>`);
    return this.url(path);
  }
}

interface Seen {
  state: string;
  askedBy: string;
  title?: string;
  failure?: string;
  [member: string]: unknown;
}

describe('the site that is applied for', () => {
  let world: World;
  let sites: Sites;

  beforeAll(async () => {
    world = await World.start({ allowLoopbackInspection: true });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    sites = new Sites();
    await sites.start();
    world.clock.set(NOW);
  });
  afterEach(async () => {
    sites.stop();
    await query('DELETE FROM site_visit');
  });

  const query = (sql: string, values: unknown[] = []) => world.service.get(DataSource).query<{ n: number }[]>(sql, values);
  const work = (): Promise<void> => world.service.get(Jobs).run('site-visits');
  const submit = (homePage: string) => world.submitted(UNITS.localOrgan, { siteName: NAME, englishDomain: HOST, homePage });
  const open = async (id: string) => {
    const { body } = await world.get(`/cases/${id}`, lixia);
    const checks = body['preChecks'] as { code: string; result: string; message: string }[];
    return { visit: body['visit'] as Seen | undefined, title: checks.find(({ code }) => code.startsWith('pre-check-title'))! };
  };
  const ask = (id: string, as = lixia, headers: Record<string, string> = {}) => world.post(`/cases/${id}/visits`, {}, as, headers);

  it('is looked at after the submission, and its title stands beside its name', async () => {
    const { id } = await submit(sites.page('/', ` ${NAME}\n`));
    expect(await open(id)).toMatchObject({
      visit: { state: 'QUEUED', askedBy: 'submission' },
      title: { code: 'pre-check-title-waiting', result: 'waiting' },
    });
    await work();
    expect(await open(id)).toMatchObject({
      visit: { state: 'DONE', title: NAME, status: 200, finalUrl: sites.url('/'), address: '127.0.0.1', finishedAt: NOW.toISOString() },
      title: { code: 'pre-check-title', result: 'ok', message: `网站标题与网站名称一致：${NAME}` },
    });
    expect(world.bus.events('site-application').filter(({ subject }) => subject === id)).toHaveLength(1);
  });

  it('is looked at again when a reviewer asks, and the version of the case stays', async () => {
    const { id } = await submit(sites.page('/', '建设中'));
    await work();
    expect((await open(id)).title).toMatchObject({ result: 'advice', message: `网站标题“建设中”与网站名称“${NAME}”不一致` });
    const { version } = (await world.get(`/cases/${id}`, lixia)).body;
    sites.page('/', NAME);
    const key = { 'idempotency-key': v7() };
    const first = await ask(id, lixia, key);
    expect(first).toMatchObject({ status: 202, body: { state: 'QUEUED', askedBy: 'person' } });
    await work();
    expect((await ask(id, lixia, key)).body.id).toBe(first.body.id);
    await work();
    expect(sites.asked).toEqual(['/', '/']);
    expect((await open(id)).title.result).toBe('ok');
    expect((await world.get(`/cases/${id}`, lixia)).body.version).toBe(version);
  });

  it('is looked at anew in every round, where the round says', async () => {
    const { id, path, handler } = await submit(sites.page('/', '旧'));
    await work();
    await world.decide(id, lixia, refusing('site-name', 'reason-site-name-not-title'));
    await world.patch(path, { homePage: sites.page('/new', NAME) }, handler);
    expect((await world.post(`${path}/submit`, {}, handler)).status).toBe(200);
    expect((await open(id)).title.result).toBe('waiting');
    await work();
    expect(sites.asked).toEqual(['/', '/new']);
    expect((await open(id)).title.result).toBe('ok');
  });

  it('is never looked at for a submission that did not happen, nor for a red page', async () => {
    const count = async () => (await query('SELECT count(*)::int AS n FROM site_visit'))[0]!.n;
    const { id, path, handler } = await submit(sites.page('/', NAME));
    expect(await count()).toBe(1);
    expect((await world.post(`${path}/submit`, {}, handler)).status).toBe(409);
    const { domain, handler: other } = await world.unit(UNITS.localOrgan);
    const draft = await world.post('/site-applications', { kind: 'opening' }, other);
    await world.patch(`/site-applications/${draft.body.id}`, { ...formWith(domain), siteName: '' }, other);
    expect((await world.post(`/site-applications/${draft.body.id}/submit`, {}, other)).status).toBe(422);
    const redPage = await world.submitted(UNITS.localOrgan, { place: 'red-page', homePage: undefined });
    expect(await count()).toBe(1);
    expect((await world.get(`/cases/${id}`, lixia)).body['mayAskForVisit']).toBe(true);
    const { body } = await world.get(`/cases/${redPage.id}`, lixia);
    expect(body['mayAskForVisit']).toBe(false);
    expect(body['visit']).toBeUndefined();
    expect((await ask(redPage.id)).body).toMatchObject({ status: 409, code: 'visit-not-here' });
  });

  it('is asked for by its reviewers only, ten times a minute', async () => {
    const { id, handler } = await submit(sites.page('/', NAME));
    const others = [{ ...lixia, bureauId: v7() }, { ...lixia, roles: ['bureau-archivist' as const] }, { roles: ['auditor' as const] }, handler, conac];
    expect(await Promise.all(others.map(async (as) => (await ask(id, as)).status))).toEqual([404, 403, 403, 403, 404]);
    expect((await world.get(`/cases/${id}`, { ...lixia, roles: ['bureau-archivist'] })).body['mayAskForVisit']).toBe(false);
    const [one, two] = await Promise.all([ask(id), ask(id)]);
    expect(one.body.id).toBe(two.body.id);
    await work();
    for (let asked = 1; asked < 10; asked += 1) {
      expect((await ask(id)).status).toBe(202);
      await work();
    }
    expect((await ask(id)).body).toMatchObject({ status: 429, code: 'visits-too-often' });
    await world.decide(id, lixia);
    world.clock.set(new Date(NOW.getTime() + 61_000));
    expect((await ask(id, conac)).status).toBe(202);
  });

  it.each<[what: string, serve: RequestListener, expected: object]>([
    ['answers with an error', (_, response) => response.writeHead(500).end(`<title>${NAME}</title>`), { failure: 'status', status: 500 }],
    [
      'has a huge title',
      (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(`<title>${'长'.repeat(600_000)}</title>`),
      { title: '长'.repeat(200) },
    ],
    ['has a title with what PostgreSQL does not keep', (_, response) => response.end('<title>a\u0000b&#0;&#xDFFF;</title>'), { title: 'a\ufffdb\ufffd\ufffd' }],
    ['never ends', (_, response) => endless(response), { failure: 'too-large' }],
    ['leads into the house', (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(), { failure: 'refused', status: 302 }],
    ['leads to the cloud’s metadata', (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(), { failure: 'refused' }],
    ['hangs up', (request) => request.socket.destroy(), { failure: 'unreachable' }],
  ])('that %s is told of, and holds up nothing', async (_, serve, expected) => {
    sites.pages['/hostile'] = serve;
    const { id } = await submit(sites.url('/hostile'));
    const good = await submit(sites.page('/', NAME));
    await work();
    expect((await open(id)).visit).toMatchObject({ state: 'DONE', ...expected });
    expect((await open(id)).title.result).toBe('advice');
    expect((await open(good.id)).title.result).toBe('ok');
    expect((await world.decide(id, lixia)).status).toBe(200);
  });

  it('that does not answer keeps no other waiting, neither those on the queue nor those that come', async () => {
    const held: http.ServerResponse[] = [];
    sites.pages['/slow'] = (_, response) => void held.push(response);
    const slow = await submit(sites.url('/slow'));
    const early = await submit(sites.page('/early', NAME));
    const working = work();
    await eventually(async () => expect((await open(early.id)).title.result).toBe('ok'));
    expect(held).toHaveLength(1);
    const late = await submit(sites.page('/late', NAME));
    await eventually(async () => expect((await open(late.id)).title.result).toBe('ok'));
    expect((await open(slow.id)).visit!.state).toBe('RUNNING');
    expect((await world.decide(slow.id, lixia)).status).toBe(200);
    held[0]!.end(`<title>${NAME}</title>`);
    await working;
    expect((await open(slow.id)).title.result).toBe('ok');
  });

  it('is visited by one of two workers', async () => {
    const paths = Array.from({ length: 12 }, (_, i) => `/site-${i}`);
    for (const path of paths) await submit(sites.page(path, NAME));
    const visits = world.service.get(VisitSites);
    await Promise.all([visits.work(), visits.work()]);
    expect(sites.asked.toSorted()).toEqual(paths.toSorted());
    expect((await query(`SELECT count(*)::int AS n FROM site_visit WHERE state = 'DONE' AND title = $1`, [NAME]))[0]!.n).toBe(12);
  });

  it('is visited again when the process that had begun died', async () => {
    const { id } = await submit(sites.page('/', NAME));
    await query(`UPDATE site_visit SET state = 'RUNNING', started_at = $1`, [NOW]);
    world.clock.set(new Date(NOW.getTime() + 59_000));
    await work();
    expect((await open(id)).visit!.state).toBe('RUNNING');
    world.clock.set(new Date(NOW.getTime() + 61_000));
    await work();
    expect((await open(id)).title.result).toBe('ok');
  });

  it('lies on this machine in trials only', async () => {
    const env = { DATABASE_URL: 'postgres://x', NATS_URL: 'nats://x', ALLOW_LOOPBACK_INSPECTION: 'true' };
    expect(loadConfig(ReviewConfig, { ...env, NODE_ENV: 'development' }).allowLoopbackInspection).toBe(true);
    expect(() => loadConfig(ReviewConfig, { ...env, NODE_ENV: 'production' })).toThrow(/ALLOW_LOOPBACK_INSPECTION: is refused/);
  });
});

function endless(response: http.ServerResponse): void {
  const more = (): void => {
    while (response.write(Buffer.alloc(65_536, 32)));
    response.once('drain', more);
  };
  more();
}
