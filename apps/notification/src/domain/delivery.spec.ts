import { maskedAddress, nextAfter, type Outcome } from './delivery.js';

const patience = { firstPauseSeconds: 5, attempts: 12 };
const again: Outcome = { kind: 'again', code: 'unreachable' };

describe('a message', () => {
  it('that was taken is delivered', () => {
    expect(nextAfter({ kind: 'accepted', by: 'smtp', receipt: '1', sentTo: '' }, 1, patience)).toEqual({ state: 'DELIVERED' });
  });

  it('that nobody can get has failed', () => {
    expect(nextAfter({ kind: 'hopeless', code: 'smtp-550' }, 1, patience)).toEqual({ state: 'FAILED' });
  });

  it.each([
    [1, 5],
    [2, 20],
    [3, 80],
    [6, 5120],
    [8, 21_600],
    [11, 21_600],
  ])('that was not taken waits longer each time: %i → %i s', (attempt, pauseSeconds) => {
    expect(nextAfter(again, attempt, patience)).toEqual({ state: 'QUEUED', pauseSeconds });
  });

  it('is given up after the last attempt', () => expect(nextAfter(again, 12, patience)).toEqual({ state: 'FAILED' }));
});

it.each([
  ['13953112345', '139****2345'],
  ['wangxiaoming@lixia.gov.cn', 'w***@lixia.gov.cn'],
  ['w@lixia.gov.cn', 'w***@lixia.gov.cn'],
])('the address %s is shown as %s', (address, shown) => expect(maskedAddress(address)).toBe(shown));
