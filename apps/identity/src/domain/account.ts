import type { Role } from '@biaozhi/workflow';
import { finding, type Finding } from '@biaozhi/problem';
import './messages.js';

/** One person's account. It may have several log-in names: the assigned one opens the same doors. */
export class Account {
  id!: string;
  version!: number;
  displayName!: string;
  roles!: Role[];
  unitId?: string | null;
  bureauId?: string | null;
  /** argon2id; absent until the person has set a password. */
  passwordHash?: string | null;
  /** Closed: by an administrator, or because its unit is no more. */
  disabled!: boolean;

  static open(
    id: string,
    who: Pick<Account, 'displayName' | 'roles'> & Partial<Pick<Account, 'unitId' | 'bureauId' | 'passwordHash'>>,
  ): Account {
    return Object.assign(new Account(), { version: 1, disabled: false }, who, { id });
  }
}

export const LOGIN_NAME = /^[a-z][a-z0-9._-]{3,31}$/;

/** What is wrong with a new password (NIST SP 800-63B in spirit: length before composition). */
export function passwordFindings(password: string, loginNames: readonly string[], pointer: string): Finding[] {
  const folded = password.toLowerCase();
  const weak =
    password.length < 10 ||
    !/\p{L}/u.test(password) ||
    !/\d/.test(password) ||
    loginNames.some((name) => folded.includes(name.toLowerCase()));
  return weak ? [finding('password-weak', pointer)] : [];
}
