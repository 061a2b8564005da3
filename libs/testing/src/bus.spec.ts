import { v7 } from 'uuid';
import { RedPagePublished, type RedPageState } from '@biaozhi/contracts';
import { startTestBus, type TestBus } from './bus.js';
import { eventually } from './eventually.js';

const page = (id = v7()): RedPageState =>
  RedPagePublished.of({
    id,
    region: '370102',
    badgeId: v7(),
    state: 'PUBLISHED',
    host: { uLabel: '历下区.政务', aLabel: 'xn--4gq1b.xn--zfr164b' },
    badgeInFooter: true,
  });

describe('the test bus', () => {
  let bus: TestBus;
  beforeAll(async () => {
    bus = await startTestBus();
  });
  afterAll(() => bus.stop());

  it('carries an event and collects it', async () => {
    const event = page();
    const sent = await bus.publish(event, { sequence: 1 });
    await eventually(() => expect(bus.events('red-page')).toContainEqual(sent));
    expect(bus.events('badge')).toEqual([]);
  });

  it('stores the same event id once', async () => {
    const id = v7();
    const event = page();
    await bus.publish(event, { sequence: 1, id });
    await bus.publish(event, { sequence: 1, id });
    const after = await bus.publish(page(), { sequence: 1 });
    await eventually(() => expect(bus.events()).toContainEqual(after));
    expect(bus.events().filter((envelope) => envelope.id === id)).toHaveLength(1);
  });

  it('keeps its streams over a kill', async () => {
    const before = bus.events().length;
    await bus.kill();
    await bus.restart();
    const sent = await bus.publish(page(), { sequence: 1 });
    await eventually(() => expect(bus.events()).toContainEqual(sent));
    expect(bus.events()).toHaveLength(before + 1);
  });

  it('is empty after a wipe and still collects', async () => {
    await bus.wipe();
    await bus.restart();
    const sent = await bus.publish(page(), { sequence: 1 });
    await eventually(() => expect(bus.events()).toContainEqual(sent));
  });
});
