/** Batches at the same time while all is well: few, so that each of them is large and its transaction pays for many. */
const USUAL = 2;
/** Milliseconds after which what waits gets another lane: those at work must be slow. */
const PATIENCE = 25;

/**
 * Work with a key: what has the same key is done one after the other, in order; what has not, at the same time, in
 * batches.
 * A slow key holds up its batch only, never the others.
 */
export class Lanes<T extends { key: string }> {
  private readonly queues = new Map<string, T[]>();
  /** Keys with work that nobody is at, oldest first. */
  private readonly ready = new Set<string>();
  private readonly busy = new Set<string>();
  private active = 0;
  private reinforcement?: NodeJS.Timeout;
  private readonly idle: (() => void)[] = [];

  /**
   * @param width batches at the same time, at most
   * @param size items of a batch, at most (one key's items are never split for it)
   * @param alone whether an item must not share its batch with other keys
   */
  constructor(
    private readonly width: number,
    private readonly size: number,
    private readonly alone: (item: T) => boolean,
    private readonly run: (batch: T[]) => Promise<void>,
  ) {}

  /** Items that wait for their turn. */
  get waiting(): number {
    let sum = 0;
    for (const queue of this.queues.values()) sum += queue.length;
    return sum;
  }

  add(item: T): void {
    const queue = this.queues.get(item.key);
    if (queue) queue.push(item);
    else this.queues.set(item.key, [item]);
    if (!this.busy.has(item.key)) this.ready.add(item.key);
    queueMicrotask(() => this.start());
  }

  /** Forgets what waits, e.g. because the connection to answer on is gone. */
  clear(): void {
    this.queues.clear();
    this.ready.clear();
  }

  /** Resolves when nothing is being done and nothing waits. */
  async settled(): Promise<void> {
    if (this.active || this.ready.size) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private start(): void {
    while (this.active < Math.min(USUAL, this.width) && this.ready.size) this.startOne();
    if (!this.ready.size || this.active >= this.width) return;
    this.reinforcement ??= setTimeout(() => {
      this.reinforcement = undefined;
      if (this.ready.size && this.active < this.width) this.startOne();
      this.start();
    }, PATIENCE);
  }

  private startOne(): void {
    const batch = this.take();
    this.active += 1;
    void this.run(batch.items).finally(() => this.finish(batch.keys));
  }

  private take(): { keys: string[]; items: T[] } {
    const [keys, items]: [string[], T[]] = [[], []];
    for (const key of this.ready) {
      const queue = this.queues.get(key) ?? [];
      const alone = queue.some((item) => this.alone(item));
      if (items.length && (alone || items.length + queue.length > this.size)) continue;
      this.ready.delete(key);
      this.busy.add(key);
      this.queues.delete(key);
      keys.push(key);
      items.push(...queue);
      if (alone || items.length >= this.size) break;
    }
    return { keys, items };
  }

  private finish(keys: string[]): void {
    this.active -= 1;
    for (const key of keys) {
      this.busy.delete(key);
      if (this.queues.has(key)) this.ready.add(key);
    }
    this.start();
    if (!this.active && !this.ready.size) for (const resolve of this.idle.splice(0)) resolve();
  }
}
