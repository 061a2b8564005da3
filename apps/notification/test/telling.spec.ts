import {
  AccountAssigned,
  BadgeIssued,
  BadgeOverdue,
  DomainApplicationSubmitted,
  DomainReviewConacRefused,
  SiteApplicationBureauApproved,
  SiteApplicationOverdue,
  SiteApplicationPassed,
} from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { CODE, LINK, contact, domainApplication, sample } from './samples.js';
import { ADMINISTRATOR, AUDITOR, REVIEWER, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.introduceBureau();
});
afterAll(() => world.stop());

interface View {
  id: string;
  template: string;
  title: string;
  text: string;
  readAt?: string;
  sent: { channel: string; state: string; text?: string }[];
}
interface List {
  items: View[];
  next?: string;
}

const inbox = async (unitId: string, query = ''): Promise<List> =>
  (await world.app.http.get<List>(`/notices${query}`, { as: { roles: ['handler'], unitId } })).body;

describe('an issued badge', () => {
  it('is told by mail with code and how, by SMS without, and both deliveries are published', async () => {
    const unitId = await world.introduce({ mobile: '13900000001', mail: 'a1@lixia.gov.cn' });
    const event = sample(BadgeIssued, { unitId });
    const { id: cause } = await world.publish(event);
    const [mail] = await world.arrived('a1@lixia.gov.cn');
    const [sms] = await world.arrived('13900000001');
    expect(mail).toMatchObject({ channel: 'mail', subject: '网站“历下区人民政府”的标识已生成' });
    expect(mail!.text).toContain('济南市历下区人民政府：');
    expect(mail!.text).toContain(CODE);
    expect(sms!.text).toMatch(/^【域名注册管理中心】/);
    expect(sms!.text).not.toContain(CODE);

    const events = await eventually(() => {
      const found = world.notices(cause);
      expect(found).toHaveLength(2);
      return found;
    });
    for (const one of events) {
      expect(one.type).toBe('cn.biaozhi.notice.delivered.v1');
      expect(one.data).toMatchObject({ causeType: 'cn.biaozhi.badge.issued.v1', about: `badge/${event.id}`, unitId, state: 'DELIVERED' });
      expect(one.causationid).toBe(cause);
      expect(JSON.stringify(one)).not.toMatch(/13900000001|a1@/);
    }
    expect(events.map(({ data }) => data.channel).sort()).toEqual(['mail', 'sms']);
  });

  it('is told once, however often the event comes', async () => {
    const unitId = await world.introduce({ mobile: '13900000002', mail: 'a2@lixia.gov.cn' });
    const event = sample(BadgeIssued, { unitId });
    const { id } = await world.publish(event);
    await world.arrived('13900000002');
    await world.arrived('a2@lixia.gov.cn');
    // The inbox has forgotten it, as after a rebuild; the notice itself has not.
    await world.query('DELETE FROM bus_inbox WHERE aggregate_id = $1', [event.id]);
    await world.query('DELETE FROM bus_cursor WHERE aggregate_id = $1', [event.id]);
    await world.bus.publish(event, { sequence: 1, id });
    const after = sample(BadgeIssued, { unitId, id: v7() });
    await world.publish(after);
    await world.arrived('13900000002', 2);
    await world.arrived('a2@lixia.gov.cn', 2);
    expect(await world.query('SELECT 1 FROM notice WHERE cause = $1', [id])).toHaveLength(1);
  });
});

describe('who is not known yet', () => {
  it('is told as soon as the contact arrives', async () => {
    const unitId = v7();
    const { id: cause } = await world.publish(sample(BadgeIssued, { unitId }));
    await eventually(async () => {
      const rows = await world.query(`SELECT d.last_error FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE n.cause = $1`, [cause]);
      expect(rows.map((row) => row.last_error)).toEqual(['contact-unknown', 'contact-unknown']);
    });
    await world.bus.publish(contact({ id: unitId, unitId, mobile: '13900000003', mail: 'a3@lixia.gov.cn' }), { sequence: 1 });
    await world.arrived('13900000003');
    await world.arrived('a3@lixia.gov.cn');
  });

  it('may be the bureau: its address is waited for before paper is asked for', async () => {
    const unitId = await world.introduce({ mobile: '13900000004', mail: 'a4@lixia.gov.cn' });
    const unknown = v7();
    const event = sample(SiteApplicationPassed, { unitId, bureauId: unknown });
    const { id: cause } = await world.publish(event);
    const known = sample(SiteApplicationPassed, { unitId });
    await world.publish(known);
    const [mail] = await world.arrived('a4@lixia.gov.cn');
    expect(mail!.text).toContain('历下区委机构编制委员会办公室');
    expect(await world.query('SELECT 1 FROM notice WHERE cause = $1', [cause])).toEqual([]);
  });
});

