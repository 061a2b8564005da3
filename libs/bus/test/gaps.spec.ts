import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { DeadLetters } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

const sequences = async (service: Service, id: string) =>
  (await effects(service, id)).map(({ sequence }) => Number(sequence));

describe('a gap in the events of an aggregate', () => {
  let bus: TestBus;
  let wire: Wire;
  let consumer: Service;
  let producer: Service | undefined;

  beforeEach(async () => {
    bus = await startTestBus();
    wire = await Wire.to(bus.url);
  });
  afterEach(async () => {
    await producer?.stop();
    producer = undefined;
    await consumer.stop();
    await wire.close();
    await bus.stop();
  });

  it('is filled by the producer, who is asked to send again', async () => {
    producer = await startService({ service: 'badge-issuance', url: bus.url });
    consumer = await startService({
      service: 'red-page',
      url: bus.url,
      controllers: [recorder()],
      options: { gapAskSeconds: 0.2 },
    });
    const id = v7();
    await producer.say(issued(id), hung(id), hung(id));
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3]));
    // The consumer has lost its memory of the aggregate; the next event is far ahead of what it knows.
    await consumer.sql('DELETE FROM bus_cursor');
    await consumer.sql('DELETE FROM bus_inbox');
    await consumer.sql('DELETE FROM effect');
    await producer.say(hung(id));
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3, 4]));
  });

  it('that nobody fills parks the aggregate, seen by administrators; when it is filled after all, everything goes on by itself', async () => {
    consumer = await startService({
      service: 'red-page',
      url: bus.url,
      controllers: [recorder()],
      options: { gapAskSeconds: 0.1, gapParkSeconds: 0.3 },
    });
    const [id, other] = [v7(), v7()];
    await wire.say(issued(id), 1);
    await wire.say(hung(id), 3);
    await wire.say(hung(id), 4);
    await wire.say(issued(other), 1);
    const letters = consumer.app.get(DeadLetters);
    // Whichever of the two is out of patience first is the dead one; the other waits.
    await eventually(async () => {
      const found = await letters.list();
      expect(found.map(({ sequence }) => sequence).sort()).toEqual([3, 4]);
      expect(found.map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual([
        'dead sequence-gap',
        'waiting behind-another',
      ]);
    });
    expect(await sequences(consumer, id)).toEqual([1]);
    await eventually(async () => expect(await sequences(consumer, other)).toEqual([1]));
    await wire.say(hung(id), 2);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3, 4]));
    await eventually(async () => expect(await letters.list()).toEqual([]));
    await wire.say(hung(id), 5);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3, 4, 5]));
  });
});
