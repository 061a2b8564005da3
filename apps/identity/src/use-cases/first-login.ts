import { Injectable } from '@nestjs/common';
import { IdentityConfig } from '../config.js';
import { Sessions } from '../store/sessions.js';

/** The one-time link by which a person sets a password. */
@Injectable()
export class FirstLogin {
  constructor(
    private readonly sessions: Sessions,
    private readonly config: IdentityConfig,
  ) {}

  /** A new link to the public address; what was sent before is good no more. */
  async linkFor(accountId: string, minutes = this.config.firstLoginDays * 24 * 60): Promise<string> {
    const token = await this.sessions.firstLoginToken(accountId, minutes);
    return `${this.config.publicUrl}/first-login?token=${token}`;
  }
}
