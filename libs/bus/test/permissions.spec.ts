import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PRODUCERS, READS, SERVICES, STREAMS, filterOf, streamOf } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { v7 } from 'uuid';
import { startNats, type Nats } from '../../../tools/infrastructure/nats.mjs';
import { BusStatus, Rebuild, integratorPermissions, natsPermissions } from '../src/index.js';
import { Link } from '../src/link.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';

const INTEGRATOR = 'sys123';
const DURABLE = 'sys123_badges';

describe('permissions on the bus', () => {
  let dir: string;
  let nats: Nats;
  let producer: Service;
  let consumer: Service;
  const clients: NatsConnection[] = [];

  const as = (user: string): string => nats.url.replace('nats://', `nats://${user}:${user}@`);
  const client = async (user: string, inbox = `_INBOX_${user}`): Promise<NatsConnection> => {
    const connection = await connect({
      servers: nats.url,
      user,
      pass: user,
      inboxPrefix: inbox,
      timeout: 1000,
      reconnect: false,
    });
    clients.push(connection);
    return connection;
  };

  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bus-permissions-'));
    const users = [
      ...SERVICES.map((service) => ({ user: service, password: service, permissions: natsPermissions(service) })),
      {
        user: INTEGRATOR,
        password: INTEGRATOR,
        permissions: integratorPermissions(INTEGRATOR, { stream: 'BADGE_ISSUANCE', name: DURABLE }),
      },
      { user: 'root', password: 'root' },
    ];
    nats = await startNats({ dir, users });
    producer = await startService({
      service: 'badge-issuance',
      url: as('badge-issuance'),
      options: { compareSeconds: 0.3, compareAfterSeconds: 0 },
    });
    consumer = await startService({
      service: 'red-page',
      url: as('red-page'),
      controllers: [recorder()],
      options: { gapAskSeconds: 0.1 },
    });
  });
  afterAll(async () => {
    for (const connection of clients) await connection.close();
    await producer?.stop();
    await consumer?.stop();
    await nats?.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('are enough for all that a service does', async () => {
    const id = v7();
    await producer.say(issued(id), hung(id));
    await eventually(async () => expect(await effects(consumer, id)).toHaveLength(2));
    expect(await producer.app.get(BusStatus).health()).toMatchObject({ ok: true });
    const compared = async () => (await producer.app.get(BusStatus).numbers()).comparison.compared;
    await eventually(async () => expect(await compared()).toBeGreaterThanOrEqual(2)); // asked, and answered
    await consumer.sql('DELETE FROM effect');
    expect(await consumer.app.get(Rebuild).rebuild('badge')).toEqual({ resent: 0 });
    await eventually(async () => expect(await effects(consumer, id)).toHaveLength(2));
    await consumer.sql('UPDATE bus_cursor SET sequence = 0');
    await consumer.sql('DELETE FROM bus_inbox');
    await producer.say(hung(id));
    await eventually(async () => expect(await effects(consumer, id)).toHaveLength(5)); // 1 and 2 were sent again

    // A new connection: fence, and a durable that the producer makes anew for its reader.
    const root = await jetstreamManager(await client('root'));
    await root.streams.delete('BADGE_ISSUANCE');
    await producer.app.get(Link).cut();
    const after = v7();
    await producer.say(issued(after));
    await eventually(async () => expect(await effects(consumer, after)).toHaveLength(1));
  });

  it('let a service do nothing else', async () => {
    const connection = await client('red-page');
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const durable = { durable_name: 'red-page-x', ack_policy: AckPolicy.Explicit };
    const refused: [string, () => Promise<unknown>][] = [
      ['another service’s events', () => jetstream(connection).publish(`evt.v1.badge.issued.37.0102.${v7()}`, '{}')],
      ['personal data by number', () => jsm.streams.getMessage('RESTRICTED', { seq: 1 })],
      [
        'a durable on personal data',
        () => jsm.consumers.add('RESTRICTED', { ...durable, filter_subject: filterOf('contact') }),
      ],
      [
        'a durable with another filter',
        () =>
          jsm.consumers.add('BADGE_ISSUANCE', {
            ...durable,
            durable_name: 'red-page-badge',
            filter_subject: 'evt.v1.>',
          }),
      ],
      [
        'a durable without a filter',
        () => jsm.consumers.add('BADGE_ISSUANCE', { ...durable, durable_name: 'red-page-badge' }),
      ],
      ['a stream of its own', () => jsm.streams.add({ name: 'MINE', subjects: ['mine.>'] })],
      [
        'the settings of another’s stream',
        () => jsm.streams.update('BADGE_ISSUANCE', { subjects: ['evt.v1.badge.>'], max_msgs: 1 }),
      ],
      ['the end of another’s stream', () => jsm.streams.delete('BADGE_ISSUANCE')],
      ['the end of its own stream', () => jsm.streams.delete('RED_PAGE')],
      ['the contents of its own stream', () => jsm.streams.purge('RED_PAGE')],
      ['another reader’s durable', () => jsm.consumers.delete('BADGE_ISSUANCE', 'application-review-badge')],
      ['an answer in the name of another producer’s reader', () => connection.request('ctl.v1.notification.unseen', '')],
      ['a question that only a producer asks', () => connection.request('ctl.v1.application-review.seen', '')],
      ['the list of streams', () => jsm.streams.list().next()],
    ];
    for (const [what, attempt] of refused) {
      const outcome = await outcomeOf(attempt);
      expect(`${what}: ${outcome}`).toBe(`${what}: refused`);
    }
    const violations = spy(connection, [
      'evt.>',
      '$JS.API.>',
      '_INBOX.>',
      '_INBOX_notification.>',
      'ctl.v1.notification.>',
      '$SYS.>',
    ]);
    expect(await violations).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'refused']);
  });

  it('let an integrator read by its durable, and nothing else', async () => {
    const root = await jetstreamManager(await client('root'));
    await root.consumers.add('BADGE_ISSUANCE', {
      durable_name: DURABLE,
      filter_subject: 'evt.v1.badge.*.37.>',
      ack_policy: AckPolicy.Explicit,
    });
    const id = v7();
    await producer.say(issued(id));
    const connection = await client(INTEGRATOR);
    const consumer = await jetstream(connection).consumers.get('BADGE_ISSUANCE', DURABLE);
    const subjects: string[] = [];
    await eventually(async () => {
      const message = await consumer.next({ expires: 1000 });
      if (message) subjects.push(message.json<{ subject: string }>().subject);
      if (message) expect(await message.ackAck()).toBe(true);
      expect(subjects).toContain(id);
    });
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const refused: [string, () => Promise<unknown>][] = [
      ['publish', () => jetstream(connection).publish(`evt.v1.badge.issued.37.0102.${id}`, '{}')],
      ['single messages', () => jsm.streams.getMessage('BADGE_ISSUANCE', { seq: 1 })],
      ['another durable', () => jsm.consumers.info('BADGE_ISSUANCE', 'red-page-badge')],
      [
        'a durable of its own',
        () => jsm.consumers.add('BADGE_ISSUANCE', { durable_name: 'x', ack_policy: AckPolicy.Explicit }),
      ],
      [
        'its durable with another filter',
        () => jsm.consumers.update('BADGE_ISSUANCE', DURABLE, { filter_subject: 'evt.>' }),
      ],
      ['the end of its durable', () => jsm.consumers.delete('BADGE_ISSUANCE', DURABLE)],
      ['streams', () => jsm.streams.info('BADGE_ISSUANCE')],
      ['purging another account (CVE-2025-30215)', () => connection.request('$JS.API.ACCOUNT.PURGE.$G', '')],
      ['account numbers', () => jsm.getAccountInfo()],
    ];
    for (const [what, attempt] of refused) {
      const outcome = await outcomeOf(attempt);
      expect(`${what}: ${outcome}`).toBe(`${what}: refused`);
    }
    expect(await spy(connection, ['evt.>', '_INBOX.>', '_INBOX_red-page.>', '$JS.ACK.>'])).toEqual(
      Array(4).fill('refused'),
    );
  });

  it('name every stream and durable of the contracts, and no personal data for those who do not read it', () => {
    const may = (service: (typeof SERVICES)[number], subject: string): boolean =>
      natsPermissions(service).publish.allow.includes(subject);
    for (const service of SERVICES) {
      for (const type of READS[service]) {
        expect(may(service, `$JS.API.CONSUMER.MSG.NEXT.${streamOf(type)}.${service}-${type}`)).toBe(true);
      }
      for (const stream of STREAMS) expect(may(service, `$JS.API.STREAM.DELETE.${stream}`)).toBe(false);
      const asked = natsPermissions(service).publish.allow.filter((subject) => /^ctl\..*\.seen$/.test(subject));
      const readers = SERVICES.filter((reader) => READS[reader].some((type) => PRODUCERS[type] === service));
      expect(asked.sort()).toEqual(readers.map((reader) => `ctl.v1.${reader}.seen`).sort());
      expect(natsPermissions(service).publish.allow.join()).not.toMatch(/(^|,)(>|\$JS\.API\.>|_INBOX)/);
    }
    const restricted = natsPermissions('badge-issuance').publish.allow.filter(
      (subject) => subject.includes('RESTRICTED') || subject.startsWith('restricted'),
    );
    expect(restricted).toEqual([]);
    expect(() => integratorPermissions('a.>', { stream: 'IDENTITY', name: 'x' })).toThrow();
  });
});

/** Refused means by permission; any other failure shows as itself. */
const outcomeOf = (attempt: () => Promise<unknown>): Promise<string> =>
  attempt().then(
    () => 'allowed',
    (error: Error) =>
      /permissions violation/i.test(`${error.message} ${String(error.cause)}`) ? 'refused' : String(error),
  );

/** What the broker says to subscriptions. */
async function spy(connection: NatsConnection, subjects: string[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const subject of subjects) {
    let refused = false;
    connection.subscribe(subject, { callback: (error) => void (refused ||= error !== null) });
    await connection.flush();
    await eventually(() => expect(refused).toBe(true), { within: 2000 }).catch(() => undefined);
    outcomes.push(refused ? 'refused' : 'allowed');
  }
  return outcomes;
}
