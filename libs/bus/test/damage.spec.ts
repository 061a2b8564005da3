import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { BusStatus, JetStreamStrategy } from '../src/index.js';
import { startBroker, type Broker } from './broker.js';
import { effects, issued, recorder, startService, type Service } from './service.js';

/** The block with every bit of a part of it turned over. */
const flipped = (block: Buffer, from: number, to: number): Buffer =>
  Buffer.from(block.map((byte, place) => (place >= from && place < to ? byte ^ 0xff : byte)));

describe('a stream whose file was damaged while the broker was down', () => {
  let broker: Broker;
  let producer: Service;
  let consumer: Service;

  beforeEach(async () => {
    broker = await startBroker();
    const options = { compareSeconds: 0.3, compareAfterSeconds: 0 };
    producer = await startService({ service: 'badge-issuance', url: broker.url, options });
    consumer = await startService({ service: 'red-page', url: broker.url, controllers: [recorder()] });
  });
  afterEach(async () => {
    await producer.stop();
    await consumer.stop();
    await broker.end();
  });

  const say = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => v7());
    for (const id of ids) await producer.say(issued(id));
    await eventually(async () => expect((await producer.app.get(BusStatus).numbers()).unpublished.count).toBe(0));
    return ids;
  };
  /** Each of them had its effect, once. */
  const arrived = (ids: string[]): Promise<void> =>
    eventually(
      async () => expect((await effects(consumer)).map((row) => row.aggregate_id).sort()).toEqual([...ids].sort()),
      { within: 30_000 },
    );

  it.each<[string, (block: Buffer) => Buffer | undefined]>([
    ['is gone', () => undefined],
    ['holds rubbish', (block) => Buffer.alloc(block.length, 0x5a)],
    ['ends in the middle of a message', (block) => block.subarray(0, block.length * 0.6)],
    ['has a hole in the middle', (block) => flipped(block, block.length / 2, block.length / 2 + 100)],
    ['has lost its last message', (block) => flipped(block, block.length - 600, block.length - 500)],
    ['has lost one message before its last', (block) => flipped(block, block.length * 0.9, block.length * 0.9 + 50)],
  ])('and %s: what was acknowledged arrives, what was read stays read once', async (_, how) => {
    const read = await say(20);
    await arrived(read);
    await consumer.app.get(JetStreamStrategy).close(); // the reader is away
    const unread = await say(20);
    await broker.damage('BADGE_ISSUANCE', how);
    const back = await startService({
      service: 'red-page',
      url: broker.url,
      database: consumer.database,
      controllers: [recorder()],
    });
    await arrived([...read, ...unread]);
    const later = await say(10);
    await arrived([...read, ...unread, ...later]);
    await back.app.close();
  });
});
