import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';
import { passwordFindings, type Account } from '../domain/account.js';
import { sourcesOf, type Attempts } from '../domain/attempts.js';
import { Accounts } from '../store/accounts.js';
import { LoginAttempts } from '../store/login-attempts.js';
import { Sessions, type Session } from '../store/sessions.js';
import { SigningKeys } from '../store/signing-keys.js';
import { FailedAttempts } from './failed-attempts.js';
import type { RequestOptions } from './passkey-ceremony.js';
import { Passwords } from './passwords.js';
import { SecondStep, type Missing, type Offer, type SecondProof } from './second-step.js';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Life of the access token, seconds. */
  expiresIn: number;
  principal: Principal;
}

/** What a person is told who lacks something. */
const CODE_OF: Record<Missing, string> = {
  code: 'second-factor-needed',
  'code-or-passkey': 'second-factor-needed',
  'set-up': 'second-factor-to-set-up',
  'right-code': 'second-factor-wrong',
  'right-passkey': 'passkey-refused',
};

const isFailure = (missing: Missing): boolean => missing === 'right-code' || missing === 'right-passkey';

/** Log-in, refresh, first log-in. Every refusal looks the same from outside, whatever its reason. */
@Injectable()
export class PersonSignsIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly attempts: LoginAttempts,
    private readonly failed: FailedAttempts,
    private readonly secondStep: SecondStep,
    private readonly sessions: Sessions,
    private readonly keys: SigningKeys,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
  ) {}

  /**
   * @param address of the person who signs in, to slow down who tries many names
   * @throws Problem 401 `credentials-wrong`, for an unknown name, a wrong password and a locked account alike; of staff whose
   * password was right, `second-factor-needed` (with `passkey: true` for who has one), `second-factor-to-set-up`,
   * `second-factor-wrong` or `passkey-refused`
   */
  async withPassword(loginName: string, password: string, address: string, proof: SecondProof = {}): Promise<Tokens> {
    const done = await this.withRightPassword(loginName, password, address, async (account, attempts, now) => {
      const missing = await this.secondStep.missing(account, proof, now);
      // Counted in the same transaction as the code is looked at, or many guesses at one moment would count as one.
      if (missing && isFailure(missing)) await this.failed.countOn(attempts, now);
      if (missing) return missing;
      attempts.succeeded();
      return this.begin(account, loginName.toLowerCase());
    });
    if (typeof done !== 'string') return done;
    if (isFailure(done)) await this.failed.count(Object.values(sourcesOf(address)), this.clock.now());
    throw problem(401, CODE_OF[done], done === 'code-or-passkey' ? { extensions: { passkey: true } } : {});
  }

  /**
   * A second factor for staff who have none yet. Nothing is kept until the log-in that brings the first code.
   * @throws Problem as `withPassword` does; 409 `second-factor-set-up` when there is one
   */
  offerSecondFactor(loginName: string, password: string, address: string): Promise<Offer> {
    return this.withRightPassword(loginName, password, address, (account) => this.secondStep.firstOffer(account, loginName.toLowerCase()));
  }

  /** A challenge for the passkeys of who knows the password. @throws Problem as `withPassword` does; 409 `no-passkey` */
  passkeyOptions(loginName: string, password: string, address: string): Promise<RequestOptions> {
    return this.withRightPassword(loginName, password, address, (account, _, now) => this.secondStep.passkeyOptions(account, now));
  }

  /** @throws Problem 401 `session-ended` */
  async refresh(refreshToken: string): Promise<Tokens> {
    const rotated = await this.sessions.rotate(refreshToken);
    // Read anew: what has changed in roles or bureau holds from here on.
    const account = await this.accounts.get(rotated.session.accountId);
    if (account.disabled) throw problem(401, 'session-ended');
    return this.tokens(account, rotated.session, rotated.refreshToken);
  }

  /**
   * The first log-in sets the password; the link is used up by it, and sessions that were open end.
   * @throws Problem 410 `link-used`, also for a closed account; 422 for a weak password, which leaves the link good; 401
   * `sign-in-with-second-factor` when the password is set and the second step still to come
   */
  async first(token: string, password: string): Promise<Tokens> {
    const passwordHash = await this.passwords.hash(password);
    const tokens = await this.transactions.run(async () => {
      const accountId = await this.sessions.useFirstLoginToken(token);
      if (!accountId) throw problem(410, 'link-used');
      const names = await this.accounts.namesOf(accountId);
      const findings = passwordFindings(password, names, '/password');
      if (findings.length) throw problem(422, 'validation', { findings });
      const account = await this.accounts.change(accountId, undefined, (account) => {
        if (account.disabled) throw problem(410, 'link-used');
        account.passwordHash = passwordHash;
        return account;
      });
      await this.attempts.forget(`account:${accountId}`);
      await this.sessions.endAllOf(accountId);
      await this.record('account.first-login', accountId);
      return (await this.secondStep.isNeeded(account)) ? undefined : this.begin(account, names[0]!);
    });
    if (!tokens) throw problem(401, 'sign-in-with-second-factor');
    return tokens;
  }

  /** Goes on when the password is right, unless the account was locked or closed while it was hashed. */
  private async withRightPassword<T>(
    loginName: string,
    password: string,
    address: string,
    proceed: (account: Account, attempts: Attempts, now: Date) => Promise<T>,
  ): Promise<T> {
    const name = loginName.toLowerCase();
    const from = sourcesOf(address);
    const now = this.clock.now();
    if (await this.attempts.isLocked([from.address, from.network], now)) throw problem(401, 'credentials-wrong');
    const accountId = await this.accounts.idOfName(name);
    const known = accountId ? await this.accounts.get(accountId) : undefined;
    const whose = known ? `account:${known.id}` : `name:${name}`;
    // Looked at before hashing: a locked account takes the same way as a wrong password, also when the password is right.
    const locked = await this.attempts.isLocked([whose], now);
    // Outside of a transaction: hashing takes long, and nobody should wait for a connection meanwhile.
    const fits = await this.passwords.fits(password, known?.passwordHash);
    const done =
      known && fits && !locked
        ? await this.attempts.change([whose], async ([attempts]) => {
            const account = await this.accounts.get(known.id);
            if (account.disabled || attempts!.isLocked(now)) return undefined;
            return { result: await proceed(account, attempts!, now) };
          })
        : undefined;
    if (done) return done.result;
    await this.failed.count([whose, from.address, from.network], now);
    throw problem(401, 'credentials-wrong');
  }

  private async begin(account: Account, loginName: string): Promise<Tokens> {
    const { session, refreshToken } = await this.sessions.begin(account.id, loginName);
    await this.record('session.begin', account.id);
    return this.tokens(account, session, refreshToken);
  }

  private async tokens(account: Account, session: Session, refreshToken: string): Promise<Tokens> {
    const principal: Principal = {
      accountId: account.id,
      loginName: session.loginName,
      displayName: account.displayName,
      roles: account.roles,
      ...(account.unitId ? { unitId: account.unitId } : {}),
      ...(account.bureauId ? { bureauId: account.bureauId } : {}),
      sessionId: session.id,
    };
    return {
      accessToken: await this.keys.sign(principal),
      refreshToken,
      expiresIn: this.config.accessTokenSeconds,
      principal,
    };
  }

  private record(action: string, accountId: string): Promise<void> {
    return this.audit.record({ actor: 'system', action, subject: `account/${accountId}` });
  }
}
