import fc from 'fast-check';
import { signed as providerSigned } from '../../../../tools/outside/payment.mjs';
import { signed, verify, type Signed } from './signature.js';

const KEY = 'a key of sixteen characters';
const NOW = new Date('2026-11-25T02:00:00Z');
const TARGET = 'POST /payments/callback';
const body = { transaction: 'T1', order: 'A', amountFen: 20_000 };
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('a signed message', () => {
  const good = signed(KEY, TARGET, body, NOW);

  it('is good, whatever the order of its members', () => {
    expect(verify(KEY, good, TARGET, { amountFen: 20_000, order: 'A', transaction: 'T1' }, NOW)).toBe('good');
  });

  it('is signed alike by us and by the provider', () => {
    expect(verify(KEY, providerSigned(KEY, TARGET, body, NOW), TARGET, body, NOW)).toBe('good');
  });

  it.each<[string, Partial<Signed>, string, unknown]>([
    ['without a signature', { ...good, 'x-signature': undefined }, TARGET, body],
    ['with an empty one', { ...good, 'x-signature': '' }, TARGET, body],
    ['with one that is no hex', { ...good, 'x-signature': 'z'.repeat(64) }, TARGET, body],
    ['with half of it', { ...good, 'x-signature': good['x-signature'].slice(0, 32) }, TARGET, body],
    ['with more than it', { ...good, 'x-signature': `${good['x-signature']}00` }, TARGET, body],
    ['by another key', signed('another key of the like', TARGET, body, NOW), TARGET, body],
    ['for another target', good, 'POST /orders', body],
    ['with another body', good, TARGET, { ...body, amountFen: 1 }],
    ['with a member more', good, TARGET, { ...body, also: 1 }],
    ['with another nonce', { ...good, 'x-nonce': 'n' }, TARGET, body],
    ['with a younger time', { ...good, 'x-timestamp': String(Number(good['x-timestamp']) + 1) }, TARGET, body],
    ['without anything', {}, TARGET, body],
  ])('is wrong %s', (_, headers, target, sent) => expect(verify(KEY, headers, target, sent, NOW)).toBe('wrong'));

  it.each([
    [-301, 'stale'],
    [-300, 'good'],
    [300, 'good'],
    [301, 'stale'],
  ])('read %i seconds after it was signed is %s', (seconds, expected) => {
    expect(verify(KEY, good, TARGET, body, after(seconds))).toBe(expected);
  });

  it('is not good for any other body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (other) => {
        fc.pre(JSON.stringify(other) !== JSON.stringify(body));
        expect(verify(KEY, good, TARGET, other, NOW)).toBe('wrong');
      }),
      { numRuns: 300 },
    );
  });
});
