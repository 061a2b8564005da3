/** When failed log-ins lock what they came from or went for. */
export interface LockPolicy {
  /** So many failures … */
  failures: number;
  /** … in so many minutes from the first of them … */
  windowMinutes: number;
  /** … lock for so many minutes; the last figure holds for every further lock. */
  lockMinutes: readonly number[];
}

/** A row of locks is forgotten a day after the last failure. */
const FORGET_MS = 24 * 3_600_000;

/**
 * Failed log-ins of one source: an account, a log-in name that nobody has, an address, or a network. Names that nobody
 * has are counted like accounts, so that a stranger cannot tell them apart.
 */
export class Attempts {
  failures = 0;
  /** The first failure of the window. */
  since: Date | null = null;
  /** How often it was locked lately. */
  locks = 0;
  lockedUntil: Date | null = null;

  constructor(readonly source: string) {}

  isLocked(now: Date): boolean {
    return this.lockedUntil !== null && this.lockedUntil > now;
  }

  /** Counts one failure; true when it is the one that locks. What comes during a lock is not counted. */
  failed(now: Date, policy: LockPolicy): boolean {
    if (this.isLocked(now)) return false;
    const age = this.since === null ? Infinity : now.getTime() - this.since.getTime();
    if (age >= FORGET_MS) this.locks = 0;
    if (age >= policy.windowMinutes * 60_000) {
      this.failures = 0;
      this.since = now;
    }
    this.failures += 1;
    if (this.failures < policy.failures) return false;
    const minutes = policy.lockMinutes[Math.min(this.locks, policy.lockMinutes.length - 1)]!;
    this.lockedUntil = new Date(now.getTime() + minutes * 60_000);
    this.locks += 1;
    this.failures = 0;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.since = null;
    this.locks = 0;
  }
}

/** The sources that an address counts for: itself and its network (/24; /64 and /48 for IPv6). */
export function sourcesOf(address: string): { address: string; network: string } {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.(\d+)$/i.exec(address);
  if (v4) return { address: `address:${v4[1]}.${v4[2]}`, network: `network:${v4[1]}` };
  const groups = wholeGroups(address);
  return { address: `address:${groups.slice(0, 4).join(':')}`, network: `network:${groups.slice(0, 3).join(':')}` };
}

/** The eight groups of an IPv6 address, `::` filled up. */
function wholeGroups(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
}
