import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { Fence } from '../src/fence.js';
import { Link } from '../src/link.js';
import { startBroker, type Broker } from './broker.js';
import { hung, issued, recorder, startService, type Service } from './service.js';

const AGGREGATES = 60;
const EACH = 14;

const count = async (service: Service, text: string): Promise<number> =>
  Number((await service.sql<{ count: string }>(text))[0]?.count);

describe('a storm', () => {
  let broker: Broker;
  const services: Service[] = [];
  afterAll(async () => {
    for (const service of services.reverse()) await service.stop();
    await broker?.end();
  });

  it('of killed, wiped and rewound brokers and cut connections loses nothing, doubles nothing and keeps every order', async () => {
    broker = await startBroker();
    const controllers = [recorder()];
    const start = async (setup: Parameters<typeof startService>[0]): Promise<Service> => {
      const service = await startService(setup);
      services.push(service);
      return service;
    };
    const options = { ackWaitSeconds: 2, gapAskSeconds: 1 };
    const producer = await start({ service: 'badge-issuance', url: broker.url, options });
    const twin = await start({ service: 'badge-issuance', url: broker.url, options, database: producer.database });
    const consumer = await start({ service: 'red-page', url: broker.url, controllers, options });
    const replica = await start({
      service: 'red-page',
      url: broker.url,
      controllers,
      options,
      database: consumer.database,
    });

    const ids = Array.from({ length: AGGREGATES }, () => v7());
    const writers = Promise.all(
      [producer, twin, producer, twin].map(async (writer, offset) => {
        for (let n = 0; n < EACH; n += 1) {
          for (let place = offset; place < ids.length; place += 4) {
            const id = ids[place] as string;
            await writer.say(n ? hung(id) : issued(id));
          }
        }
      }),
    );
    const faults = [
      () => broker.kill().then(() => broker.restart()),
      () => broker.remember('BADGE_ISSUANCE'),
      () => consumer.app.get(Link).cut(),
      () => broker.lose(),
      () => broker.remember('BADGE_ISSUANCE'),
      () => Promise.all([producer, replica].map((service) => service.app.get(Link).cut())),
      () => broker.rewind('BADGE_ISSUANCE'),
      () => broker.kill().then(() => broker.restart()),
    ];
    for (const fault of faults) {
      await fault();
      const before = await count(consumer, 'SELECT count(*) FROM bus_inbox');
      // The next fault hits a bus that was at work again.
      await eventually(
        async () => expect((await count(consumer, 'SELECT count(*) FROM bus_inbox')) - before).toBeGreaterThan(0),
        { within: 60_000 },
      );
    }
    await writers;
    await broker.rewind('BADGE_ISSUANCE');

    await eventually(
      async () => expect(await count(consumer, 'SELECT count(*) FROM bus_inbox')).toBe(AGGREGATES * EACH),
      { within: 120_000 },
    );
    expect(await count(consumer, 'SELECT count(*) FROM effect')).toBe(AGGREGATES * EACH);
    expect(await count(consumer, 'SELECT count(DISTINCT event_id) FROM effect')).toBe(AGGREGATES * EACH);
    expect(await count(producer, 'SELECT count(*) FROM bus_outbox')).toBe(AGGREGATES * EACH);
    expect(await count(consumer, 'SELECT count(*) FROM bus_dead_letter')).toBe(0);
    // The order of effects is the order of sequences, for every aggregate.
    const inversions = `SELECT count(*) FROM (SELECT sequence - lag(sequence, 1, 0::bigint) OVER (PARTITION BY aggregate_id ORDER BY place) AS step FROM effect) steps WHERE step <> 1`;
    expect(await count(consumer, inversions)).toBe(0);
    await eventually(async () =>
      expect(await count(producer, 'SELECT count(*) FROM bus_outbox WHERE stream_sequence IS NULL')).toBe(0),
    );
    // Not a calm day: the broker was wiped once and rewound twice, and somebody noticed.
    const noticed = [producer, twin].map((service) => service.app.get(Fence).counts);
    expect(noticed.reduce((sum, counts) => sum + counts.epochChanges, 0)).toBeGreaterThanOrEqual(1);
    expect(noticed.reduce((sum, counts) => sum + counts.rewinds, 0)).toBeGreaterThanOrEqual(1);
  }, 300_000);
});
