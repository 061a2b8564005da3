import { Injectable } from '@nestjs/common';
import { Audit } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';
import type { Attempts, LockPolicy } from '../domain/attempts.js';
import { LoginAttempts } from '../store/login-attempts.js';

/** Counts failed log-ins, and tells the trail when that locks an account. */
@Injectable()
export class FailedAttempts {
  constructor(
    private readonly attempts: LoginAttempts,
    private readonly audit: Audit,
    private readonly config: IdentityConfig,
  ) {}

  /** One failure more for each of the sources. */
  count(sources: string[], now: Date): Promise<void> {
    return this.attempts.change(sources, async (all) => {
      for (const attempts of all) await this.countOn(attempts, now);
    });
  }

  /** One failure more, inside of a change of the attempts. */
  async countOn(attempts: Attempts, now: Date): Promise<void> {
    if (attempts.failed(now, this.policyOf(attempts))) await this.recordLock(attempts);
  }

  private policyOf({ source }: Attempts): LockPolicy {
    const { loginFailures, addressFailures, failureWindowMinutes: windowMinutes, lockMinutes: minutes } = this.config;
    const failures = { address: addressFailures, network: 4 * addressFailures }[source.split(':')[0]!] ?? loginFailures;
    return { failures, windowMinutes, lockMinutes: [minutes, 2 * minutes, 4 * minutes] };
  }

  /** The trail tells about accounts; an address is personal data and stays out of it. */
  private async recordLock({ source, lockedUntil }: Attempts): Promise<void> {
    const [kind, id] = source.split(':');
    if (kind !== 'account') return;
    const details = { until: lockedUntil!.toISOString() };
    await this.audit.record({ actor: 'system', action: 'account.lock', subject: `account/${id}`, details });
  }
}
