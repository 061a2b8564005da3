import { BadgeIssued, BadgeRestored, BadgeSuspended } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { sample } from './samples.js';
import { ADMINISTRATOR, AUDITOR, World } from './world.js';
import { Deliveries } from '../src/store/deliveries.js';
import { SendDue } from '../src/use-cases/send-due.js';

let world: World;
beforeAll(async () => {
  world = await World.start({ retryAttempts: 3 });
});
afterAll(() => world.stop());
afterEach(() => {
  world.outside.sms.fault('aliyun', undefined);
  world.outside.sms.fault('tencent', undefined);
});

interface Row {
  id: string;
  channel: string;
  state: string;
  attempts: number;
  sentTo: string;
  provider: string;
  lastError: string;
  version: number;
}

const deliveries = async (unitId: string, query = ''): Promise<Row[]> =>
  (await world.app.http.get<{ items: Row[] }>(`/deliveries?unitId=${unitId}${query}`, { as: AUDITOR })).body.items;

describe('a mail server that is away', () => {
  it('gets the mail when it is back, once', async () => {
    const unitId = await world.introduce({ mobile: '13911110001', mail: 'b1@lixia.gov.cn' });
    await world.outside.mail.down();
    const { id: cause } = await world.publish(sample(BadgeIssued, { unitId }));
    await eventually(async () => expect(await deliveries(unitId, '&channel=mail')).toMatchObject([{ state: 'QUEUED', lastError: 'ESOCKET' }]));
    expect(world.notices(cause).filter(({ data }) => data.channel === 'mail')).toEqual([]);
    await world.outside.mail.up();
    await world.arrived('b1@lixia.gov.cn');
    await eventually(async () => {
      expect(world.notices(cause).map(({ data }) => data.state)).toEqual(['DELIVERED', 'DELIVERED']);
      const [row] = await deliveries(unitId, '&channel=mail');
      expect(row).toMatchObject({ state: 'DELIVERED', provider: 'smtp', sentTo: 'b***@lixia.gov.cn' });
      expect(row!.attempts).toBeGreaterThan(1);
    });
    expect(world.outside.mailbox.list({ to: 'b1@lixia.gov.cn' })).toHaveLength(1);
  });
});

describe('a mailbox that does not exist', () => {
  it('is not written to again: failed, published, and sent once an administrator says so', async () => {
    const unitId = await world.introduce({ mobile: '13911110002', mail: 'b2@lixia.gov.cn' });
    world.outside.mail.refuse('b2@lixia.gov.cn', 550);
    const { id: cause } = await world.publish(sample(BadgeRestored, { unitId }));
    await eventually(() => expect(world.notices(cause).map(({ type }) => type).sort()).toEqual(['cn.biaozhi.notice.delivered.v1', 'cn.biaozhi.notice.failed.v1']));
    const [row] = await deliveries(unitId, '&state=FAILED');
    expect(row).toMatchObject({ channel: 'mail', attempts: 1, lastError: 'smtp-550' });

    world.outside.mail.refuse('b2@lixia.gov.cn', undefined);
    const retry = (as: object, version: number) => world.app.http.post(`/deliveries/${row!.id}/retry`, { version }, { as });
    expect((await retry(AUDITOR, row!.version)).status).toBe(403);
    expect((await retry(ADMINISTRATOR, row!.version + 1)).status).toBe(409);
    expect((await retry(ADMINISTRATOR, row!.version)).status).toBe(202);
    await world.arrived('b2@lixia.gov.cn');
    const [fresh] = await eventually(async () => {
      const rows = await deliveries(unitId, '&channel=mail&state=DELIVERED');
      expect(rows).toHaveLength(1);
      return rows;
    });
    const refused = await retry(ADMINISTRATOR, fresh!.version);
    expect([refused.status, refused.body.code]).toEqual([409, 'wrong-state']);
    await eventually(() => expect(world.bus.events('notice').filter(({ subject }) => subject === row!.id).map(({ sequence }) => sequence)).toEqual([1, 2]));
  });
});

