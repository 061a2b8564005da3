import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';

export const service = 'notification';

const audience = `CASE WHEN chance < 0.5 THEN 'handler' WHEN chance < 0.8 THEN 'bureau' ELSE 'conac' END`;

const NOTICES = `
  INSERT INTO notice (id, audience, unit_id, bureau_id, region, cause, cause_type, about, correlation_id, template, template_version, title, text, created_at, read_at)
  SELECT bench.id(at, 'notice ' || n), ${audience}, unit_id, bureau_id, region, md5('cause ' || n)::uuid, 'site-application.submitted', 'site-application/' || unit_id, md5(n::text),
         'application-submitted', 1, '收到一件申请', unit_name || '的申请已提交，请在规定期限内处理。', at, CASE WHEN NOT fresh AND second_chance < 0.98 THEN at END FROM thing`;

const DELIVERIES = `
  INSERT INTO delivery (id, notice_id, channel, subject, body, state, attempts, sent_to, provider, created_at, settled_at, next_attempt_at)
  SELECT bench.id(at, 'delivery ' || n), bench.id(at, 'notice ' || n), CASE WHEN chance < 0.6 THEN 'mail' ELSE 'sms' END, '收到一件申请', unit_name || '的申请已提交',
         CASE WHEN second_chance < 0.995 THEN 'DELIVERED' WHEN fresh THEN 'QUEUED' ELSE 'FAILED' END, 1, 'b***@example.cn', 'smtp', at, at, now() FROM thing`;

export const isFilled = 'SELECT FROM delivery LIMIT 1';

/** A notice and a message for each case. */
export const populate = (client, rows) => fillTables(client, ['notice', 'delivery'], rows, [[NOTICES, 1], [DELIVERIES, 1]]);

/** 通知: the inboxes of bureaus, CONAC and units, and the administrator's list of messages. */
export async function measure(bench, database) {
  const load = (file) => importBuilt(`apps/notification/src/store/${file}.js`);
  const [{ Notices }, { Deliveries }] = await Promise.all(['notices', 'deliveries'].map(load));
  const { Transactions } = await importBuilt('libs/bus/src/index.js');
  const notices = new Notices(new Transactions(database));
  const deliveries = new Deliveries(new Transactions(database));
  const { places } = bench;
  const ofBureau = (n) => ({ audience: 'bureau', bureauId: places[n].bureauId });
  const units = await database.query('SELECT id FROM bench.unit WHERE k % (SELECT count(*) / 200 FROM bench.unit) = 0');
  const ofUnit = (i) => units[i % units.length].id;
  for (const [who, of] of [['bureau', (i) => ofBureau(bureauAtWork(places, i))], ['CONAC', () => ({ audience: 'conac' })], ['unit', (i) => ({ audience: 'handler', unitId: ofUnit(i) })]]) {
    await bench.sample(`notices, ${who}, all`, (i) => notices.page(of(i), {}));
    await bench.sample(`notices, ${who}, unread`, (i) => notices.page(of(i), { unread: true }));
  }
  await bench.walk('notices, largest bureau', (after) => notices.page(ofBureau(0), { after }));
  await bench.walk('notices, CONAC', (after) => notices.page({ audience: 'conac' }, { after }));
  await bench.walk('notices, CONAC, unread', (after) => notices.page({ audience: 'conac' }, { after, unread: true }));
  await bench.sample('messages, all', () => deliveries.page({}));
  await bench.sample('messages, one state', (i) => deliveries.page({ state: ['QUEUED', 'DELIVERED', 'FAILED'][i % 3] }));
  await bench.sample('messages, one channel', (i) => deliveries.page({ channel: ['sms', 'mail'][i % 2] }));
  await bench.sample('messages, one unit', (i) => deliveries.page({ unitId: ofUnit(i) }));
  await bench.walk('messages', (after) => deliveries.page({ after }));
}
