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

  it('does not grow by changes', () => {
    const shelf = new Shelf();
    // Texts that do not compress, so that the chunks fill and are cleared several times over.
    const noise = (seed: number): string => Array.from({ length: 3_000 }, (_, place) => ((seed * 7919 + place * 104_729) % 65_521).toString(36)).join('');
    for (let round = 0; round < 25; round += 1) for (let serial = 1; serial <= 20; serial += 1) shelf.put(badge(serial, noise(round * 20 + serial)));
    for (let serial = 1; serial <= 20; serial += 1) expect(shelf.get(badge(serial).publicId)).toEqual(badge(serial, noise(24 * 20 + serial)));
    expect(shelf.bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
  });
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
    expect(cache.full).toBe(true);
    cache.clear();
    expect(cache.full).toBe(false);
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
