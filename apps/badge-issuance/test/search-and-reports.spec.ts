import { v7 } from 'uuid';
import type { BadgeState, UnitState } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { ROLES } from '@biaozhi/workflow';
import { World } from './fixtures.js';

interface Found {
  items: { publicId: string; valid: boolean; state: string; unitName: string; domains: { uLabel: string }[] }[];
  next?: string;
}
interface ReportView {
  id: string;
  number: string;
  host: string;
  state: string;
  contact?: string;
  result?: string;
  note?: string;
  sameHost?: number;
  version: number;
  offers: string[];
  findings: { pointer: string; code: string }[];
  current: { version: number };
}

describe('strangers', () => {
  let world: World;
  let unit: UnitState;
  let badge: BadgeState;
  beforeAll(async () => {
    world = await World.start();
    unit = await world.unit({ name: '济南市历下区梧桐局' });
    const domains = [{ uLabel: '历下梧桐.政务', aLabel: 'xn--fiqs8s.xn--zfr164b' }];
    badge = await world.badge(unit, { siteName: '梧桐之声', domains, englishDomain: 'www.wutong.gov.cn' });
  });
  afterAll(() => world.stop());

  describe('search for badges', () => {
    const search = (query: string) => world.app.http.get<Found>(`/badges/public?${query}`);
    const find = async (q: string): Promise<string[]> => (await search(`q=${encodeURIComponent(q)}`)).body.items.map(({ publicId }) => publicId);

    it.each(['历下', '梧桐局', '梧桐之声', '历下梧桐.政务', 'XN--FIQS8S', 'wutong.gov.cn', ' 梧桐之声 '])('by %s', async (q) =>
      expect(await find(q)).toEqual([badge.publicId]),
    );

    it('by its code', async () => expect(await find(badge.code)).toEqual([badge.publicId]));

    it.each(['桐梧', '下历', '梧桐%', 'uLabel', '历下梧桐局'])('and find none by %s', async (q) => expect(await find(q)).toEqual([]));

    it('and see no more than everybody may know', async () => {
      const { items } = (await search('q=%E6%A2%A7%E6%A1%90')).body;
      expect(Object.keys(items[0]!).toSorted()).toEqual(['code', 'domains', 'issuedOn', 'publicId', 'siteName', 'state', 'unitName', 'valid']);
    });

    it('page by page, and are told of a revoked one that it is not valid', async () => {
      const older = await world.badge(unit, { siteName: '梧桐旧站' });
      await world.query(`UPDATE badge SET state = 'REVOKED' WHERE id = $1`, [older.id]);
      const first = (await search('q=%E6%A2%A7%E6%A1%90&limit=1')).body;
      expect(first.items).toEqual([expect.objectContaining({ publicId: older.publicId, valid: false, state: 'REVOKED' })]);
      const second = (await search(`q=%E6%A2%A7%E6%A1%90&limit=1&after=${first.next}`)).body;
      expect([second.items.map(({ publicId }) => publicId), second.next]).toEqual([[badge.publicId], undefined]);
    });

    it.each(['', 'q=', 'q=%E5%8E%86', 'q=%20%20%20', `q=${'x'.repeat(101)}`, 'q=ab&limit=0', 'q=ab&after=x', 'q=ab&state=HUNG'])('not with %j', async (query) =>
      expect((await search(query)).status).toBe(422),
    );

    it('by an index', async () => {
      await world.query('SET enable_seqscan = off');
      const plan = await world.query(`EXPLAIN SELECT id FROM badge WHERE findable(search_text, bureau_id) @> sought('梧桐', NULL)`);
      expect(JSON.stringify(plan)).toContain('badge_found');
    });
  });

  describe('report fake sites', () => {
    const body = { address: 'HTTP://Lixia-Gov.example.cn/index?x=1', description: '页面冒充历下区梧桐局，要求填写银行卡号。', contact: '13900000000' };
    const conac = { as: { roles: ['conac-reviewer' as const] } };
    const report = (given: object = body) => world.app.http.post<ReportView>('/reports', given);
    const list = async (query = 'state=OPEN'): Promise<ReportView[]> => (await world.app.http.get<{ items: ReportView[] }>(`/reports?${query}`, conac)).body.items;
    const close = (one: ReportView, given: object = {}, as: object = conac) =>
      world.app.http.post<ReportView>(`/reports/${one.id}/close`, { version: one.version, result: 'fake', note: '已通知属地关停', ...given }, as);

    it('without a log-in, and get a number and nothing else', async () => {
      const first = await report({ ...body, badgePublicId: badge.publicId });
      expect([first.status, first.body]).toEqual([201, { number: 'JB2026-000001' }]);
      expect((await report({ address: 'lixia-gov.example.cn', description: body.description })).body.number).toBe('JB2026-000002');
      const [second, one] = await list();
      expect(one).toMatchObject({ ...body, badgePublicId: badge.publicId, host: 'lixia-gov.example.cn', state: 'OPEN', sameHost: 1, offers: ['close'] });
      expect(second).toMatchObject({ host: 'lixia-gov.example.cn', sameHost: 1 });
    });

    it.each<[object, string[]]>([
      [{}, ['/address', '/description']],
      [{ ...body, address: 'ftp://example.cn/' }, ['/address']],
      [{ ...body, address: 'javascript://example.cn/%0aalert(1)' }, ['/address']],
      [{ ...body, address: '不是网址' }, ['/address']],
      [{ ...body, description: '太短' }, ['/description']],
      [{ ...body, description: 'x'.repeat(1001) }, ['/description']],
      [{ ...body, badgePublicId: 'x' }, ['/badgePublicId']],
      [{ ...body, contact: 1 }, ['/contact']],
      [{ ...body, state: 'CLOSED' }, ['/state']],
    ])('not with %j', async (given, pointers) => {
      const before = await list('');
      const answer = await report(given);
      expect(answer.status).toBe(422);
      expect([...new Set(answer.body.findings.map(({ pointer }) => pointer))].toSorted()).toEqual(pointers);
      expect(await list('')).toEqual(before);
    });

    it('which CONAC closes with what it found; the reporter’s contact is forgotten', async () => {
      await report();
      const [one] = await list();
      expect((await close(one!, { note: '短' })).body.findings).toEqual([expect.objectContaining({ pointer: '/note', code: 'reason-missing' })]);
      expect((await close(one!, { result: 'maybe' })).status).toBe(422);
      const closed = await close(one!);
      expect(closed.body).toMatchObject({ state: 'CLOSED', result: 'fake', note: '已通知属地关停', offers: [] });
      expect(closed.body).not.toHaveProperty('contact');
      expect(await world.query('SELECT contact FROM report WHERE id = $1', [one!.id])).toEqual([{ contact: null }]);
      expect((await list()).map(({ id }) => id)).not.toContain(one!.id);
      const audit = world.app.get<Audit>(Audit);
      expect((await audit.of(`report/${one!.id}`)).map(({ action }) => action)).toEqual(['report.receive', 'report.close']);
      expect(JSON.stringify(await audit.of(`report/${one!.id}`))).not.toContain(body.contact);
      expect((await close({ ...closed.body })).status).toBe(409);
    });

    it('of which one of two officers closes; the other is told the fresh state', async () => {
      await report();
      const [one] = await list();
      const answers = await Promise.all([close(one!), close(one!, { result: 'genuine' })]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.current).toMatchObject({ version: one!.version + 1 });
    });

    it.each(ROLES.filter((role) => role !== 'system'))('that %s may read and close, or not', async (role) => {
      await report();
      const [one] = await list();
      const as = { as: { roles: [role], unitId: v7(), bureauId: world.bureauId } };
      expect((await world.app.http.get('/reports', as)).status).toBe(['conac-reviewer', 'administrator', 'auditor'].includes(role) ? 200 : 403);
      expect((await close(one!, {}, as)).status).toBe(role === 'conac-reviewer' ? 200 : 403);
    });

    it('that nobody reads or closes without a token', async () => {
      expect((await world.app.http.get('/reports')).status).toBe(401);
      expect((await world.app.http.post(`/reports/${v7()}/close`, { version: 1, result: 'fake', note: '已通知属地关停' })).status).toBe(401);
      expect((await close({ id: v7(), version: 1 } as ReportView)).status).toBe(404);
    });
  });
});
