import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import {
  BadgeIssued,
  BadgeRestored,
  BadgeRevoked,
  BadgeSuspended,
  DomainExpired,
  DomainRegistered,
  DomainRenewed,
  UnitRegistered,
  type BadgeState,
  type DomainState,
} from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import { service } from '../src/service.js';

interface PageBody {
  id: string;
  version: number;
  state: string;
  offers: string[];
  draft: { title: string; blocks: { type: string }[]; footer: { badge: boolean } };
  host: { aLabel: string };
}

const blocks = [
  { type: 'heading', level: 2, text: '机构职能' },
  { type: 'paragraph', text: '负责示例工作' },
  { type: 'contact', phone: '0510-88888888' },
];

describe('red pages', () => {
  let bus: TestBus;
  let app: TestService;
  const sequences = new Map<string, number>();
  const publish: (event: Parameters<TestBus['publish']>[0]) => Promise<unknown> = (event) => {
    const sequence = (sequences.get(event.id) ?? 0) + 1;
    sequences.set(event.id, sequence);
    return bus.publish(event, { sequence });
  };

  beforeAll(async () => {
    bus = await startTestBus();
    app = await startTestService(service, { bus, config: { publicUrl: 'https://bszs.example.cn' } });
  });
  afterAll(async () => {
    await app.stop();
    await bus.stop();
  });

  let count = 0;
  const newBadge = (over: Partial<BadgeState> = {}): BadgeIssued =>
    BadgeIssued.of({
      id: v7(),
      unitId: v7(),
      bureauId: v7(),
      region: '320200',
      code: `CA1110200000000000${String(++count).padStart(5, '0')}`,
      colour: 'blue',
      publicId: v7().replaceAll('-', ''),
      applicationId: v7(),
      state: 'ISSUED',
      place: 'red-page',
      unitName: '无锡市示例中心',
      siteName: '示例中心',
      domains: [{ uLabel: `示例${count}.公益`, aLabel: `xn--sample${count}.xn--55qw42g` }],
      issuedOn: '2026-11-24',
      deadline: '2026-12-01',
      deadlineProvisional: true,
      ...over,
    });
  const handlerOf = (badge: BadgeState) => ({ as: { roles: ['handler' as const], unitId: badge.unitId } });
  const host = (badge: BadgeState): string => `/hosts/${badge.domains[0]!.aLabel}`;

  /** Waits for the draft of a badge. */
  async function draftOf(badge: BadgeState): Promise<PageBody> {
    return eventually(async () => {
      const { body } = await app.http.get<{ items: PageBody[] }>('/red-pages', handlerOf(badge));
      expect(body.items).toHaveLength(1);
      return body.items[0]!;
    });
  }

  async function published(badge = newBadge()): Promise<{ badge: BadgeIssued; page: PageBody }> {
    await publish(badge);
    const { id, version } = await draftOf(badge);
    const as = handlerOf(badge);
    await app.http.put(`/red-pages/${id}/draft`, { version, title: '示例中心', blocks }, as);
    await app.http.put(`/red-pages/${id}/footer`, { version: version + 1, badge: true }, as);
    const { status, body } = await app.http.post<PageBody>(`/red-pages/${id}/publish`, { version: version + 2 }, as);
    expect(status).toBe(200);
    return { badge, page: body };
  }

  const said = (id: string): string[] =>
    bus
      .events('red-page')
      .filter(({ subject }) => subject === id)
      .toSorted((a, b) => a.sequence - b.sequence)
      .map(({ type }) => type.split('.')[3]!);

  it('opens a draft with what is known of the unit when its badge is issued', async () => {
    const badge = newBadge();
    await publish(
      UnitRegistered.of({
        id: badge.unitId!,
        unitId: badge.unitId,
        region: '320200',
        uscc: '123202004664000146',
        name: '无锡市示例中心',
        kind: 'institution',
        administrativeFunctions: false,
        affiliation: 'prefecture',
        address: '无锡市观山路199号',
        postcode: '214131',
        functions: '负责示例工作',
        state: 'ACTIVE',
      }),
    );
    await eventually(async () => expect(await rows('SELECT 1 FROM unit WHERE id = $1', [badge.unitId])).toHaveLength(1));
    await publish(badge);
    const page = await draftOf(badge);
    expect(page).toMatchObject({ state: 'DRAFT', offers: ['edit', 'publish'], host: badge.domains[0] });
    expect(page.draft.blocks).toContainEqual({ type: 'contact', address: '无锡市观山路199号', postcode: '214131' });
    expect((await app.http.get(host(badge))).status).toBe(404);
  });

  it('opens none for a badge that hangs on an own site', async () => {
    const own = newBadge({ place: 'own-site' });
    await publish(own);
    const other = newBadge();
    await publish(other);
    await draftOf(other);
    expect((await app.http.get<{ items: unknown[] }>('/red-pages', handlerOf(own))).body.items).toEqual([]);
  });

  it('serves what was published, under its host name, with a policy that runs nothing', async () => {
    const { badge, page } = await published();
    const answer = await app.http.get<string>(host(badge));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<h1>示例中心</h1>');
    expect(answer.body).toContain(`https://bszs.example.cn/sitename?method=show&amp;id=${badge.publicId}`);
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src https:\/\/bszs\.example\.cn; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    await eventually(() => expect(said(page.id)).toEqual(['published']));
    expect(bus.events('red-page').find(({ subject }) => subject === page.id)!.data).toMatchObject({ badgeId: badge.id, badgeInFooter: true, state: 'PUBLISHED' });

    const again = await app.http.get(host(badge), { headers: { 'if-none-match': answer.headers.etag! } });
    expect([again.status, again.body]).toEqual([304, undefined]);
    for (const same of ['/', '/index.html', '.localhost', '.localhost/', '/?a=1', '?a=1']) {
      expect((await app.http.get(`${host(badge)}${same}`)).status).toBe(200);
    }
    expect((await app.http.get(`/hosts/www.${badge.domains[0]!.aLabel}`)).status).toBe(200);
    for (const other of ['/other', '/a/b', '/../x']) expect((await app.http.get(`${host(badge)}${other}`)).status).toBe(404);
  });

  it('shows changes when they are published, and not before', async () => {
    const { badge, page } = await published();
    const as = handlerOf(badge);
    const before = await app.http.get<string>(host(badge));
    const edited = await app.http.put<PageBody>(`/red-pages/${page.id}/draft`, { version: page.version, title: '改过的标题', blocks }, as);
    expect(edited.body.state).toBe('EDITED');
    expect((await app.http.get<string>(host(badge))).body).toBe(before.body);
    expect((await app.http.get<string>(`/red-pages/${page.id}/preview`, as)).body).toContain('改过的标题');
    await app.http.post(`/red-pages/${page.id}/publish`, {}, as);
    const after = await app.http.get<string>(host(badge));
    expect(after.body).toContain('<h1>改过的标题</h1>');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    await eventually(() => expect(said(page.id)).toEqual(['published', 'edited', 'published']));
    await expect(rows(`UPDATE publication SET html = 'x' WHERE page_id = $1`, [page.id])).rejects.toThrow(/does not change/);
  });

  it('shows a preview in a sandbox, to those who may see the page', async () => {
    const { badge, page } = await published();
    const preview = await app.http.get<string>(`/red-pages/${page.id}/preview`, handlerOf(badge));
    expect(preview.headers['content-security-policy']).toMatch(/frame-ancestors 'self'; sandbox$/);
    expect(preview.headers['cache-control']).toBe('no-store');
    expect((await app.http.get(`/red-pages/${page.id}/preview`, { as: { roles: ['handler'], unitId: v7() } })).status).toBe(404);
    expect((await app.http.get(`/red-pages/${page.id}/preview`)).status).toBe(401);
  });

  it('refuses to publish what is not complete, naming everything', async () => {
    const badge = newBadge();
    await publish(badge);
    const { id } = await draftOf(badge);
    const { status, body } = await app.http.post(`/red-pages/${id}/publish`, {}, { ...handlerOf(badge), headers: { 'accept-language': 'en' } });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'rules-broken' });
    expect((body.findings as { code: string }[]).map(({ code }) => code)).toEqual(['paragraph-missing', 'contact-missing', 'footer-badge-missing']);
  });

  it('refuses raw HTML, with pointers, and changes nothing', async () => {
    const badge = newBadge();
    await publish(badge);
    const page = await draftOf(badge);
    const sent = { version: page.version, title: '标题', blocks: [{ type: 'html', html: '<b>' }, { type: 'link', text: 'x', href: 'javascript:alert(1)' }] };
    const { status, body } = await app.http.put(`/red-pages/${page.id}/draft`, sent, handlerOf(badge));
    expect(status).toBe(422);
    expect((body.findings as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/blocks/0/type', '/blocks/1/href']);
    expect((await app.http.get<PageBody>(`/red-pages/${page.id}`, handlerOf(badge))).body).toEqual(page);
  });

  it.each([
    [{}, ['/version', '/title', '/blocks']],
    [{ version: 1, title: 'x', blocks: 'x' }, ['/blocks']],
    [{ version: 1, title: 'xx', blocks: [], state: 'PUBLISHED' }, ['/state']],
    [{ version: 1, title: 'a\u202eb', blocks: [] }, ['/title']],
  ])('refuses the draft %j at %j', async (sent, pointers) => {
    const badge = newBadge();
    await publish(badge);
    const { id } = await draftOf(badge);
    const { status, body } = await app.http.put(`/red-pages/${id}/draft`, sent, handlerOf(badge));
    expect(status).toBe(422);
    expect([...new Set((body.findings as { pointer: string }[]).map(({ pointer }) => pointer))].toSorted()).toEqual(pointers.toSorted());
  });

  it('lets one of two editors win and gives the other the fresh state', async () => {
    const badge = newBadge();
    await publish(badge);
    const { id, version } = await draftOf(badge);
    const edit = (title: string) => app.http.put(`/red-pages/${id}/draft`, { version, title, blocks }, handlerOf(badge));
    const answers = await Promise.all([edit('甲的标题'), edit('乙的标题')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict', current: { version: version + 1 } });
  });

  it('goes down with a suspended badge, comes back with it, and ends with a revoked one', async () => {
    const { badge, page } = await published();
    await publish(BadgeSuspended.of({ ...badge, state: 'SUSPENDED' }));
    await eventually(async () => expect((await app.http.get(host(badge))).status).toBe(503));
    expect((await app.http.get<string>(host(badge))).body).toContain('页面暂停访问');
    expect((await app.http.post(`/red-pages/${page.id}/publish`, {}, handlerOf(badge))).status).toBe(422);
    await publish(BadgeRestored.of({ ...badge, state: 'HUNG' }));
    await eventually(async () => expect((await app.http.get(host(badge))).status).toBe(200));
    await publish(BadgeRevoked.of({ ...badge, state: 'REVOKED' }));
    await eventually(async () => expect((await app.http.get(host(badge))).status).toBe(410));
    await eventually(() => expect(said(page.id)).toEqual(['published', 'offline', 'published', 'closed']));
    expect((await app.http.post(`/red-pages/${page.id}/publish`, {}, handlerOf(badge))).body).toMatchObject({ status: 409, code: 'wrong-state' });
  });

  const domainOf = (badge: BadgeState, state: DomainState['state']): DomainState => ({
    id: v7(),
    unitId: badge.unitId,
    region: badge.region,
    domain: badge.domains[0]!,
    state,
    registeredOn: '2025-11-24',
    expiresOn: '2026-11-24',
  });

  it('is not disturbed by news that its domain is as good as it was: who writes just now is not refused', async () => {
    const badge = newBadge();
    await publish(badge);
    const { id, version } = await draftOf(badge);
    const news = DomainRegistered.of(domainOf(badge, 'ACTIVE'));
    await publish(news);
    await eventually(async () =>
      expect(await app.get(DataSource).query('SELECT 1 FROM bus_inbox WHERE aggregate_id = $1', [news.id])).toHaveLength(1),
    );
    const { status } = await app.http.put(`/red-pages/${id}/draft`, { version, title: '示例中心', blocks }, handlerOf(badge));
    expect(status).toBe(200);
  });

  it('goes down with its domain and comes back when it is renewed', async () => {
    const { badge } = await published();
    await publish(DomainExpired.of(domainOf(badge, 'EXPIRED')));
    await eventually(async () => expect((await app.http.get(host(badge))).status).toBe(503));
    await publish(DomainRenewed.of(domainOf(badge, 'ACTIVE')));
    await eventually(async () => expect((await app.http.get(host(badge))).status).toBe(200));
  });

  it('is taken down and brought back by its unit', async () => {
    const { badge, page } = await published();
    const as = handlerOf(badge);
    const down = await app.http.post<PageBody>(`/red-pages/${page.id}/offline`, undefined, as);
    expect([down.status, down.body.state]).toEqual([200, 'OFFLINE']);
    expect((await app.http.get(host(badge))).status).toBe(503);
    expect((await app.http.post<PageBody>(`/red-pages/${page.id}/publish`, undefined, as)).body.state).toBe('PUBLISHED');
    expect((await app.get<Audit>(Audit).of(`red-page/${page.id}`)).map(({ action }) => action)).toEqual([
      'red-page.open',
      'red-page.edit',
      'red-page.footer',
      'red-page.publish',
      'red-page.offline',
      'red-page.publish',
    ]);
    expect(await app.get<Audit>(Audit).broken(`red-page/${page.id}`)).toEqual([]);
  });

  it('gives a newer badge of the same site the page that is there', async () => {
    const { badge, page } = await published();
    const newer = newBadge({ unitId: badge.unitId, domains: badge.domains });
    await publish(newer);
    await eventually(() => expect(said(page.id)).toEqual(['published', 'edited']));
    await publish(BadgeRevoked.of({ ...badge, state: 'REVOKED' }));
    await app.http.post(`/red-pages/${page.id}/publish`, {}, handlerOf(badge));
    await eventually(() => expect(bus.events('red-page').filter(({ subject }) => subject === page.id).at(-1)!.data.badgeId).toBe(newer.id));
    expect((await app.http.get<string>(host(badge))).body).toContain(newer.publicId);
  });

  it('is written by its own handler only, and seen by its bureau, CONAC and auditors', async () => {
    const { badge, page } = await published();
    const see = async (as: object): Promise<number> => (await app.http.get(`/red-pages/${page.id}`, { as })).status;
    expect(await see({ roles: ['handler'], unitId: v7() })).toBe(404);
    expect(await see({ roles: ['bureau-reviewer'], bureauId: badge.bureauId })).toBe(200);
    expect(await see({ roles: ['bureau-reviewer'], bureauId: v7() })).toBe(404);
    expect(await see({ roles: ['conac-reviewer'] })).toBe(200);
    expect(await see({ roles: ['auditor'] })).toBe(200);
    expect(await see({ roles: ['conac-finance'] })).toBe(403);
    for (const roles of [['administrator'], ['conac-reviewer'], ['bureau-reviewer'], ['auditor']] as const) {
      const as = { roles: [...roles], unitId: badge.unitId, bureauId: badge.bureauId };
      expect((await app.http.post(`/red-pages/${page.id}/offline`, {}, { as })).status).toBe(403);
    }
    const stranger = { as: { roles: ['handler' as const], unitId: v7() } };
    expect((await app.http.post(`/red-pages/${page.id}/offline`, {}, stranger)).status).toBe(404);
  });

  it.each(['nothing.xn--55qw42g', '%3Cscript%3E', '..', 'a%2Fb', `${'a'.repeat(300)}`])('knows no page of %s', async (name) => {
    const { status, body } = await app.http.get<string>(`/hosts/${name}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body)).not.toContain('<script>');
  });

  const rows = (sql: string, values: unknown[]): Promise<unknown[]> => app.get<DataSource>(DataSource).query(sql, values);
});
