import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { Fence } from '../src/fence.js';
import { BusStatus, JetStreamStrategy } from '../src/index.js';
import { Relay } from '../src/relay.js';
import { startBroker, type Broker } from './broker.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

describe('a broker that loses what it has acknowledged', () => {
  let broker: Broker;
  let producer: Service;
  let consumer: Service;

  const start = async (fence = true, netSeconds = 0): Promise<void> => {
    broker = await startBroker();
    producer = await startService({
      service: 'badge-issuance',
      url: broker.url,
      options: { netSeconds },
      prepare: (app) => void Object.assign(app.get(Relay).mechanisms, { fence }),
    });
    consumer = await startService({
      service: 'red-page',
      url: broker.url,
      controllers: [recorder()],
      options: { ackWaitSeconds: 2 },
      prepare: (app) => void Object.assign(app.get(JetStreamStrategy).mechanisms, { suspicion: fence }),
    });
  };
  afterEach(async () => {
    await producer.stop();
    await consumer.stop();
    await broker.end();
  });

  const arrived = async (count: number): Promise<void> => {
    await eventually(async () => expect(await effects(consumer)).toHaveLength(count));
  };
  const said = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => v7());
    for (const id of ids) await producer.say(issued(id));
    return ids;
  };
  const everyoneOnce = async (count: number): Promise<void> => {
    await arrived(count);
    expect(new Set((await effects(consumer)).map(({ event_id }) => event_id)).size).toBe(count);
  };
  const counts = () => producer.app.get(Fence).counts;

  it('gets a lost bus filled again: what was read stays read once, what was not arrives', async () => {
    await start();
    await said(30);
    await arrived(30);
    await consumer.app.get(JetStreamStrategy).close(); // the consumer is away
    const late = await said(20);
    await eventually(async () => expect((await producer.app.get(BusStatus).numbers()).unpublished.count).toBe(0));
    await broker.lose();
    await eventually(() => expect(counts()).toMatchObject({ epochChanges: 1, requeued: 50 }));
    const back = await startService({
      service: 'red-page',
      url: broker.url,
      database: consumer.database,
      controllers: [recorder()],
    });
    await everyoneOnce(50);
    expect(
      (await effects(consumer))
        .slice(30)
        .map(({ aggregate_id }) => aggregate_id)
        .sort(),
    ).toEqual([...late].sort());
    await back.app.close();
  });

  it('would leave them lost without the fence', async () => {
    await start(false);
    await said(30);
    await arrived(30);
    await consumer.app.get(JetStreamStrategy).close();
    await said(20);
    await eventually(async () => expect((await producer.app.get(BusStatus).numbers()).unpublished.count).toBe(0));
    await broker.lose();
    const wire = await Wire.to(broker.url);
    await wire.jsm.streams.add({ name: 'BADGE_ISSUANCE', subjects: ['evt.v1.badge.>'] });
    const back = await startService({
      service: 'red-page',
      url: broker.url,
      database: consumer.database,
      controllers: [recorder()],
    });
    const after = await said(1); // what is said from now on arrives, so everything works; the twenty are gone
    await eventually(async () => expect((await effects(consumer, after[0])).length).toBe(1));
    expect(await effects(consumer)).toHaveLength(31);
    await wire.close();
    await back.app.close();
  });

  it('that was put back behind its consumers eats none of the next events', async () => {
    await start();
    await said(40);
    await arrived(40);
    await broker.remember('BADGE_ISSUANCE');
    const lost = await said(60);
    await arrived(100);
    await broker.rewind('BADGE_ISSUANCE');
    await producer.say(...lost.map((id) => hung(id)));
    await said(30);
    await everyoneOnce(190);
    expect(counts()).toMatchObject({ epochChanges: 0, rewinds: 1, requeued: 60 });
  });

  it('would eat them without the fence', async () => {
    await start(false);
    await said(40);
    await arrived(40);
    await broker.remember('BADGE_ISSUANCE');
    await said(60);
    await arrived(100);
    await broker.rewind('BADGE_ISSUANCE');
    await said(90); // the first sixty get numbers that the durable takes for read
    await eventually(async () => expect((await producer.app.get(BusStatus).numbers()).unpublished.count).toBe(0));
    await eventually(async () => {
      const { durables } = await consumer.app.get(BusStatus).numbers();
      expect(durables.find(({ durable }) => durable === 'red-page-badge')).toMatchObject({ pending: 0, unanswered: 0 });
    });
    await arrived(130);
  });

  it('is found out by the net while the connection lives on', async () => {
    await start(true, 0.5);
    await said(10);
    await arrived(10);
    const wire = await Wire.to(broker.url);
    await consumer.sql('DELETE FROM effect');
    await wire.jsm.streams.delete('BADGE_ISSUANCE');
    await eventually(() => expect(counts()).toMatchObject({ epochChanges: 1, requeued: 10 }));
    await said(5);
    await arrived(5);
    await wire.close();
  });
});
