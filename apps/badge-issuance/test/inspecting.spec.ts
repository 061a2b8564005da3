import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { DomainExpired, DomainRenewed, RedPageOffline, RedPagePublished, type BadgeState, type RedPageState } from '@biaozhi/contracts';
import { Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { World } from './fixtures.js';

/** A unit's site: what stands in `pages` is served. */
class Site {
  pages: Record<string, string> = {};
  private constructor(private readonly server: http.Server) {}

  static async start(): Promise<Site> {
    const server = http.createServer((request, response) => {
      const page = site.pages[request.url!];
      if (page === undefined) response.writeHead(404).end();
      else response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    });
    const site = new Site(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return site;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const page = (badge: string, body = ''): string => `<!doctype html><body><h1>示例局</h1>${body}${badge}<p>ICP</p></body>`;
const LINKS = '<a href="/a">一</a><a href="/b">二</a><a href="/c">三</a>';

interface Seen {
  state: string;
  askedBy: string;
  finding?: string;
  pages: { url: string; status: number; sha256: string; address: string; excerpt?: string; finding: string; detail?: string }[];
}

describe('inspecting sites', () => {
  let world: World;
  let site: Site;
  const staff = { as: { roles: ['administrator' as const] } };

  beforeAll(async () => {
    world = await World.start({ allowLoopbackInspection: true });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    world.clock.set('2026-11-24T02:00:00Z');
    site = await Site.start();
  });
  afterEach(() => site.stop());

  const snippets = async ({ id }: BadgeState) => (await world.app.http.get<Record<string, string>>(`/badges/${id}/snippets`, staff)).body;
  const issue = (): Promise<BadgeState> => world.badge(undefined, { homePage: `http://www.sample.gov.cn:${site.port}/` });
  const work = (): Promise<void> => world.app.get<Jobs>(Jobs).run('badge-inspections');
  const inspections = async ({ id }: BadgeState): Promise<Seen[]> =>
    (await world.app.http.get<{ items: Seen[] }>(`/badges/${id}/inspections`, staff)).body.items;

  /** Asks for an inspection, has it done, and answers it. */
  async function inspect(badge: BadgeState): Promise<Seen> {
    const { status, body } = await world.app.http.post(`/badges/${badge.id}/inspections`, {}, staff);
    expect(status).toBe(202);
    expect(body.state).toBe('QUEUED');
    await work();
    return (await inspections(badge))[0]!;
  }

  it.each(['classic', 'static', 'link'])('finds the %s snippet, hangs the badge and keeps the evidence', async (form) => {
    const badge = await issue();
    const snippet = (await snippets(badge))[form]!;
    site.pages = { '/': page(snippet, LINKS), '/a': page(snippet), '/b': page(snippet), '/c': page(snippet) };
    const seen = await inspect(badge);
    expect(seen).toMatchObject({ state: 'DONE', finding: 'hung' });
    expect(seen.pages).toHaveLength(4);
    expect(seen.pages[0]).toMatchObject({
      url: `http://www.sample.gov.cn:${site.port}/`,
      status: 200,
      address: '127.0.0.1',
      finding: 'hung',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(snippet.startsWith(seen.pages[0]!.excerpt!.slice(0, 40))).toBe(true);
    await world.until(badge.id, 'issued', 'hung');
    expect(world.events(badge.id).at(-1)!.data).toMatchObject({ state: 'HUNG', lastCheckedAt: '2026-11-24T02:00:00.000Z' });
  });

  it('finds markup that was saved from a browser', async () => {
    const badge = await issue();
    const saved =
      `<span id="_ideConac"><a href="//bszs.example.cn/sitename?method=show&amp;id=${badge.publicId}">` +
      `<img id="imgConac" src="//bszs.example.cn/image/red.svg"></a></span>`;
    site.pages = { '/': page(saved) };
    expect((await inspect(badge)).finding).toBe('hung');
  });

  it('looks by itself when it is due, by the hours of its state', async () => {
    world.clock.set('2026-11-23T20:00:00Z');
    const badge = await issue();
    await work();
    expect(await inspections(badge)).toEqual([]);
    world.clock.set('2026-11-24T02:00:00Z');
    await work();
    expect((await inspections(badge)).map(({ askedBy, finding }) => [askedBy, finding])).toEqual([['schedule', 'unreadable']]);
    site.pages = { '/': page((await snippets(badge)).static!) };
    world.clock.set('2026-11-24T07:59:00Z');
    await work();
    expect(await inspections(badge)).toHaveLength(1);
    world.clock.set('2026-11-24T08:00:00Z');
    await work();
    await world.until(badge.id, 'issued', 'hung');
    world.clock.set('2026-11-30T08:00:00Z');
    await work();
    expect(await inspections(badge)).toHaveLength(2);
    site.pages = { '/': page('') };
    world.clock.set('2026-12-01T08:00:00Z');
    await work();
    await world.until(badge.id, 'issued', 'hung', 'missing');
  });

  it('tells a hung badge that is gone, incomplete, altered, and back', async () => {
    const badge = await issue();
    const other = await issue();
    const own = (await snippets(badge)).classic!;
    const foreign = (await snippets(other)).classic!;
    site.pages = { '/': page(own) };
    expect((await inspect(badge)).finding).toBe('hung');
    site.pages = { '/': page(own, LINKS), '/a': page(own), '/b': page('') };
    expect((await inspect(badge)).finding).toBe('partial');
    site.pages = { '/': page(foreign) };
    expect((await inspect(badge)).finding).toBe('wrong-code');
    site.pages = { '/': page(own) };
    expect((await inspect(badge)).finding).toBe('hung');
    await world.until(badge.id, 'issued', 'hung', 'missing', 'wrong-code', 'hung');
  });

  it('says nothing of a site that is down, until it is down for the third time', async () => {
    const badge = await issue();
    site.pages = { '/': page((await snippets(badge)).static!) };
    await inspect(badge);
    site.pages = {};
    for (const said of [['issued', 'hung'], ['issued', 'hung'], ['issued', 'hung', 'missing']]) {
      expect((await inspect(badge)).pages[0]).toMatchObject({ finding: 'unreadable', detail: 'status', status: 404 });
      await world.until(badge.id, ...said);
    }
  });

  it('keeps as evidence that a page makes more of a tree than it builds, and goes on', async () => {
    const badge = await issue();
    site.pages = { '/': `<p>${Array.from({ length: 300 }, (_, i) => `<b a=${i}>`).join('')}</p>${'<p>x</p>'.repeat(50_000)}` };
    expect((await inspect(badge)).pages[0]).toMatchObject({ finding: 'unreadable', detail: 'too-large', status: 200 });
    site.pages = { '/': page((await snippets(badge)).static!) };
    expect((await inspect(badge)).finding).toBe('hung');
  });

  it('does not take a copy on another host for the site', async () => {
    const badge = await issue();
    const copy = await Site.start();
    copy.pages = { '/': page((await snippets(badge)).static!) };
    site.pages = {};
    const redirecting = http.createServer((_, response) => response.writeHead(302, { location: `http://copy.evil.cn:${copy.port}/` }).end());
    await new Promise<void>((done) => redirecting.listen(0, '127.0.0.1', done));
    const moved = await world.badge(undefined, { homePage: `http://www.sample.gov.cn:${(redirecting.address() as AddressInfo).port}/` });
    copy.pages = { '/': page((await snippets(moved)).static!) };
    expect((await inspect(moved)).finding).toBe('foreign-host');
    expect(world.said(moved.id)).toEqual(['issued']);
    redirecting.close();
    copy.stop();
  });

  it('never visits an inner address, and keeps that as evidence', async () => {
    const badge = await world.badge(undefined, { homePage: 'http://169.254.169.254/latest/' });
    expect((await inspect(badge)).pages[0]).toMatchObject({ finding: 'unreadable', detail: 'refused' });
  });

  it('answers the inspection that still waits instead of a second one, and bounds how often people may ask', async () => {
    const badge = await issue();
    const ask = () => world.app.http.post(`/badges/${badge.id}/inspections`, {}, staff);
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one.body.id).toBe(two.body.id);
    for (let asked = 1; asked < 10; asked += 1) {
      await work();
      expect((await ask()).status).toBe(202);
    }
    await work();
    expect((await ask()).body).toMatchObject({ status: 429, code: 'inspections-too-often' });
    world.clock.set('2026-11-24T02:01:01Z');
    expect((await ask()).status).toBe(202);
  });

  it('goes on with an inspection that a dead process left behind', async () => {
    const badge = await issue();
    await world.app.http.post(`/badges/${badge.id}/inspections`, {}, staff);
    await world.query(`UPDATE inspection SET state = 'RUNNING', started_at = $2 WHERE badge_id = $1`, [badge.id, new Date('2026-11-24T01:59:00Z')]);
    await work();
    expect((await inspections(badge))[0]!.state).toBe('RUNNING');
    world.clock.set('2026-11-24T02:04:01Z');
    await work();
    expect((await inspections(badge))[0]!.state).toBe('DONE');
  });

  it('replaces the earlier badge of the same site when the new one hangs, and not before', async () => {
    const unit = await world.unit();
    const homePage = `http://www.sample.gov.cn:${site.port}/`;
    const old = await world.badge(unit, { homePage });
    site.pages = { '/': page((await snippets(old)).static!) };
    await inspect(old);
    const fresh = await world.badge(unit, { homePage });
    expect((await world.app.http.get(`/badges/${fresh.id}`, staff)).body.replacesId).toBe(old.id);
    await world.until(old.id, 'issued', 'hung');
    site.pages = { '/': page((await snippets(fresh)).static!) };
    await inspect(fresh);
    await world.until(old.id, 'issued', 'hung', 'revoked');
    await world.until(fresh.id, 'issued', 'hung');
  });

  describe('on a red page', () => {
    const redPage = (badge: BadgeState, over: Partial<RedPageState>): RedPageState => ({
      id: v7(),
      unitId: badge.unitId,
      region: badge.region,
      badgeId: badge.id,
      state: 'PUBLISHED',
      host: badge.domains[0]!,
      badgeInFooter: true,
      ...over,
    });

    it('a badge hangs when the page is published with it, and is missing when the page is taken down', async () => {
      const passed = world.passed(await world.unit());
      await world.publish(passed);
      const badge = await world.issuedFor(passed.id);
      const state = redPage(badge, { badgeInFooter: false });
      await world.publish(RedPagePublished.of(state));
      await world.publish(RedPagePublished.of({ ...state, badgeInFooter: true }));
      await world.until(badge.id, 'issued', 'hung');
      await world.publish(RedPageOffline.of({ ...state, state: 'OFFLINE' }));
      await world.until(badge.id, 'issued', 'hung', 'missing');
      await work();
      expect(await inspections(badge)).toEqual([]);
      expect((await world.app.http.post(`/badges/${badge.id}/inspections`, {}, staff)).body).toMatchObject({ code: 'inspection-not-here' });
    });
  });

  it('suspends the badges of a domain that expires, and restores them when it is renewed', async () => {
    const unit = await world.unit();
    const badge = await world.badge(unit);
    const elsewhere = await world.badge(unit, { domains: [{ uLabel: '另一.政务', aLabel: 'xn--other.xn--zfr164b' }, badge.domains[0]!] });
    const domain = { id: v7(), unitId: unit.id, region: '370102', domain: badge.domains[0]!, registeredOn: '2025-11-24', expiresOn: '2026-11-24' };
    await world.publish(DomainExpired.of({ ...domain, state: 'EXPIRED' }));
    await world.until(badge.id, 'issued', 'suspended');
    await world.publish(DomainRenewed.of({ ...domain, state: 'ACTIVE', expiresOn: '2027-11-24' }));
    await world.until(badge.id, 'issued', 'suspended', 'restored');
    expect(world.said(elsewhere.id)).toEqual(['issued']);
    await eventually(() => expect(world.events(badge.id).at(-1)!.data.state).toBe('ISSUED'));
  });
});
