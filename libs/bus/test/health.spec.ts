import { BadgeIssued, BadgeHung, UnitRegistered } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { BusStatus, Consumes, type EventMeta } from '../src/index.js';
import { startBroker, type Broker } from './broker.js';
import { issued, startService, type Service } from './service.js';

describe('the state of the bus', () => {
  let broker: Broker;
  let producer: Service;
  beforeAll(async () => {
    broker = await startBroker();
    producer = await startService({ service: 'badge-issuance', url: broker.url });
  });
  afterAll(async () => {
    await producer?.stop();
    await broker?.end();
  });

  it('is well when JetStream stores a probe and gives it back', async () => {
    const status = producer.app.get(BusStatus);
    await eventually(async () =>
      expect(await status.health()).toMatchObject({ ok: true, milliseconds: expect.any(Number) as number }),
    );
    expect(await status.numbers()).toMatchObject({
      connected: true,
      leading: true,
      unpublished: { count: 0, oldestSeconds: 0 },
    });
  });

  it('is ill while the broker hangs, and what is said meanwhile is counted and said later', async () => {
    const status = producer.app.get(BusStatus);
    process.kill(broker.pid as number, 'SIGSTOP');
    try {
      expect(await status.health()).toMatchObject({ ok: false });
      await producer.say(issued());
      await producer.say(issued());
      const { unpublished } = await status.numbers();
      expect(unpublished.count).toBe(2);
      expect(unpublished.oldestSeconds).toBeGreaterThan(0);
    } finally {
      process.kill(broker.pid as number, 'SIGCONT');
    }
    await eventually(async () => expect((await status.numbers()).unpublished.count).toBe(0));
    await eventually(async () => expect(await status.health()).toMatchObject({ ok: true }));
  });
});

describe('a consumer’s method', () => {
  it('takes the events that its decorator names; another one does not compile', () => {
    class Consumer {
      @Consumes(BadgeIssued, BadgeHung)
      async both(_event: BadgeIssued | BadgeHung, _meta: EventMeta): Promise<void> {}

      @Consumes(BadgeIssued)
      async without(): Promise<void> {}

      // @ts-expect-error a unit is no badge
      @Consumes(UnitRegistered)
      async other(_event: BadgeIssued): Promise<void> {}

      // @ts-expect-error one of the two is missing
      @Consumes(BadgeIssued, UnitRegistered)
      async one(_event: BadgeIssued): Promise<void> {}
    }
    expect(Consumer).toBeDefined();
  });
});

describe('a service', () => {
  it('starts, works and ends although the broker is down', async () => {
    const gone = await startBroker();
    await gone.kill();
    const service = await startService({ service: 'red-page', url: gone.url });
    await service.transactions.run((manager) => manager.query('SELECT 1'));
    expect(service.app.get(BusStatus).connected).toBe(false);
    expect(await service.app.get(BusStatus).health()).toMatchObject({ ok: false, error: 'Error: not connected' });
    await service.stop();
    await gone.end();
  });

  it('ends although its broker died under it', async () => {
    const mortal = await startBroker();
    const service = await startService({ service: 'red-page', url: mortal.url });
    await eventually(() => expect(service.app.get(BusStatus).connected).toBe(true));
    await mortal.kill();
    await service.stop();
    await mortal.end();
  });
});
