import { BadgeDeadlineSet } from '@biaozhi/contracts';
import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { BusContext } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';

describe('an event, from one service’s transaction to another’s', () => {
  let bus: TestBus;
  let producer: Service;
  let consumer: Service;

  beforeAll(async () => {
    bus = await startTestBus();
    producer = await startService({ service: 'badge-issuance', url: bus.url });
    consumer = await startService({ service: 'red-page', url: bus.url, controllers: [recorder()] });
  });
  afterAll(async () => {
    await producer?.stop();
    await consumer?.stop();
    await bus?.stop();
  });

  it('arrives once, in order, as a CloudEvent with numbers without a gap', async () => {
    const id = v7();
    await producer.say(issued(id), hung(id));
    await producer.say(BadgeDeadlineSet.of({ ...hung(id) }));
    await producer.say(hung(id));
    await eventually(async () =>
      expect((await effects(consumer, id)).map((row) => Number(row.sequence))).toEqual([1, 2, 4]),
    );
    await eventually(() => {
      const events = bus.events('badge').filter((event) => event.subject === id);
      expect(events.map((event) => event.sequence)).toEqual([1, 2, 3, 4]);
      expect(events[0]).toMatchObject({
        specversion: '1.0',
        source: 'urn:biaozhi:badge-issuance',
        type: 'cn.biaozhi.badge.issued.v1',
        aggregate: `badge/${id}`,
        data: { region: '370102', siteName: '示例局' },
      });
      expect(Math.abs(Date.now() - Date.parse(events[0]?.time ?? ''))).toBeLessThan(60_000);
    });
    expect(await consumer.sql('SELECT sequence FROM bus_cursor WHERE aggregate_id = $1', [id])).toEqual([
      { sequence: '4' },
    ]);
  });

  it('is not said when its transaction is rolled back, nor outside of one', async () => {
    const id = v7();
    const rollback = producer.transactions.run(async () => {
      await producer.outbox.append(issued(id));
      throw new Error('the effect failed');
    });
    await expect(rollback).rejects.toThrow('the effect failed');
    await expect(producer.outbox.append(issued(id))).rejects.toThrow(/Transactions\.run/);
    expect(await producer.sql('SELECT 1 FROM bus_outbox WHERE aggregate_id = $1', [id])).toEqual([]);
    await producer.say(issued(id));
    await eventually(async () => expect((await effects(consumer, id)).map((row) => Number(row.sequence))).toEqual([1]));
  });

  it('cannot be said by a service that does not produce it', async () => {
    await expect(consumer.say(issued())).rejects.toThrow(/published by badge-issuance/);
  });

  it('carries cause, correlation and trace of the work that it comes from', async () => {
    const id = v7();
    const cause = {
      correlationId: v7(),
      causationId: v7(),
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    await BusContext.run(cause, () => producer.say(issued(id)));
    await eventually(() => {
      const [event] = bus.events('badge').filter((found) => found.subject === id);
      expect(event).toMatchObject({
        correlationid: cause.correlationId,
        causationid: cause.causationId,
        traceparent: cause.traceparent,
      });
    });
  });

  it('gets a number of its own when many write to one aggregate at the same time', async () => {
    const id = v7();
    await Promise.all(Array.from({ length: 40 }, () => producer.say(issued(id))));
    await eventually(async () => {
      expect((await effects(consumer, id)).map((row) => Number(row.sequence))).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
    });
  });
});
