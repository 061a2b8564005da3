import type { PublicBadge } from '../domain/public-badge.js';
import { HashIndex } from './hash-index.js';

type Keys = Pick<PublicBadge, 'publicId' | 'code'>;

const ID = /^[0-9a-f]{32}$/;
const CODE = /^CA\d{21}$/;
const ID_BYTES = 16;
const WIDTH = ID_BYTES + 23;
const CHUNK = 16_384;

/** Numbers badges in the order in which they come, 0 first, and finds the number of a public id and of a code. */
export class BadgeKeys {
  private readonly ids = new HashIndex((number) => hashOfId(this.at(number).publicId));
  private readonly codes = new HashIndex((number) => hashOfCode(this.at(number).code));
  private readonly chunks: Buffer[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The number of a new badge. */
  add({ publicId, code }: Keys): number {
    if (!ID.test(publicId) || !CODE.test(code)) throw new Error(`Badge ${code} has no proper code or public id`);
    const number = this.count;
    const chunk = (this.chunks[Math.floor(number / CHUNK)] ??= Buffer.allocUnsafeSlow(CHUNK * WIDTH));
    const offset = (number % CHUNK) * WIDTH;
    chunk.write(publicId, offset, 'hex');
    chunk.write(code, offset + ID_BYTES, 'latin1');
    this.count += 1;
    this.ids.add(number);
    this.codes.add(number);
    return number;
  }

  at(number: number): Keys {
    const chunk = this.chunks[Math.floor(number / CHUNK)]!;
    const offset = (number % CHUNK) * WIDTH;
    return {
      publicId: chunk.toString('hex', offset, offset + ID_BYTES),
      code: chunk.toString('latin1', offset + ID_BYTES, offset + WIDTH),
    };
  }

  numberOfId(publicId: string): number | undefined {
    return ID.test(publicId) ? this.ids.find(hashOfId(publicId), (number) => this.at(number).publicId === publicId) : undefined;
  }

  numberOfCode(code: string): number | undefined {
    return CODE.test(code) ? this.codes.find(hashOfCode(code), (number) => this.at(number).code === code) : undefined;
  }
}

/** A public id is random: its first bytes are a hash already. */
const hashOfId = (publicId: string): number => Number.parseInt(publicId.slice(0, 8), 16);

/** FNV-1a, 32 bits. */
function hashOfCode(code: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < code.length; place += 1) hash = Math.imul(hash ^ code.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
