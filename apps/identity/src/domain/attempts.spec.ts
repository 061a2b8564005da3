import fc from 'fast-check';
import { Attempts, sourcesOf, type LockPolicy } from './attempts.js';

const policy: LockPolicy = { failures: 5, windowMinutes: 15, lockMinutes: [30, 60, 120] };
const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 25, 2, 0) + minutes * 60_000);

describe('failed log-ins', () => {
  const attempts = (): Attempts => new Attempts('account:1');
  const fail = (one: Attempts, ...minutes: number[]): boolean[] =>
    minutes.map((minute) => one.failed(at(minute), policy));

  it('lock with the fifth inside the window, for half an hour', () => {
    const one = attempts();
    expect(fail(one, 0, 1, 2, 3, 14)).toEqual([false, false, false, false, true]);
    expect(one.isLocked(at(14))).toBe(true);
    expect(one.isLocked(at(43.9))).toBe(true);
    expect(one.isLocked(at(44))).toBe(false);
  });

  it('do not add up beyond the window', () => {
    const one = attempts();
    expect(fail(one, 0, 1, 2, 3, 15, 16, 17, 18)).not.toContain(true);
    expect(one.failed(at(19), policy)).toBe(true);
  });

  it('during a lock neither count nor prolong it', () => {
    const one = attempts();
    fail(one, 0, 0, 0, 0, 0, 10, 20, 29);
    expect(one.lockedUntil).toEqual(at(30));
    expect(one.failures).toBe(0);
  });

  it('lock for longer when they go on, and for the longest figure in the end', () => {
    const one = attempts();
    const spans = [0, 30, 90, 210].map((start) => {
      fail(one, start, start, start, start, start);
      return (one.lockedUntil!.getTime() - at(start).getTime()) / 60_000;
    });
    expect(spans).toEqual([30, 60, 120, 120]);
  });

  it('are forgotten a day later, and by a good log-in', () => {
    const later = attempts();
    fail(later, 0, 0, 0, 0, 0);
    fail(later, 1500, 1500, 1500, 1500, 1500);
    expect(later.lockedUntil).toEqual(at(1530));
    const good = attempts();
    fail(good, 0, 0, 0, 0, 0);
    good.succeeded();
    fail(good, 40, 40, 40, 40);
    expect(good.isLocked(at(40))).toBe(false);
    expect(good.failed(at(40), policy)).toBe(true);
    expect(good.lockedUntil).toEqual(at(70));
  });

  it('never let more than five guesses through in a window, whatever their times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 80 }), (minutes) => {
        const one = attempts();
        const counted: number[] = [];
        for (const minute of minutes.sort((a, b) => a - b)) {
          if (!one.isLocked(at(minute))) counted.push(minute);
          one.failed(at(minute), policy);
        }
        // A window begins with its first failure: at most four before it and five after it can fall into any 15 minutes.
        return counted.every((start) => counted.filter((minute) => minute >= start && minute < start + 15).length <= 9);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.77', 'address:192.0.2.77', 'network:192.0.2'],
    ['::ffff:192.0.2.77', 'address:192.0.2.77', 'network:192.0.2'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2', 'network:2001:db8:1'],
    ['2001:DB8::6', 'address:2001:db8:0:0', 'network:2001:db8:0'],
    ['::1', 'address:0:0:0:0', 'network:0:0:0'],
    ['fe80::1%eth0', 'address:fe80:0:0:0', 'network:fe80:0:0'],
  ])('%s counts for itself and its network', (text, address, network) => {
    expect(sourcesOf(text)).toEqual({ address, network });
  });
});
