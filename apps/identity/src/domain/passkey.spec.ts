import { Passkey } from './passkey.js';

const NOW = new Date('2026-11-25T02:00:00Z');
const counted = (counter: number): Passkey => new Passkey('id', 'credential', new Uint8Array(), counter, [], '手机', NOW);

it.each([
  [0, 0, true],
  [0, 1, true],
  [5, 6, true],
  [5, 900, true],
  [5, 5, false],
  [5, 4, false],
  [5, 0, false],
])('a device that stood at %i and says %i is believed: %s', (before, said, believed) => {
  const passkey = counted(before);
  expect(passkey.use(said, NOW)).toBe(believed);
  expect(passkey).toMatchObject(believed ? { counter: said, usedAt: NOW } : { counter: before, usedAt: null });
});
