import type { PublicBadge } from '../domain/public-badge.js';
import { encode } from './encoded.js';
import { EncodedCache } from './encoded-cache.js';
import { Shelf } from './shelf.js';

const badge = (serial: number, functions = '负责示例工作'): PublicBadge => ({
  publicId: serial.toString(16).padStart(32, '0'),
  code: `CA16101000200000001${String(serial).padStart(4, '0')}`,
  state: 'HUNG',
  colour: 'red',
  unitName: `示例局${serial}`,
  unitKind: 'organ',
  address: '解放东路99号',
  functions,
  siteName: '网站',
  domains: [],
  issuer: 'conac',
  issuedOn: '2026-11-24',
});

describe('the shelf of badges', () => {
  it('gives back what was put on it, by id and by code', () => {
    const shelf = new Shelf();
    for (let serial = 1; serial <= 500; serial += 1) expect(shelf.put(badge(serial))).toBe(true);
    expect(shelf.size).toBe(500);
    for (let serial = 1; serial <= 500; serial += 1) {
      expect(shelf.get(shelf.idOf(badge(serial).code)!)).toEqual(badge(serial));
    }
    expect(shelf.get('f'.repeat(32))).toBeUndefined();
    expect(shelf.idOf('CA')).toBeUndefined();
  });

  it('knows what has not changed', () => {
    const shelf = new Shelf();
    shelf.put(badge(1));
    expect(shelf.put(badge(1))).toBe(false);
    expect(shelf.put({ ...badge(1), state: 'REVOKED' })).toBe(true);
    expect(shelf.get(badge(1).publicId)?.state).toBe('REVOKED');
  });

  it('does not grow by changes, wherever they fall', () => {
    const shelf = new Shelf();
    const all = Array.from({ length: 100 }, (_, serial) => serial + 1);
    // Texts that do not compress.
    const noise = (seed: number): string => Array.from({ length: 300 }, (_, place) => ((seed * 7919 + place * 104_729) % 65_521).toString(36)).join('');
    for (const serial of all) shelf.put(badge(serial, noise(serial)));
    const before = shelf.bytes;
    for (let round = 1; round <= 5; round += 1) for (const serial of all) expect(shelf.put(badge(serial, noise(round * 100 + serial)))).toBe(true);
    for (const serial of all) expect(shelf.get(badge(serial).publicId)).toEqual(badge(serial, noise(500 + serial)));
    expect(shelf.size).toBe(100);
    expect(shelf.bytes).toBeLessThan(before * 1.2);
  });

  it('finds among those whose keys have the same hash', () => {
    const shelf = new Shelf();
    // The hash of an id is its first eight digits.
    const alike = (serial: number): PublicBadge => ({ ...badge(serial), publicId: 'ffffffff'.padEnd(28, '0') + serial.toString(16).padStart(4, '0') });
    for (let serial = 1; serial <= 40; serial += 1) shelf.put(alike(serial));
    expect(shelf.get(alike(17).publicId)).toEqual(alike(17));
    expect(shelf.has(alike(41).publicId)).toBe(false);
  });

  it.each([
    ['a code that is none', { code: 'CA1' }],
    ['an id that is none', { publicId: 'x' }],
  ])('takes no badge with %s', (_, broken) => expect(() => new Shelf().put({ ...badge(1), ...broken })).toThrow('no proper code'));
});

describe('the cache of encoded answers', () => {
  it('keeps within its bytes, and what is asked for stays', () => {
    let made = 0;
    const cache = new EncodedCache(50_000);
    const get = (key: string) => {
      cache.get(key, () => {
        made += 1;
        return encode(200, 'x'.repeat(1_500), {});
      });
    };
    for (let one = 0; one < 1_000; one += 1) {
      get('often');
      get(`rare ${one}`);
    }
    expect(made).toBe(1_001);
    get('rare 0');
    expect(made).toBe(1_002);
    cache.clear();
    get('often');
    expect(made).toBe(1_003);
  });

  it('forgets what has changed', () => {
    const cache = new EncodedCache(50_000);
    const text = (words: string): string => cache.get('key', () => encode(200, words, {})).identity.body!.toString();
    expect([text('old'), text('new')]).toEqual(['old', 'old']);
    cache.drop('key');
    cache.drop('other');
    expect(text('new')).toBe('new');
  });
});
