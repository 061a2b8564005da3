import { weightOf, type Encoded } from './encoded.js';

interface Entry {
  readonly body: Encoded;
  /** Asked for since it was last looked at for room. */
  asked: boolean;
}

/**
 * Encoded answers up to a number of bytes. What was not asked for since the last look gives way first (second chance):
 * an answer that is there costs one look-up and changes nothing in the order.
 */
export class EncodedCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** The answer of a key, made if need be. */
  get(key: string, make: () => Encoded): Encoded {
    const known = this.entries.get(key);
    if (known) {
      known.asked = true;
      return known.body;
    }
    const body = make();
    const weight = weightOf(body);
    this.makeRoomFor(weight);
    this.entries.set(key, { body, asked: false });
    this.bytes += weight;
    return body;
  }

  drop(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.bytes -= weightOf(entry.body);
  }

  clear(): void {
    this.entries.clear();
    this.bytes = 0;
  }

  private makeRoomFor(weight: number): void {
    // A Map is walked in the order of insertion, and what is put back is met again at its end.
    for (const [key, entry] of this.entries) {
      if (this.bytes + weight <= this.limit) return;
      this.drop(key);
      if (!entry.asked) continue;
      entry.asked = false;
      this.entries.set(key, entry);
      this.bytes += weightOf(entry.body);
    }
  }
}
