/**
 * Finds numbers by keys that are kept elsewhere (open addressing, linear probing): four to sixteen bytes a key, where a Map of
 * strings takes a hundred. Nothing is ever taken out.
 */
export class HashIndex {
  /** A number + 1; 0: free. Never more than half full. */
  private slots = new Uint32Array(1024);
  private count = 0;

  /** @param hashOf the hash (32 bits, unsigned) of a number's key */
  constructor(private readonly hashOf: (number: number) => number) {}

  /** The number whose key `is` the one that is sought, which has this hash. */
  find(hash: number, is: (number: number) => boolean): number | undefined {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.slots[slot]! - 1;
      if (is(number)) return number;
    }
    return undefined;
  }

  /** Adds a number whose key is not there yet. */
  add(number: number): void {
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.grow();
    this.place(number);
  }

  private place(number: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hashOf(number) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = number + 1;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Uint32Array(before.length * 2);
    for (const slot of before) if (slot !== 0) this.place(slot - 1);
  }
}
