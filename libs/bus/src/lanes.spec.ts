import { eventually } from '@biaozhi/testing';
import fc from 'fast-check';
import { Lanes } from './lanes.js';

interface Item {
  key: string;
  n: number;
}

/** A batch that waits until it is let go. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('lanes', () => {
  it('keep the order of each key and never do one key twice at a time, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (keys, size) => {
          const done: Item[] = [];
          const atWork = new Set<string>();
          const lanes = new Lanes<Item>(
            3,
            size,
            ({ key }) => key === 'd',
            async (batch) => {
              const own = new Set(batch.map(({ key }) => key));
              for (const key of own) expect(atWork.has(key)).toBe(false);
              if (own.has('d')) expect(own.size).toBe(1);
              own.forEach((key) => atWork.add(key));
              await Promise.resolve();
              own.forEach((key) => atWork.delete(key));
              done.push(...batch);
            },
          );
          keys.forEach((key, n) => lanes.add({ key, n }));
          await lanes.settled();
          expect(done).toHaveLength(keys.length);
          for (const key of 'abcd') {
            const order = done.filter((item) => item.key === key).map(({ n }) => n);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        },
      ),
    );
  });

  it('let others pass a slow key', async () => {
    const slow = gate();
    const done: string[] = [];
    const lanes = new Lanes<Item>(
      4,
      1,
      () => false,
      async ([item]) => {
        if (item?.key.startsWith('slow')) await slow.opened;
        done.push(item?.key ?? '');
      },
    );
    for (const key of ['slow1', 'slow2', 'slow3', 'quick1', 'quick2']) lanes.add({ key, n: 0 });
    await eventually(() => expect(done).toEqual(['quick1', 'quick2']));
    slow.open();
    await lanes.settled();
    expect(done).toHaveLength(5);
  });

  it('forget what waits when told so, and settle', async () => {
    const first = gate();
    const done: number[] = [];
    const lanes = new Lanes<Item>(
      1,
      1,
      () => false,
      async ([item]) => {
        await first.opened;
        done.push(item?.n ?? -1);
      },
    );
    lanes.add({ key: 'a', n: 1 });
    await eventually(() => expect(lanes.waiting).toBe(0));
    lanes.add({ key: 'a', n: 2 });
    lanes.add({ key: 'b', n: 3 });
    expect(lanes.waiting).toBe(2);
    lanes.clear();
    first.open();
    await lanes.settled();
    expect(done).toEqual([1]);
  });
});
