import { Injectable } from '@nestjs/common';

/**
 * Something that waits for work, until woken or until its patience ends. A wake-up while nobody waits is kept for the
 * next wait.
 */
@Injectable()
export class Wakeup {
  private woken = false;
  private release?: () => void;
  private readonly listeners = new Set<() => void>();

  /** There is work. */
  wake(): void {
    this.wakeSilently();
    for (const listener of this.listeners) listener();
  }

  /** There is work, and whoever listens knows it. */
  wakeSilently(): void {
    this.woken = true;
    this.release?.();
  }

  /** Also calls `listener` on each wake-up that comes from here. */
  onWake(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Not any more. */
  offWake(listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** Resolves at the next wake-up, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.release = undefined;
    }
    this.woken = false;
  }
}
