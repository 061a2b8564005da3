import { eventually, startTestBus, type TestBus } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { Rebuild } from '../src/index.js';
import { effects, hung, issued, recorder, startService, type Service } from './service.js';
import { Wire } from './wire.js';

describe('a copy that is built anew', () => {
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

  it('has every event once, in order, also those that the stream has forgotten', async () => {
    const ids = Array.from({ length: 20 }, () => v7());
    for (const id of ids) await producer.say(issued(id), hung(id));
    await eventually(async () => expect(await effects(consumer)).toHaveLength(40));
    // The stream loses its oldest messages, as it does after thirty days.
    const wire = await Wire.to(bus.url);
    const { config } = await wire.jsm.streams.info('BADGE_ISSUANCE');
    await wire.jsm.streams.update('BADGE_ISSUANCE', { ...config, discard: 'old' as never, max_msgs: 15 });
    await wire.jsm.streams.update('BADGE_ISSUANCE', { ...config, max_msgs: -1 });
    await eventually(async () => expect((await wire.jsm.streams.info('BADGE_ISSUANCE')).state.first_seq).toBe(26));
    await wire.close();

    const before = await effects(consumer);
    const empty = async (): Promise<void> => void (await consumer.sql('DELETE FROM effect'));
    expect(await consumer.app.get(Rebuild).rebuild('badge', empty)).toEqual({ resent: 25 });
    await eventually(async () => expect(await effects(consumer)).toHaveLength(40));
    for (const id of ids) expect((await effects(consumer, id)).map(({ sequence }) => sequence)).toEqual(['1', '2']);
    expect(new Set((await effects(consumer)).map((row) => row.event_id))).toEqual(
      new Set(before.map((row) => row.event_id)),
    );
  });

  it('must be of something that the service reads', async () => {
    await expect(consumer.app.get(Rebuild).rebuild('filing')).rejects.toThrow('red-page does not read filing');
  });
});
