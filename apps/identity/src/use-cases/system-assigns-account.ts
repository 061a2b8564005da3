import { Injectable } from '@nestjs/common';
import { AccountAssigned, type DomainRegistered } from '@biaozhi/contracts';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import { Accounts } from '../store/accounts.js';
import { FirstLogin } from './first-login.js';

/**
 * With its first domain a unit gets its account for the review platform: a second name for the same person, and a
 * one-time link.
 */
@Injectable()
export class SystemAssignsAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly firstLogin: FirstLogin,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
  ) {}

  run({ unitId, region, bureauId }: DomainRegistered): Promise<void> {
    return this.transactions.run(async () => {
      const account = unitId ? await this.accounts.ofUnit(unitId) : undefined;
      if (!account || account.disabled || !unitId || (await this.accounts.hasAssignedName(account.id))) return;
      const loginName = await this.freeName(account.id, region);
      const firstLoginLink = await this.firstLogin.linkFor(account.id);
      await this.audit.record({ actor: 'system', action: 'account.assign', subject: `account/${account.id}` });
      await this.outbox.append(
        AccountAssigned.of({ id: account.id, unitId, region, bureauId, loginName, firstLoginLink }),
      );
    });
  }

  /** `w` + division + the last eight digits of the account's id; longer in the rare case that somebody has that name. */
  private async freeName(accountId: string, region: string): Promise<string> {
    const digits = accountId.replaceAll('-', '');
    for (let length = 8; length <= digits.length; length++) {
      const name = `w${region}-${digits.slice(-length)}`;
      if (await this.accounts.addName(accountId, name, true)) return name;
    }
    throw new Error(`No free log-in name for account ${accountId}`);
  }
}
