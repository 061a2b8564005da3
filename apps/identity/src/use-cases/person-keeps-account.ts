import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';
import { passwordFindings, type Account } from '../domain/account.js';
import { Accounts } from '../store/accounts.js';
import { LoginAttempts } from '../store/login-attempts.js';
import { Sessions } from '../store/sessions.js';
import { FailedAttempts } from './failed-attempts.js';
import { Passwords } from './passwords.js';
import { SecondStep, type Offer } from './second-step.js';

/** Who is signed in changes the password or the device of the second factor, having shown the present ones once more. */
@Injectable()
export class PersonKeepsAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly attempts: LoginAttempts,
    private readonly failed: FailedAttempts,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly secondStep: SecondStep,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * A person changes the password; all other sessions end.
   * @throws Problem 422 `credentials-wrong` at `/current`
   */
  async changePassword(me: Principal, current: string, password: string): Promise<void> {
    const account = await this.confirmed(me, current, '/current');
    const findings = passwordFindings(password, await this.accounts.namesOf(account.id), '/password');
    if (findings.length) throw problem(422, 'validation', { findings });
    const passwordHash = await this.passwords.hash(password);
    await this.transactions.run(async () => {
      await this.accounts.change(account.id, undefined, (fresh) => {
        fresh.passwordHash = passwordHash;
      });
      await this.sessions.endAllOf(account.id, me.sessionId);
      await this.audit.record({ actor: me, action: 'account.change-password', subject: `account/${account.id}` });
    });
  }

  /**
   * A second factor for who is signed in: the first, or another in the place of the present one, which shows a code.
   * @throws Problem 422 `credentials-wrong` at `/password`, `second-factor-wrong` at `/code`
   */
  async offerSecondFactor(me: Principal, password: string, code: string | undefined): Promise<Offer> {
    return this.withBothFactors(me, password, code, (account) => this.secondStep.offer(account, me.loginName));
  }

  /**
   * Does what needs the person to show both factors once more; the code is used up by it.
   * @throws Problem 422 `credentials-wrong` at `/password`, `second-factor-wrong` at `/code`
   */
  async withBothFactors<T>(me: Principal, password: string, code: string | undefined, act: (account: Account) => T | Promise<T>): Promise<T> {
    const account = await this.confirmed(me, password, '/password');
    const now = this.clock.now();
    const done = await this.attempts.change([`account:${account.id}`], async ([attempts]) => {
      const shown = !attempts!.isLocked(now) && (await this.secondStep.isShown(account, code, now));
      if (shown) return { result: await act(account) };
      await this.failed.countOn(attempts!, now);
      return undefined;
    });
    if (!done) throw problem(422, 'validation', { findings: [finding('second-factor-wrong', '/code')] });
    return done.result;
  }

  /** The account, when the password is right and nothing has locked it. */
  private async confirmed(me: Principal, password: string, pointer: string): Promise<Account> {
    const account = await this.accounts.get(me.accountId);
    const whose = `account:${account.id}`;
    const now = this.clock.now();
    const locked = await this.attempts.isLocked([whose], now);
    if ((await this.passwords.fits(password, account.passwordHash)) && !locked) return account;
    await this.failed.count([whose], now);
    throw problem(422, 'validation', { findings: [finding('credentials-wrong', pointer)] });
  }
}
