import { subjectFor, BadgeIssued } from '@biaozhi/contracts';
import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { BusStatus, DeadLetters, JetStreamStrategy, type BusOptions } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

describe('the comparison of outbox and readers', () => {
  let bus: TestBus;
  let wire: Wire;
  let producer: Service;
  let consumer: Service;
  let back: Service | undefined;

  const start = async (compareSeconds: number, options: Partial<BusOptions> = {}): Promise<void> => {
    producer = await startService({
      service: 'badge-issuance',
      url: bus.url,
      options: { netSeconds: 0, compareSeconds, compareAfterSeconds: 0, ...options },
    });
    consumer = await startService({ service: 'red-page', url: bus.url, controllers: [recorder()] });
  };
  /** Everything that was said so far has arrived, and the consumer goes away. */
  const away = async (): Promise<void> => {
    await eventually(async () => expect((await durable()).pending + (await durable()).unanswered).toBe(0));
    await consumer.app.get(JetStreamStrategy).close();
  };
  const comesBack = async (): Promise<void> => {
    back = await startService({
      service: 'red-page',
      url: bus.url,
      database: consumer.database,
      controllers: [recorder()],
    });
  };
  const durable = async () => {
    const info = await wire.jsm.consumers.info('BADGE_ISSUANCE', 'red-page-badge');
    return { pending: info.num_pending, unanswered: info.num_ack_pending };
  };
  /** Drops one message out of the middle of the stream, which itself forbids that: only the youngest of a subject is kept. */
  const drop = async (lost: BadgeIssued, read: string): Promise<void> => {
    await eventually(async () => expect((await producer.app.get(BusStatus).numbers()).unpublished.count).toBe(0));
    const envelope = bus.events('badge').find(({ id }) => id === read);
    const { config, state } = await wire.jsm.streams.info('BADGE_ISSUANCE');
    await wire.jsm.streams.update('BADGE_ISSUANCE', { ...config, max_msgs_per_subject: 1 });
    await wire.raw(subjectFor(BadgeIssued, lost), JSON.stringify(envelope));
    const after = await wire.jsm.streams.info('BADGE_ISSUANCE');
    expect(after.state).toMatchObject({ messages: state.messages, last_seq: state.last_seq + 1 });
    await wire.jsm.streams.update('BADGE_ISSUANCE', { ...config, max_msgs_per_subject: -1 });
  };
  const comparison = async () => (await producer.app.get(BusStatus).numbers()).comparison;

  beforeEach(async () => {
    bus = await startTestBus();
    wire = await Wire.to(bus.url);
  });
  afterEach(async () => {
    await back?.app.close();
    back = undefined;
    await producer.stop();
    await consumer.stop();
    await wire.close();
    await bus.stop();
  });

  /** Twenty events, of which the stream loses the tenth before anybody reads it. @returns that one's aggregate */
  const losesOne = async (): Promise<string> => {
    const first = v7();
    await producer.say(issued(first));
    await eventually(async () => expect(await effects(consumer, first)).toHaveLength(1));
    await away();
    const events = Array.from({ length: 20 }, () => issued());
    for (const event of events) await producer.say(event);
    const lost = events[9] as BadgeIssued;
    const [read] = await effects(consumer);
    await drop(lost, read?.event_id as string);
    await comesBack();
    return lost.id;
  };

  it('finds an event that the stream has lost, and sends it again', async () => {
    await start(0.2);
    const lost = await losesOne();
    await eventually(async () => expect(await effects(consumer, lost)).toHaveLength(1));
    await eventually(async () => expect(await effects(consumer)).toHaveLength(21));
    expect(await comparison()).toMatchObject({ lost: 1 });
  });

  it('would leave it lost if there were none, with nothing to be seen anywhere', async () => {
    await start(0);
    const lost = await losesOne();
    const later = v7();
    await producer.say(issued(later));
    await eventually(async () => expect(await effects(consumer, later)).toHaveLength(1));
    await eventually(async () => expect(await durable()).toEqual({ pending: 0, unanswered: 0 }));
    expect(await effects(consumer, lost)).toEqual([]);
    expect(await consumer.app.get(DeadLetters).list()).toEqual([]);
  });

  it('sends nothing that is on its way, stored, or read, and asks no more about what was confirmed', async () => {
    await start(0.2);
    const ids = Array.from({ length: 30 }, () => v7());
    for (const id of ids) await producer.say(issued(id));
    const mark = async (sequence: string) =>
      expect(await producer.sql(`SELECT sequence FROM bus_reader WHERE reader = 'red-page' AND aggregate_type = 'badge'`)).toEqual([{ sequence }]);
    await eventually(() => mark('30'));
    await away();
    for (const id of ids) await producer.say(hung(id));
    const before = (await comparison()).passes;
    await eventually(async () => expect((await comparison()).passes).toBeGreaterThan(before + 1));
    await comesBack();
    await eventually(async () => expect(await effects(consumer)).toHaveLength(60));
    await eventually(() => mark('60'));
    const { passes, compared } = await comparison();
    await eventually(async () => expect((await comparison()).passes).toBeGreaterThan(passes + 1));
    expect(await comparison()).toMatchObject({ compared, lost: 0 });
    expect((await wire.jsm.streams.info('BADGE_ISSUANCE')).state.messages).toBe(60);
  });

  it('also finds, in time, what a reader has forgotten that it had', async () => {
    await start(0.2, { sweepSeconds: 1 });
    const id = v7();
    await producer.say(issued(id));
    await eventually(async () => expect(await effects(consumer, id)).toHaveLength(1));
    await eventually(async () => expect((await comparison()).compared).toBeGreaterThanOrEqual(1));
    // As a database leaves it that was restored from yesterday's backup.
    for (const table of ['bus_cursor', 'bus_inbox', 'effect']) await consumer.sql(`DELETE FROM ${table}`);
    await eventually(async () => expect(await effects(consumer, id)).toHaveLength(1));
    expect(await comparison()).toMatchObject({ lost: 1 });
  });
});
