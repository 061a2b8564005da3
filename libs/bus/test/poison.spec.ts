import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { problem } from '@biaozhi/problem';
import { jetstream } from '@nats-io/jetstream';
import { v7 } from 'uuid';
import { BusStatus, DeadLetters, JetStreamStrategy } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

const sequences = async (service: Service, id: string) =>
  (await effects(service, id)).map(({ sequence }) => Number(sequence));

describe('an event that cannot be handled', () => {
  let bus: TestBus;
  let wire: Wire;
  let consumer: Service;
  let letters: DeadLetters;
  /** What the handler throws for an aggregate. */
  const trouble = new Map<string, () => Error | undefined>();

  const shown = async (id: string) =>
    (await letters.list({ limit: 500 }))
      .filter(({ aggregate }) => aggregate === `badge/${id}`)
      .map(({ sequence, state, attempts, reason }) => ({ sequence, state, attempts, reason }));

  beforeAll(async () => {
    bus = await startTestBus();
    wire = await Wire.to(bus.url);
    consumer = await startService({
      service: 'red-page',
      url: bus.url,
      controllers: [
        recorder((event) => {
          const error = trouble.get(event.id)?.();
          if (error) throw error;
        }),
      ],
      options: { backoffSeconds: [0.1, 0.1, 0.1], gapAskSeconds: 60 },
    });
    letters = consumer.app.get(DeadLetters);
  });
  afterAll(async () => {
    await consumer?.stop();
    await wire?.close();
    await bus?.stop();
  });

  it('because the process refuses it is dead at once; later ones of its aggregate wait in order, all others run', async () => {
    const [id, ...others] = Array.from({ length: 21 }, () => v7()) as [string, ...string[]];
    trouble.set(id, () => problem(409, 'wrong-state', { params: { state: 'REVOKED', step: 'hang' } }));
    const first = await wire.say(issued(id), 1);
    for (const other of others) await wire.say(issued(other), 1);
    await wire.say(hung(id), 2);
    await wire.say(hung(id), 3);
    await eventually(async () =>
      expect(await shown(id)).toEqual([
        { sequence: 1, state: 'dead', attempts: 1, reason: 'wrong-state' },
        { sequence: 2, state: 'waiting', attempts: 0, reason: 'behind-another' },
        { sequence: 3, state: 'waiting', attempts: 0, reason: 'behind-another' },
      ]),
    );
    for (const other of others) await eventually(async () => expect(await sequences(consumer, other)).toEqual([1]));
    expect(await sequences(consumer, id)).toEqual([]); // nothing of what the handler had begun
    await eventually(async () => {
      const { deadLetters, durables } = await consumer.app.get(BusStatus).numbers();
      expect(deadLetters).toMatchObject({ dead: 1, waiting: 2 });
      expect(durables.find(({ durable }) => durable === 'red-page-badge')).toMatchObject({ pending: 0, unanswered: 0 });
    });

    expect(await letters.requeue(first)).toEqual({ handled: 0 }); // still refused
    expect((await shown(id))[0]).toEqual({ sequence: 1, state: 'dead', attempts: 1, reason: 'wrong-state' });
    trouble.delete(id);
    expect(await letters.requeue(first)).toEqual({ handled: 3 });
    expect(await sequences(consumer, id)).toEqual([1, 2, 3]);
    await wire.say(hung(id), 4);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2, 3, 4]));
  });

  it('for a reason that passes is tried again by itself', async () => {
    const id = v7();
    let left = 3;
    trouble.set(id, () => (left-- > 0 ? new Error('the disk is full') : undefined));
    await wire.say(issued(id), 1);
    await wire.say(hung(id), 2);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1, 2]));
    expect(await shown(id)).toEqual([]);
  });

  it('for a reason that does not pass is dead after its last attempt', async () => {
    const id = v7();
    trouble.set(id, () => new TypeError('a mistake of ours'));
    const first = await wire.say(issued(id), 1);
    await eventually(async () =>
      expect(await shown(id)).toEqual([{ sequence: 1, state: 'dead', attempts: 4, reason: 'TypeError' }]),
    );
    expect((await letters.list({ state: 'dead' })).find((letter) => letter.id === first)?.error).toBe(
      'TypeError: a mistake of ours',
    );
    trouble.delete(id);
    await letters.requeue(first);
    expect(await sequences(consumer, id)).toEqual([1]);
  });

  it('can be given up: it counts as read, and the next ones go on', async () => {
    const id = v7();
    trouble.set(id, () => problem(422, 'validation'));
    const first = await wire.say(issued(id), 1);
    const second = await wire.say(hung(id), 2);
    await eventually(async () => expect(await shown(id)).toHaveLength(2));
    await expect(letters.discard(second)).rejects.toMatchObject({ status: 409 });
    trouble.delete(id);
    expect(await letters.discard(first)).toEqual({ handled: 1 });
    expect(await sequences(consumer, id)).toEqual([2]);
    await expect(letters.requeue(first)).rejects.toMatchObject({ status: 404 });
  });

  it('because its data is not what the contract says is dead at once, with what is wrong', async () => {
    const id = v7();
    await wire.say(
      Object.assign(Object.create(Object.getPrototypeOf(issued(id)) as object), { ...issued(id), code: 'XX' }) as never,
      1,
    );
    await eventually(async () =>
      expect(await shown(id)).toEqual([{ sequence: 1, state: 'dead', attempts: 1, reason: 'validation' }]),
    );
    expect(
      (await letters.list({ state: 'dead' })).find(({ aggregate }) => aggregate === `badge/${id}`)?.error,
    ).toContain('/code');
  });

  it('because it is no event is kept as it came', async () => {
    const id = v7();
    await wire.raw(`evt.v1.badge.issued.37.0102.${id}`, '{"specversion":"1.0"');
    await eventually(async () => {
      const found = (await letters.list({ state: 'dead' })).find(({ envelope }) => envelope === '{"specversion":"1.0"');
      expect(found).toMatchObject({ aggregate: null, reason: 'envelope-unreadable' });
    });
  });

  it('of a type that this version does not know counts as read', async () => {
    const id = v7();
    const text = JSON.stringify({
      id: v7(),
      type: 'cn.biaozhi.badge.painted.v1',
      aggregate: `badge/${id}`,
      sequence: 1,
      data: { id },
    });
    await wire.raw(`evt.v1.badge.painted.37.0102.${id}`, text);
    await wire.say(hung(id), 2);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([2]));
  });

  it('because it kills whoever takes it is counted by PostgreSQL, and dead after its last attempt', async () => {
    const [id, crashing] = [v7(), v7()];
    trouble.set(crashing, () => problem(422, 'validation'));
    const first = await wire.say(issued(crashing), 1);
    await eventually(async () => expect(await shown(crashing)).toHaveLength(1));
    // As four attempts leave it whose process has died in the middle of each.
    await consumer.sql(
      `UPDATE bus_dead_letter SET state = 'retrying', attempts = 4, next_at = now() WHERE event_id = $1`,
      [first],
    );
    await eventually(async () =>
      expect(await shown(crashing)).toEqual([{ sequence: 1, state: 'dead', attempts: 4, reason: 'crashed' }]),
    );
    await wire.say(issued(id), 1);
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1]));
  });

  it('by others, and was offered again and again, goes its way through PostgreSQL', async () => {
    const reader = consumer.database;
    await consumer.app.get(JetStreamStrategy).close();
    const id = v7();
    await wire.say(issued(id), 1);
    const durable = await jetstream(wire.connection).consumers.get('BADGE_ISSUANCE', 'red-page-badge');
    for (let offers = 0; offers < 10;) {
      const message = await durable.next({ expires: 2000 });
      if (message?.subject.endsWith(id)) offers += 1;
      message?.nak(1);
    }
    const next = await startService({ service: 'red-page', url: bus.url, database: reader, controllers: [recorder()] });
    await eventually(async () => expect(await sequences(consumer, id)).toEqual([1]));
    await eventually(async () => expect(await shown(id)).toEqual([]));
    await next.stop();
  });
});
