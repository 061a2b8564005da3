import { Injectable } from '@nestjs/common';
import { Clock, Jobs } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';
import { LoginAttempts } from '../store/login-attempts.js';
import { Passkeys } from '../store/passkeys.js';
import { Sessions } from '../store/sessions.js';
import { SigningKeys } from '../store/signing-keys.js';

/** Makes a new signing key when it is time, and forgets what is no longer needed. */
@Injectable()
export class SystemTidies {
  constructor(
    private readonly keys: SigningKeys,
    private readonly attempts: LoginAttempts,
    private readonly sessions: Sessions,
    private readonly passkeys: Passkeys,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
    jobs: Jobs,
  ) {
    jobs.every('identity:tidy', 600, () => this.run());
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.keys.keepFresh(this.config.keyDays);
    await this.attempts.forgetOld(now);
    await this.sessions.forgetOld(now);
    await this.passkeys.forgetOld(now);
  }
}