describe('the first log-in link', () => {
  it('is mailed, and kept nowhere afterwards', async () => {
    const unitId = await world.introduce({ mobile: '13900000005', mail: 'a5@lixia.gov.cn' });
    await world.publish(sample(AccountAssigned, { unitId }));
    const [mail] = await world.arrived('a5@lixia.gov.cn');
    const [sms] = await world.arrived('13900000005');
    expect(mail!.text).toContain(LINK);
    expect(sms!.text).not.toContain(LINK);
    await eventually(async () => {
      const { items } = await inbox(unitId);
      expect(items[0]!.sent.map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
      expect(JSON.stringify(items)).not.toContain(LINK);
    });
    const kept = await world.query(
      `SELECT d.body, n.text FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE n.unit_id = $1 AND d.channel = 'mail'`,
      [unitId],
    );
    expect(kept).toEqual([{ body: null, text: expect.not.stringContaining(LINK) }]);
  });
});

it('a refusal of a domain names the domain, which the event does not carry', async () => {
  const unitId = await world.introduce({ mobile: '13900000006', mail: 'a6@lixia.gov.cn' });
  const application = v7();
  await world.publish(DomainApplicationSubmitted.of({ ...domainApplication, id: application, unitId, state: 'BUREAU_REVIEW' }));
  await eventually(async () => expect(await world.query('SELECT 1 FROM domain_application WHERE id = $1', [application])).toHaveLength(1));
  await world.publish(sample(DomainReviewConacRefused, { unitId, domainApplicationId: application }));
  const [mail] = await world.arrived('a6@lixia.gov.cn');
  expect(mail!.text).toContain('历下区人民政府.政务');
  expect(mail!.text).toContain('网站名称');
});

describe('the inbox', () => {
  it('shows a unit its own notices as they were sent, page by page, and marks them read', async () => {
    const unitId = await world.introduce({ mobile: '13900000007', mail: 'a7@lixia.gov.cn' });
    const badge = sample(BadgeIssued, { unitId });
    for (const event of [sample(SiteApplicationBureauApproved, { unitId }), badge, sample(BadgeOverdue, { unitId, id: v7() })]) {
      await world.publish(event);
      await eventually(async () => {
        const [row] = await world.query(`SELECT count(*)::int AS n FROM notice WHERE unit_id = $1 AND audience = 'handler' AND about LIKE '%' || $2`, [unitId, event.id]);
        expect(row!.n).toBe(1);
      });
    }
    await world.arrived('a7@lixia.gov.cn', 2);
    const first = await inbox(unitId, '?limit=2');
    expect(first.items.map(({ template }) => template)).toEqual(['badge-overdue', 'badge-issued']);
    const second = await inbox(unitId, `?limit=2&after=${first.next}`);
    expect(second.items.map(({ template }) => template)).toEqual(['site-stage-passed']);
    expect(second.next).toBeUndefined();
    await eventually(async () => {
      const issued = (await inbox(unitId)).items.find(({ template }) => template === 'badge-issued')!;
      expect(issued.sent).toEqual([
        { channel: 'sms', state: 'DELIVERED', text: (await world.arrived('13900000007', 2)).map(({ text }) => text).find((text) => text.includes('已生成')) },
        { channel: 'mail', state: 'DELIVERED', text: expect.stringContaining(CODE) },
      ]);
    });

    const handler = { as: { roles: ['handler' as const], unitId } };
    const read = await world.app.http.post<View>(`/notices/${second.items[0]!.id}/read`, undefined, handler);
    expect(read.status).toBe(200);
    expect(read.body.readAt).toBeDefined();
    const again = await world.app.http.post<View>(`/notices/${second.items[0]!.id}/read`, undefined, handler);
    expect(again.body.readAt).toBe(read.body.readAt);
    expect((await inbox(unitId, '?unread=true')).items).toHaveLength(2);

    const foreign = { as: { roles: ['handler' as const], unitId: v7() } };
    expect((await world.app.http.post(`/notices/${second.items[0]!.id}/read`, undefined, foreign)).status).toBe(404);
    expect((await world.app.http.get<List>('/notices', foreign)).body.items).toEqual([]);
  });

  it('of a bureau has what concerns the bureau, of CONAC what CONAC is late with', async () => {
    const unitId = await world.introduce({ mobile: '13900000008', mail: 'a8@lixia.gov.cn' });
    const late = sample(SiteApplicationOverdue, { unitId, stage: 'bureau' });
    const lateConac = sample(SiteApplicationOverdue, { unitId, stage: 'conac' });
    await world.publish(late);
    await world.publish(lateConac);
    await eventually(async () => {
      const bureau = await world.app.http.get<List>('/notices?limit=200', { as: REVIEWER });
      expect(bureau.body.items.filter(({ template }) => template === 'site-review-overdue')).toHaveLength(1);
      const conac = await world.app.http.get<List>('/notices', { as: { roles: ['conac-reviewer'] } });
      expect(conac.body.items.map(({ template }) => template)).toEqual(['site-review-overdue-conac']);
    });
    expect((await inbox(unitId)).items).toEqual([]);
  });

  it.each([
    ['/notices', undefined, 401],
    ['/notices', ADMINISTRATOR, 403],
    ['/notices', { roles: ['handler' as const] }, 403],
    ['/notices?after=nonsense', { roles: ['handler' as const], unitId: v7() }, 422],
    ['/notices?unread=perhaps', { roles: ['handler' as const], unitId: v7() }, 422],
    ['/deliveries', { roles: ['handler' as const], unitId: v7() }, 403],
    ['/deliveries?state=LOST', AUDITOR, 422],
  ])('%s as %j: %i', async (path, as, status) => {
    expect((await world.app.http.get(path, as ? { as } : {})).status).toBe(status);
  });
});
