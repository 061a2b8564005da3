import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem, type Finding } from '@biaozhi/problem';
import { Audit } from '@biaozhi/service-kit';
import type { Role } from '@biaozhi/workflow';
import { Account, passwordFindings } from '../domain/account.js';
import { staffFindings } from '../domain/staff-roles.js';
import { Accounts } from '../store/accounts.js';
import { Bureaus } from '../store/bureaus.js';
import { LoginAttempts } from '../store/login-attempts.js';
import { SecondFactors } from '../store/second-factors.js';
import { Sessions } from '../store/sessions.js';
import { FirstLogin } from './first-login.js';
import { Passwords } from './passwords.js';

export interface NewStaff {
  loginName: string;
  displayName: string;
  roles: Role[];
  bureauId?: string;
  /** Without one the person sets it by the first-login link. */
  password?: string;
}

export type StaffChange = Partial<Pick<NewStaff, 'displayName' | 'roles'>> & { bureauId?: string | null };

/** Administrators open, change, lock and unlock the accounts of staff; nobody does so with his own. */
@Injectable()
export class AdministratorKeepsStaff {
  constructor(
    private readonly accounts: Accounts,
    private readonly bureaus: Bureaus,
    private readonly sessions: Sessions,
    private readonly secondFactors: SecondFactors,
    private readonly attempts: LoginAttempts,
    private readonly firstLogin: FirstLogin,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 422 with all findings */
  async open(by: Principal | 'system', staff: NewStaff): Promise<{ id: string; firstLoginLink?: string }> {
    const { displayName, roles, bureauId, loginName, password } = staff;
    const findings = [
      ...(password === undefined ? [] : passwordFindings(password, [loginName], '/password')),
      ...(await this.findings(roles, bureauId)),
    ];
    if (findings.length) throw problem(422, 'validation', { findings });
    const passwordHash = password === undefined ? undefined : await this.passwords.hash(password);
    return this.transactions.run(async () => {
      const account = Account.open(v7(), { displayName, roles, passwordHash, bureauId });
      await this.accounts.add(account, loginName);
      await this.audit.record({
        actor: by,
        action: 'staff.open',
        subject: `account/${account.id}`,
        details: { roles, bureauId },
      });
      if (password !== undefined) return { id: account.id };
      return { id: account.id, firstLoginLink: await this.firstLogin.linkFor(account.id) };
    });
  }

  /** Changes name, roles or bureau. Sessions end, so that no token with the old roles is renewed. */
  change(by: Principal, id: string, seen: number, change: StaffChange): Promise<void> {
    return this.decide(by, id, seen, 'staff.change', async (account) => {
      const [roles, bureauId] = [
        change.roles ?? account.roles,
        change.bureauId === undefined ? account.bureauId : change.bureauId,
      ];
      const findings = await this.findings(roles, bureauId);
      if (findings.length) throw problem(422, 'validation', { findings });
      Object.assign(account, change);
      await this.sessions.endAllOf(id);
    });
  }

  lock(by: Principal, id: string): Promise<void> {
    return this.decide(by, id, undefined, 'staff.lock', async (account) => {
      account.disabled = true;
      await this.sessions.endAllOf(id);
    });
  }

  /** Also ends a lock that failed log-ins had set. */
  unlock(by: Principal, id: string): Promise<void> {
    return this.decide(by, id, undefined, 'staff.unlock', async (account) => {
      account.disabled = false;
      await this.attempts.forget(`account:${id}`);
    });
  }

  /** For who has lost the device and the recovery codes: the next log-in sets a new one up. Sessions end. */
  resetSecondFactor(by: Principal, id: string): Promise<void> {
    return this.decide(by, id, undefined, 'staff.reset-second-factor', async () => {
      await this.secondFactors.forget(id);
      await this.sessions.endAllOf(id);
    });
  }

  /** A link by which the person sets a new password; links that were given before are good no more. */
  async newLink(by: Principal, id: string): Promise<{ firstLoginLink: string }> {
    return this.transactions.run(async () => {
      await this.decide(by, id, undefined, 'staff.first-login-link', async () => undefined);
      return { firstLoginLink: await this.firstLogin.linkFor(id) };
    });
  }

  private async findings(roles: readonly Role[], bureauId: string | null | undefined): Promise<Finding[]> {
    const findings = staffFindings(roles, bureauId);
    if (bureauId && !(await this.bureaus.active(bureauId))) findings.push(finding('bureau-unknown', '/bureauId'));
    return findings;
  }

  private decide(
    by: Principal,
    id: string,
    seen: number | undefined,
    action: string,
    decide: (account: Account) => Promise<void>,
  ): Promise<void> {
    if (by.accountId === id) throw problem(422, 'rules-broken', { findings: [finding('not-oneself', '')] });
    return this.transactions.run(async () => {
      const roles = await this.accounts.change(id, seen, async (account) => {
        // A handler's account is its unit's, not ours to re-shape; locking it is another matter.
        if (account.unitId && action === 'staff.change') throw problem(404, 'not-found');
        await decide(account);
        return account.roles;
      });
      await this.audit.record({ actor: by, action, subject: `account/${id}`, details: { roles } });
    });
  }
}
