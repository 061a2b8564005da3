import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { Intake } from '../src/intake.js';
import { JetStreamStrategy } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

const AGE = `interval '91 days'`;

describe('what has grown old', () => {
  let bus: TestBus;
  let producer: Service;
  let consumer: Service;
  const options = { tidySeconds: 0.2, compareSeconds: 0, gapAskSeconds: 0.1 };

  beforeAll(async () => {
    bus = await startTestBus();
    producer = await startService({ service: 'badge-issuance', url: bus.url, options });
    consumer = await startService({ service: 'red-page', url: bus.url, controllers: [recorder()], options });
    // A stand-in for every other reader of badges: they have all of them.
    const others = await Wire.to(bus.url);
    for (const reader of ['application-review', 'notification', 'domain-registration', 'identity', 'archival-filing']) {
      others.connection.subscribe(`ctl.v1.${reader}.seen`, {
        callback: (_, message) => {
          const { request } = message.json<{ request: string }>();
          others.connection.publish('ctl.v1.badge-issuance.unseen', JSON.stringify({ request, unseen: [] }));
        },
      });
    }
    close = () => others.close();
  });
  let close: () => Promise<void>;
  afterAll(async () => {
    await close?.();
    await producer?.stop();
    await consumer?.stop();
    await bus?.stop();
  });

  const outbox = async (id: string) =>
    (
      await producer.sql<{ sequence: string }>(
        'SELECT sequence FROM bus_outbox WHERE aggregate_id = $1 ORDER BY sequence',
        [id],
      )
    ).map(({ sequence }) => Number(sequence));

  it('is removed once everybody has it: never what is young, last of its aggregate, or unpublished', async () => {
    const [old, young] = [v7(), v7()];
    await producer.say(issued(old), hung(old), hung(old), issued(young), hung(young));
    await eventually(async () => expect(await effects(consumer)).toHaveLength(5));
    await producer.sql(`UPDATE bus_outbox SET recorded_at = now() - ${AGE} WHERE aggregate_id = $1`, [old]);
    await consumer.sql(`UPDATE bus_inbox SET handled_at = now() - ${AGE} WHERE aggregate_id = $1`, [old]);
    await eventually(async () => expect(await outbox(old)).toEqual([3]));
    await eventually(async () => expect(await consumer.sql('SELECT FROM bus_inbox')).toHaveLength(2));
    expect(await outbox(young)).toEqual([1, 2]);

    // The cursor still knows what the inbox has forgotten.
    const wire = await Wire.to(bus.url);
    const { stale } = consumer.app.get(Intake).counts;
    await wire.repeat('BADGE_ISSUANCE');
    await wire.close();
    await eventually(() => expect(consumer.app.get(Intake).counts.stale).toBe(stale + 5));
    expect(await effects(consumer)).toHaveLength(5);

    // A reader that has forgotten the aggregate goes on from what its producer still has.
    for (const table of ['bus_cursor', 'effect']) await consumer.sql(`DELETE FROM ${table}`);
    await consumer.sql('DELETE FROM bus_inbox');
    await producer.say(hung(old));
    await eventually(async () =>
      expect((await effects(consumer, old)).map(({ sequence }) => Number(sequence))).toEqual([3, 4]),
    );
  });

  it('stays as long as a reader is away, or has not got it', async () => {
    await consumer.app.get(JetStreamStrategy).close();
    const id = v7();
    await producer.say(issued(id), hung(id));
    await producer.sql(`UPDATE bus_outbox SET recorded_at = now() - ${AGE} WHERE aggregate_id = $1`, [id]);
    const asked = new Set<string>();
    let atFirst: Promise<number[]> | undefined;
    const wire = await Wire.to(bus.url);
    wire.connection.subscribe('ctl.v1.red-page.seen', {
      callback: (_, message) => {
        const { request, events } = message.json<{ request: string; events: { id: string }[] }>();
        asked.add(request);
        const unseen = asked.size > 1 ? [] : events.map((event) => event.id);
        const answer = () => wire.connection.publish('ctl.v1.badge-issuance.unseen', JSON.stringify({ request, unseen }));
        // Asked a second time, the rows of the first answer, that it lacks them, must still be there.
        if (asked.size === 2) void (atFirst = outbox(id)).then(answer);
        else answer();
      },
    });
    await eventually(async () => expect(await outbox(id)).toEqual([2]));
    expect(await atFirst).toEqual([1, 2]);
    await wire.close();
  });
});
