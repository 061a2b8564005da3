import { Inject, Injectable } from '@nestjs/common';
import { BUS_SETTINGS, type BusSettings } from './options.js';

/** What to do about an event that came before its predecessors. */
export type GapAdvice = { wait: number; ask: boolean } | 'park';

/**
 * Remembers since when an aggregate has a gap. Gaps are rare and short, so memory will do: a restart begins to count
 * anew.
 */
@Injectable()
export class Gaps {
  private readonly open = new Map<string, { since: number; asked: number }>();
  /** Gaps seen since the start. */
  seen = 0;

  constructor(@Inject(BUS_SETTINGS) private readonly settings: BusSettings) {}

  /** An event of `key` lies behind a gap. */
  advise(key: string, now = Date.now()): GapAdvice {
    const gap = this.open.get(key) ?? { since: now, asked: 0 };
    if (!this.open.has(key)) this.seen += 1;
    this.open.set(key, gap);
    const age = (now - gap.since) / 1000;
    if (age > this.settings.gapParkSeconds) return 'park';
    const ask = age > this.settings.gapAskSeconds && now - gap.asked > 10_000;
    if (ask) gap.asked = now;
    return { wait: Math.min(Math.max(age * 500, 100), 5000), ask };
  }

  /** The aggregate goes on. */
  close(key: string): void {
    if (this.open.size) this.open.delete(key);
  }
}
