import { Injectable } from '@nestjs/common';
import { PasswordLinkRequested } from '@biaozhi/contracts';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Clock } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';
import { Accounts } from '../store/accounts.js';
import { Sessions } from '../store/sessions.js';
import { Units } from '../store/units.js';
import { FirstLogin } from './first-login.js';

const HOUR_MS = 3_600_000;

/** A handler has forgotten the password: a link to set a new one goes to the mailbox that the unit has filed, and nowhere else. */
@Injectable()
export class PersonForgetsPassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly units: Units,
    private readonly sessions: Sessions,
    private readonly firstLogin: FirstLogin,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
  ) {}

  /**
   * Tells nobody whether there is such an account. Nothing happens for staff (an administrator gives them a link), for a closed
   * account, and for who was sent enough links within the hour.
   */
  ask(loginName: string): Promise<void> {
    return this.transactions.run(async () => {
      const accountId = await this.accounts.idOfName(loginName);
      const account = accountId ? await this.accounts.get(accountId) : undefined;
      if (!account?.unitId || account.disabled) return;
      const hourAgo = new Date(this.clock.now().getTime() - HOUR_MS);
      if ((await this.sessions.linksSince(account.id, hourAgo)) >= this.config.passwordLinksPerHour) return;
      const { id: unitId, region, bureauId } = await this.units.get(account.unitId);
      const names = await this.accounts.namesOf(account.id);
      const firstLoginLink = await this.firstLogin.linkFor(account.id, this.config.passwordLinkMinutes);
      await this.audit.record({ actor: 'system', action: 'account.password-link', subject: `account/${account.id}` });
      await this.outbox.append(
        PasswordLinkRequested.of({ id: account.id, unitId, region, bureauId, loginName: names[0]!, firstLoginLink }),
      );
    });
  }
}
