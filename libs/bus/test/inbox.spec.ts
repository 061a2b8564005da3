import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { Transactions, type BusOptions } from '../src/index.js';
import { Intake } from '../src/intake.js';
import { Link } from '../src/link.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

const sequences = async (service: Service, id: string) =>
  (await effects(service, id)).map(({ sequence }) => Number(sequence));

describe('the inbox', () => {
  let bus: TestBus;
  let wire: Wire;
  let consumer: Service;
  /** Cuts the connection once, between the commit of an event and its acknowledgement. */
  let cutAfterCommitOf: string | undefined;
  let cuts = 0;

  const start = (options: Partial<BusOptions> = {}, inbox = true, database?: Service['database']): Promise<Service> => {
    let link: Link;
    let transactions: Transactions;
    return startService({
      service: 'red-page',
      url: bus.url,
      database,
      options: { ackWaitSeconds: 1, ...options },
      controllers: [
        recorder((_, meta) => {
          if (meta.aggregate.id !== cutAfterCommitOf) return;
          cutAfterCommitOf = undefined;
          cuts += 1;
          transactions.afterCommit(() => link.cut());
        }),
      ],
      prepare: (app) => {
        link = app.get(Link);
        transactions = app.get(Transactions);
        app.get(Intake).mechanisms.inbox = inbox;
      },
    });
  };

  beforeEach(async () => {
    bus = await startTestBus();
    wire = await Wire.to(bus.url);
  });
  afterEach(async () => {
    await consumer.stop();
    await wire.close();
    await bus.stop();
  });

  it('lets a whole stream that comes a second time have no effect', async () => {
    consumer = await start();
    const ids = Array.from({ length: 50 }, () => v7());
    const said: string[] = [];
    for (const id of ids) said.push(await wire.say(issued(id), 1));
    for (const id of ids) said.push(await wire.say(hung(id), 2));
    await eventually(async () => expect(await effects(consumer)).toHaveLength(100));
    await wire.repeat('BADGE_ISSUANCE');
    // Every one of the two hundred messages was taken and answered …
    await eventually(async () => {
      const { ack_floor, num_ack_pending } = await wire.jsm.consumers.info('BADGE_ISSUANCE', 'red-page-badge');
      expect({ upTo: ack_floor.stream_seq, num_ack_pending }).toEqual({ upTo: 200, num_ack_pending: 0 });
    });
    // … and each event has had its effect once: which, not only how many.
    const had = (await effects(consumer)).map(({ event_id }) => event_id);
    expect(had.sort()).toEqual([...said].sort());
    expect(await consumer.sql('SELECT 1 FROM bus_dead_letter')).toEqual([]);
  });

  it('has an effect once when the service dies between commit and acknowledgement', async () => {
    consumer = await start();
    const id = (cutAfterCommitOf = v7());
    await wire.say(issued(id), 1);
    await eventually(() => expect(consumer.app.get(Intake).counts.stale).toBe(1));
    expect(cuts).toBe(1);
    expect(await sequences(consumer, id)).toEqual([1]);
  });

  it('would have it twice without the inbox', async () => {
    consumer = await start({}, false);
    const id = (cutAfterCommitOf = v7());
    await wire.say(issued(id), 1);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 1]));
  });

  it('drops what was overtaken, and waits for what is missing', async () => {
    consumer = await start();
    const id = v7();
    await wire.say(hung(id), 3);
    await wire.say(issued(id), 1);
    await wire.say(hung(id), 2);
    await wire.say(issued(id), 1);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3]));
    await eventually(() => expect(consumer.app.get(Intake).counts.stale).toBeGreaterThanOrEqual(1));
  });

  it('keeps the order of each aggregate with two replicas, whatever is repeated and shuffled', async () => {
    consumer = await start();
    const replica = await start({}, true, consumer.database);
    const ids = Array.from({ length: 10 }, () => v7());
    const all = ids.flatMap((id) => Array.from({ length: 12 }, (_, n) => ({ id, sequence: n + 1, event: v7() })));
    // Every event twice, each within a window of shuffled ones; fixed, so that a failure can be seen again.
    const order = [...all, ...all]
      .map((say, place) => ({ say, key: (place % all.length) + ((place * 7919) % 37) }))
      .sort((a, b) => a.key - b.key);
    for (const { say } of order) await wire.say(issued(say.id), say.sequence, say.event);
    await eventually(async () => expect(await effects(consumer)).toHaveLength(120));
    for (const id of ids) expect(await sequences(consumer, id)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    await replica.app.close();
  });
});