describe('a provider in trouble', () => {
  it('is made up for by the other one', async () => {
    world.outside.sms.fault('aliyun', { code: 'isp.SYSTEM_ERROR' });
    for (let n = 0; n < 3; n++) {
      const unitId = await world.introduce({ mobile: `1391112000${n}`, mail: `c${n}@lixia.gov.cn` });
      await world.publish(sample(BadgeIssued, { unitId }));
      expect(await world.arrived(`1391112000${n}`)).toMatchObject([{ from: 'tencent' }]);
      await eventually(async () => expect(await deliveries(unitId, '&channel=sms')).toMatchObject([{ state: 'DELIVERED', provider: 'tencent', attempts: 1 }]));
    }
  });

  it('is asked again later when the other one is too; after the last attempt the message has failed', async () => {
    world.outside.sms.fault('aliyun', { status: 503 });
    world.outside.sms.fault('tencent', { code: 'InternalError' });
    const unitId = await world.introduce({ mobile: '13911110003', mail: 'b3@lixia.gov.cn' });
    const { id: cause } = await world.publish(sample(BadgeSuspended, { unitId }));
    await eventually(async () => {
      const [row] = await deliveries(unitId, '&channel=sms');
      expect(row).toMatchObject({ state: 'FAILED', attempts: 3 });
      expect(row!.lastError).toMatch(/aliyun:.+/);
      expect(row!.lastError).toMatch(/tencent:InternalError/);
    });
    await eventually(() => expect(world.notices(cause).filter(({ data }) => data.channel === 'sms').map(({ data }) => data.state)).toEqual(['FAILED']));
    expect(JSON.stringify(await deliveries(unitId))).not.toContain('13911110003');
  });
});

describe('two that send at the same time', () => {
  it('never take the same message', async () => {
    const unitId = v7();
    for (let n = 0; n < 10; n++) await world.publish(sample(BadgeIssued, { unitId, id: v7() }));
    await eventually(async () => expect(await world.query('SELECT 1 FROM notice WHERE unit_id = $1', [unitId])).toHaveLength(10));
    const store = world.app.get(Deliveries);
    await world.query('UPDATE delivery SET next_attempt_at = now(), claimed_until = NULL FROM notice WHERE notice.id = notice_id AND unit_id = $1', [unitId]);
    const taken = (await Promise.all(Array.from({ length: 6 }, () => store.claim(5, 60)))).flat().map(({ id }) => id);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('settle a message once: who lost the claim says nothing', async () => {
    const unitId = await world.introduce({ mobile: '13911110005', mail: 'b5@lixia.gov.cn' });
    world.outside.sms.fault('aliyun', { hang: true });
    world.outside.sms.fault('tencent', { hang: true });
    const { id: cause } = await world.publish(sample(BadgeRestored, { unitId }));
    await eventually(async () =>
      expect(
        await world.query(`SELECT 1 FROM delivery d JOIN notice n ON n.id = d.notice_id WHERE n.cause = $1 AND channel = 'sms' AND claim IS NOT NULL`, [cause]),
      ).toHaveLength(1),
    );
    // As if the lease had run out while the provider was silent, and another replica had taken over.
    await world.query(`UPDATE delivery SET claimed_until = now() - interval '1 second' FROM notice WHERE notice.id = notice_id AND cause = $1 AND channel = 'sms'`, [cause]);
    world.outside.sms.fault('aliyun', undefined);
    world.outside.sms.fault('tencent', undefined);
    const [other] = (await world.app.get(Deliveries).claim(50, 60)).filter((one) => one.cause === cause && one.channel === 'sms');
    expect(other).toBeDefined();
    const accepted = { kind: 'accepted' as const, by: 'tencent', receipt: 'r', sentTo: '' };
    expect(await world.app.get(Deliveries).settle(other!, accepted, { state: 'DELIVERED' })).toBe(true);
    await world.app.get(SendDue).run();
    expect(world.notices(cause).filter(({ data }) => data.channel === 'sms')).toEqual([]);
    expect(await deliveries(unitId, '&channel=sms')).toMatchObject([{ state: 'DELIVERED', provider: 'tencent' }]);
  });
});
