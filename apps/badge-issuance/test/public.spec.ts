import net, { type AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { createTestDatabase, eventually, type TestDatabase } from '@biaozhi/testing';
import { BADGE_STATES } from '@biaozhi/contracts';
import { scriptPath } from '../src/domain/code.js';
import { WORDS } from '../src/public/words.js';
import { World } from './fixtures.js';

/** A way to PostgreSQL that can be cut. */
class Cable {
  private readonly sockets = new Set<net.Socket>();
  private constructor(
    private readonly server: net.Server,
    private readonly port: number,
  ) {}

  static async to(url: string): Promise<{ cable: Cable; url: string }> {
    const target = new URL(url);
    const [host, port] = [target.hostname, Number(target.port)];
    const server = net.createServer((socket) => {
      const upstream = net.connect(port, host);
      for (const [from, to] of [[socket, upstream], [upstream, socket]] as const) {
        cable.sockets.add(from);
        from.pipe(to).on('error', () => to.destroy());
        from.on('close', () => cable.sockets.delete(from)).on('error', () => from.destroy());
      }
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const cable = new Cable(server, (server.address() as AddressInfo).port);
    target.hostname = '127.0.0.1';
    target.port = String(cable.port);
    return { cable, url: target.href };
  }

  async cut(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  mend(): Promise<void> {
    return new Promise((done) => this.server.listen(this.port, '127.0.0.1', done));
  }
}

describe('what the public sees', () => {
  let world: World;
  let database: TestDatabase;
  let cable: Cable;

  beforeAll(async () => {
    database = await createTestDatabase();
    const way = await Cable.to(database.url);
    cable = way.cable;
    world = await World.start({ databaseUrl: way.url }, database);
  });
  afterAll(async () => {
    await world.stop();
    await cable.cut();
    await database.drop();
  });
  beforeEach(() => world.clock.set('2026-11-24T02:00:00Z'));

  const page = (publicId: string, headers: Record<string, string> = {}) =>
    world.app.http.get<string>(`/sitename?method=show&id=${publicId}`, { headers });

  it.each(BADGE_STATES)('of a badge that is %s', async (state) => {
    const badge = await world.badge();
    await world.query('UPDATE badge SET state = $2, holds = $3 WHERE id = $1', [badge.id, state, state === 'SUSPENDED' ? ['staff'] : []]);
    await eventually(async () => expect((await page(badge.publicId)).body).toContain(WORDS['zh-CN'].states[state]));
    expect((await page(badge.publicId, { 'accept-language': 'en' })).body).toContain(WORDS.en.states[state]);
    const json = (await world.app.http.get(`/badges/public/${badge.publicId}`)).body;
    const valid = state !== 'SUSPENDED' && state !== 'REVOKED';
    expect(json).toMatchObject({ state, valid, code: badge.code, unitName: badge.unitName });
    expect((await world.app.http.get<string>(scriptPath(badge.code))).body).toContain(`ok=${valid}`);
  });

  it('of no badge', async () => {
    const answer = await page('ab'.repeat(16));
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.body).toContain(WORDS['zh-CN'].unknown);
    expect((await world.app.http.get('/badges/public/x')).status).toBe(404);
    expect((await world.app.http.get('/image/none.svg')).status).toBe(404);
  });

  it('is the same in the express lane and in the ordinary routes', async () => {
    const badge = await world.badge();
    await eventually(async () => expect((await page(badge.publicId)).status).toBe(200));
    for (const path of [`/sitename?id=${badge.publicId}`, scriptPath(badge.code), '/image/red.svg', '/image/red.png', `/badges/public/${badge.publicId}`, '/sitename']) {
      const lane = await fetch(world.app.url + path, { redirect: 'manual', headers: { 'accept-encoding': 'identity' } });
      const route = await world.app.app.inject({ method: 'GET', url: path, headers: { 'accept-encoding': 'identity' } });
      expect([lane.status, await lane.text()]).toEqual([route.statusCode, route.body]);
      expect(lane.headers.get('content-type')).toBe(route.headers['content-type'] ?? null);
    }
  });

  it('is no more than the head for HEAD, and nothing for POST', async () => {
    const badge = await world.badge();
    await eventually(async () => expect((await page(badge.publicId)).status).toBe(200));
    const head = await fetch(`${world.app.url}/sitename?id=${badge.publicId}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${world.app.url}/sitename?id=${badge.publicId}`, { method: 'POST' })).status).toBe(404);
  });

  it('misses no badge whose transaction commits late', async () => {
    const [late, soon] = [await world.badge(), await world.badge()];
    const session = world.app.get<DataSource>(DataSource).createQueryRunner();
    await session.connect();
    await session.startTransaction();
    await session.query(`UPDATE badge SET state = 'REVOKED' WHERE id = $1`, [late.id]);
    await world.query(`UPDATE badge SET state = 'HUNG' WHERE id = $1`, [soon.id]);
    await eventually(async () => expect((await world.app.http.get(`/badges/public/${soon.publicId}`)).body.state).toBe('HUNG'));
    expect((await world.app.http.get(`/badges/public/${late.publicId}`)).body.state).toBe('ISSUED');
    await session.commitTransaction();
    await session.release();
    await eventually(async () => expect((await world.app.http.get(`/badges/public/${late.publicId}`)).body.state).toBe('REVOKED'));
  });

  it('goes on with PostgreSQL and NATS dead, says so after a minute, and recovers by itself', async () => {
    const badge = await world.badge();
    await eventually(async () => expect((await page(badge.publicId)).status).toBe(200));
    const before = (await page(badge.publicId)).body;
    await cable.cut();
    await world.bus.kill();
    for (let asked = 0; asked < 200; asked += 1) expect((await page(badge.publicId)).body).toBe(before);
    expect((await world.app.http.get<string>(scriptPath(badge.code))).status).toBe(200);
    expect((await world.app.http.get('/badges', { as: { roles: ['auditor'] } })).status).toBe(503);
    world.clock.set('2026-11-24T02:01:30Z');
    await eventually(async () => expect((await page(badge.publicId)).body).toContain('截至 2026-11-24 10:00 的记录'));
    await cable.mend();
    await world.bus.restart();
    await eventually(async () => expect((await page(badge.publicId)).body).toBe(before));
    await world.badge();
  });
});
