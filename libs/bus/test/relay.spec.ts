import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { v7 } from 'uuid';
import { Relay, type RelayMechanisms } from '../src/relay.js';
import { issued, startService, type Service } from './service.js';

const WRITERS = 16;

/** A producer whose relay lacks one of its mechanisms. */
const producerWithout = (
  bus: TestBus,
  lacking: Partial<RelayMechanisms>,
  database?: Service['database'],
): Promise<Service> =>
  startService({
    service: 'badge-issuance',
    url: bus.url,
    database,
    options: { netSeconds: 0, pollSeconds: 0.001 },
    prepare: (app) => void Object.assign(app.get(Relay).mechanisms, lacking),
  });

/** Transactions that append early and commit late, each at another time, while others overtake them. */
async function slowWriters(producer: Service, each: number): Promise<string[]> {
  const ids: string[] = [];
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let round = 0; round < each; round += 1) {
      const id = v7();
      ids.push(id);
      await producer.transactions.run(async (manager) => {
        await producer.outbox.append(issued(id));
        await manager.query('SELECT pg_sleep($1)', [((writer * 7 + round * 3) % 16) / 200]);
      });
    }
  });
  await Promise.all(writers);
  return ids;
}

/** Events in the outbox that are not published; with `ids` only of these aggregates. */
const unpublished = async (producer: Service, ids?: string[]): Promise<number> => {
  const [row] = await producer.sql<{ count: string }>(
    `SELECT count(*) FROM bus_outbox
      WHERE stream_sequence IS NULL AND ($1::uuid[] IS NULL OR aggregate_id = ANY ($1))`,
    [ids ?? null],
  );
  return Number(row?.count);
};

describe('the relay', () => {
  let bus: TestBus;
  const started: Service[] = [];
  const start = async (
    ...args: Parameters<typeof producerWithout> extends [unknown, ...infer Rest] ? Rest : never
  ): Promise<Service> => {
    const producer = await producerWithout(bus, ...args);
    started.push(producer);
    return producer;
  };
  beforeEach(async () => {
    bus = await startTestBus();
  });
  afterEach(async () => {
    for (const producer of started.splice(0).reverse()) await producer.stop();
    await bus.stop();
  });

  it('skips no event of a transaction that commits late', async () => {
    const producer = await start({});
    const ids = await slowWriters(producer, 12);
    await eventually(async () => expect(await unpublished(producer)).toBe(0));
    await eventually(() => expect(new Set(bus.events('badge').map((event) => event.subject))).toEqual(new Set(ids)));
  });

  it('would skip some if its position moved past open transactions', async () => {
    const producer = await start({ horizon: false });
    await eventually(async () => {
      const ids = await slowWriters(producer, 6);
      // A round that publishes one of these later events (it may skip one as well) has had its chance with all earlier ones.
      const later: string[] = [];
      await eventually(async () => {
        later.push(v7());
        await producer.say(issued(later.at(-1)));
        expect(await unpublished(producer, later)).toBeLessThan(later.length);
      });
      expect(await unpublished(producer, ids)).toBeGreaterThan(0);
    });
  });

  it('goes on from where it was after a restart', async () => {
    const first = await start({});
    await first.say(issued());
    await eventually(async () => expect(await unpublished(first)).toBe(0));
    const offline = await startService({
      service: 'badge-issuance',
      url: bus.url,
      database: first.database,
      connect: false,
    });
    await first.app.close();
    const id = v7();
    await offline.say(issued(id));
    expect(bus.events('badge').map((event) => event.subject)).not.toContain(id);
    await start({}, first.database);
    await eventually(() => expect(bus.events('badge').map((event) => event.subject)).toContain(id));
    await offline.stop();
  });

  it('leaves one leader to two replicas, and passes on when that one ends', async () => {
    const first = await start({});
    await eventually(() => expect(first.app.get(Relay).leading).toBe(true));
    const second = await start({}, first.database);
    const id = v7();
    for (let n = 0; n < 30; n += 1) await (n % 2 ? first : second).say(issued(id));
    await eventually(async () => expect(await unpublished(first)).toBe(0));
    expect(second.app.get(Relay).published).toBe(0);
    expect(await streamOrder(bus, id)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    started.splice(started.indexOf(first), 1);
    await first.app.close();
    await second.say(issued(id));
    await eventually(async () => expect((await streamOrder(bus, id)).at(-1)).toBe(31));
    expect(second.app.get(Relay).published).toBe(1);
  });

  it('would send doubles from two replicas without the lock', async () => {
    const first = await start({ leader: false });
    const second = await start({ leader: false }, first.database);
    for (let n = 0; n < 100; n += 1) await first.say(issued());
    await eventually(async () => expect(await unpublished(first)).toBe(0));
    await eventually(() =>
      expect(first.app.get(Relay).published + second.app.get(Relay).published).toBeGreaterThan(100),
    );
  });

  it('keeps what a full stream refuses, and sends it when there is room', async () => {
    const producer = await start({});
    const connection = await connect({ servers: bus.url });
    const jsm = await jetstreamManager(connection);
    await producer.say(issued());
    await eventually(async () => expect(await unpublished(producer)).toBe(0));
    const { config } = await jsm.streams.info('BADGE_ISSUANCE');
    await jsm.streams.update('BADGE_ISSUANCE', { ...config, max_bytes: 4096 });
    for (let n = 0; n < 10; n += 1) await producer.say(issued());
    await eventually(async () => expect(bus.events('badge').length).toBeGreaterThan(1));
    expect(await unpublished(producer)).toBeGreaterThan(0);
    // The relay itself brings the stream back to what the contracts say, at its next proof.
    await eventually(async () => expect(await unpublished(producer)).toBe(0));
    await eventually(() => expect(bus.events('badge')).toHaveLength(11));
    await connection.close();
  });
});

/** The sequence numbers of an aggregate's events as they lie in the stream, doubles included. */
async function streamOrder(bus: TestBus, id: string): Promise<number[]> {
  const connection = await connect({ servers: bus.url });
  try {
    const jsm = await jetstreamManager(connection);
    const { state } = await jsm.streams.info('BADGE_ISSUANCE');
    const order: number[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const event = (await jsm.streams.getMessage('BADGE_ISSUANCE', { seq }))?.json<{
        subject: string;
        sequence: number;
      }>();
      if (event?.subject === id) order.push(event.sequence);
    }
    return order;
  } finally {
    await connection.close();
  }
}
