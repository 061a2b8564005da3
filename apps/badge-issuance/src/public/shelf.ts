import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { pack, unpack, type PublicBadge } from '../domain/public-badge.js';

const CHUNK = 1024 * 1024;
/** A badge is small: with a small window packing costs a fraction, and nothing is lost. */
const WINDOW = { windowBits: 12, memLevel: 5 };
const HEADER = 2;
const LONGEST = 0xffff;

/** Words that most badges share: deflate finds them here instead of in each badge. */
const DICTIONARY = Buffer.from(
  '["CA000000000000000001","HUNG","red","ISSUED","blue","OVERDUE","ABNORMAL","SUSPENDED","REVOKED","organ","institution",' +
    'null,"http://www.gov.cn/","https://www.gov.cn/","政务","公益.cn","aLabel":"xn--zfr164b.cn"},{"uLabel":"' +
    '中国共产党委员会办公室人民政府办事处管理委员会事业单位中心学校医院局网站负责省市县区街道路号，。' +
    '机构编制委员会办公室","bureau","2026-00:00:00.000Z"]',
);

/**
 * All badges of the country in one process: packed, compressed, in large chunks outside of the heap, so that 200,000 fit
 * beside everything else. Keys lead to places in the chunks.
 */
export class Shelf {
  private readonly places = new Map<string, number>();
  private readonly codes = new Map<string, string>();
  private chunks: Buffer[] = [];
  private end = 0;
  private garbage = 0;

  get size(): number {
    return this.places.size;
  }

  /** Bytes of the chunks. */
  get bytes(): number {
    return this.chunks.length * CHUNK;
  }

  /** Stores a badge; false when it lies there already just like that. */
  put(badge: PublicBadge): boolean {
    const packed = deflateRawSync(pack(badge), { ...WINDOW, dictionary: DICTIONARY, level: 6 });
    if (packed.length > LONGEST) throw new Error(`Badge ${badge.code} is too large`);
    const before = this.places.get(badge.publicId);
    if (before !== undefined) {
      const old = this.at(before);
      if (old.equals(packed)) return false;
      this.garbage += old.length + HEADER;
    }
    this.places.set(badge.publicId, this.append(packed));
    this.codes.set(badge.code, badge.publicId);
    if (this.garbage > CHUNK && this.garbage * 2 > this.end) this.compact();
    return true;
  }

  /** A badge by its public id. */
  get(publicId: string): PublicBadge | undefined {
    const place = this.places.get(publicId);
    return place === undefined ? undefined : unpack(inflateRawSync(this.at(place), { windowBits: WINDOW.windowBits, dictionary: DICTIONARY }).toString());
  }

  has(publicId: string): boolean {
    return this.places.has(publicId);
  }

  /** The public id of a code. */
  idOf(code: string): string | undefined {
    return this.codes.get(code);
  }

  ids(): IterableIterator<string> {
    return this.places.keys();
  }

  private at(place: number): Buffer {
    const chunk = this.chunks[Math.floor(place / CHUNK)]!;
    const offset = place % CHUNK;
    return chunk.subarray(offset + HEADER, offset + HEADER + chunk.readUInt16LE(offset));
  }

  private append(packed: Buffer): number {
    const length = packed.length + HEADER;
    // A badge never lies across two chunks.
    if ((this.end % CHUNK) + length > CHUNK) this.end = Math.ceil(this.end / CHUNK) * CHUNK;
    const place = this.end;
    const index = Math.floor(place / CHUNK);
    const chunk = (this.chunks[index] ??= Buffer.allocUnsafeSlow(CHUNK));
    chunk.writeUInt16LE(packed.length, place % CHUNK);
    packed.copy(chunk, (place % CHUNK) + HEADER);
    this.end += length;
    return place;
  }

  private compact(): void {
    const old = [...this.places].map(([id, place]) => [id, Buffer.from(this.at(place))] as const);
    this.chunks = [];
    this.end = 0;
    this.garbage = 0;
    for (const [id, packed] of old) this.places.set(id, this.append(packed));
  }
}
