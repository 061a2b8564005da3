import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { pack, unpack, type PublicBadge } from '../domain/public-badge.js';
import { BadgeKeys } from './badge-keys.js';

/** Badges that are compressed together: what they have in common is kept once, and one of them is read in some 100 µs. */
const PAGE = 64;

/** All badges of the country in one process, so small that 200,000 fit beside everything else. */
export class Shelf {
  private readonly keys = new BadgeKeys();
  /** Full pages, compressed. */
  private readonly pages: Buffer[] = [];
  /** The last page while it fills. */
  private open: string[] = [];

  get size(): number {
    return this.keys.size;
  }

  /** Bytes of the full pages. */
  get bytes(): number {
    return this.pages.reduce((sum, { length }) => sum + length, 0);
  }

  /** Stores a badge; false when it lies there already just like that. */
  put(badge: PublicBadge): boolean {
    const line = pack(badge);
    const known = this.keys.numberOfId(badge.publicId);
    if (known !== undefined) return this.replace(known, line);
    this.keys.add(badge);
    this.open.push(line);
    if (this.open.length === PAGE) {
      this.pages.push(squeeze(this.open));
      this.open = [];
    }
    return true;
  }

  /** A badge by its public id. */
  get(publicId: string): PublicBadge | undefined {
    const number = this.keys.numberOfId(publicId);
    return number === undefined ? undefined : unpack(this.lines(number)[number % PAGE]!, this.keys.at(number));
  }

  has(publicId: string): boolean {
    return this.keys.numberOfId(publicId) !== undefined;
  }

  /** The public id of a code. */
  idOf(code: string): string | undefined {
    const number = this.keys.numberOfCode(code);
    return number === undefined ? undefined : this.keys.at(number).publicId;
  }

  private lines(number: number): string[] {
    const page = this.pages[Math.floor(number / PAGE)];
    return page ? inflateRawSync(page).toString().split('\n') : this.open;
  }

  private replace(number: number, line: string): boolean {
    const lines = this.lines(number);
    if (lines[number % PAGE] === line) return false;
    lines[number % PAGE] = line;
    if (lines !== this.open) this.pages[Math.floor(number / PAGE)] = squeeze(lines);
    return true;
  }
}

/** A copy that holds only its own bytes: what zlib gives keeps a whole chunk of 16 KB alive. */
function squeeze(lines: readonly string[]): Buffer {
  const packed = deflateRawSync(lines.join('\n'));
  const copy = Buffer.allocUnsafeSlow(packed.length);
  packed.copy(copy);
  return copy;
}
