import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Changes } from '@biaozhi/service-kit';
import type { Role } from '@biaozhi/workflow';
import type { Account } from '../domain/account.js';
import { AccountSchema } from './schemas.js';

/** A staff account as an administrator sees it. */
export interface StaffLine {
  id: string;
  version: number;
  loginName: string;
  displayName: string;
  roles: Role[];
  bureauId: string | null;
  bureauName: string | null;
  lockedUntil: Date | null;
  disabled: boolean;
  /** Whether a second factor is set up. */
  secondFactor: boolean;
}

@Injectable()
export class Accounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly changes: Changes,
  ) {}

  async get(id: string): Promise<Account> {
    const account = await this.transactions.manager.getRepository(AccountSchema).findOneBy({ id });
    if (!account) throw problem(404, 'not-found');
    return account;
  }

  async idOfName(name: string): Promise<string | undefined> {
    const rows: { account_id: string }[] = await this.transactions.manager.query(
      'SELECT account_id FROM login_name WHERE name = $1',
      [name.toLowerCase()],
    );
    return rows[0]?.account_id;
  }

  /** The names that open an account; the one that the system assigned comes first. */
  async namesOf(accountId: string): Promise<string[]> {
    const rows: { name: string }[] = await this.transactions.manager.query(
      'SELECT name FROM login_name WHERE account_id = $1 ORDER BY assigned DESC, name',
      [accountId],
    );
    return rows.map(({ name }) => name);
  }

  /** @throws Problem 422 when the log-in name is taken. */
  add(account: Account, loginName: string, pointer = '/loginName'): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.getRepository(AccountSchema).insert(account);
      if (!(await this.addName(account.id, loginName, false))) {
        throw problem(422, 'validation', { findings: [finding('login-name-taken', pointer)] });
      }
    });
  }

  /** Gives an account a further name; false when somebody has it. */
  addName(accountId: string, name: string, assigned: boolean): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const rows: unknown[] = await manager.query(
        'INSERT INTO login_name (name, account_id, assigned) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING name',
        [name.toLowerCase(), accountId, assigned],
      );
      return rows.length > 0;
    });
  }

  async hasAssignedName(accountId: string): Promise<boolean> {
    const rows: unknown[] = await this.transactions.manager.query('SELECT 1 FROM login_name WHERE account_id = $1 AND assigned', [
      accountId,
    ]);
    return rows.length > 0;
  }

  /** The account of a unit's handler. */
  async ofUnit(unitId: string): Promise<Account | undefined> {
    return (
      (await this.transactions.manager.getRepository(AccountSchema).findOne({ where: { unitId }, order: { id: 'ASC' } })) ??
      undefined
    );
  }

  /** Whether a bureau has staff whose account is open. */
  existsOf(bureauId: string): Promise<boolean> {
    return this.transactions.manager.getRepository(AccountSchema).existsBy({ bureauId, disabled: false });
  }

  /** Staff of a bureau act for its successor from now on; answers whose tokens name the old one. */
  async handOver(from: string, to: string): Promise<string[]> {
    const [rows]: [{ id: string }[]] = await this.transactions.manager.query(
      'UPDATE account SET bureau_id = $2, version = version + 1 WHERE bureau_id = $1 RETURNING id',
      [from, to],
    );
    return rows.map(({ id }) => id);
  }

  /** @throws Problem 409 `conflict` when the account is no longer as it was seen */
  change<T>(id: string, seen: number | undefined, decide: (account: Account) => T | Promise<T>): Promise<T> {
    return this.transactions.run(async () => {
      const fresh = ({ version, roles }: Account) => ({ id, version, roles });
      const account = await this.changes.lock(AccountSchema, id, { seen, fresh });
      const result = await decide(account);
      account.version += 1;
      await this.changes.keep(AccountSchema, account);
      return result;
    });
  }

  /** Accounts without a unit, in order of their names after one. */
  staff(after: string | undefined, limit: number, now: Date): Promise<StaffLine[]> {
    return this.transactions.manager.query(
      `SELECT account.id, account.version, login_name.name AS "loginName", display_name AS "displayName", roles,
              bureau_id AS "bureauId", bureau.name AS "bureauName", locked_until AS "lockedUntil", disabled,
              EXISTS (SELECT 1 FROM second_factor factor WHERE factor.account_id = account.id) AS "secondFactor"
         FROM account JOIN login_name ON account_id = account.id
         LEFT JOIN bureau ON bureau.id = bureau_id
         LEFT JOIN login_attempts ON source = 'account:' || account.id AND locked_until > $3
        WHERE unit_id IS NULL AND ($1::text IS NULL OR login_name.name > $1) ORDER BY login_name.name LIMIT $2`,
      [after ?? null, limit, now],
    );
  }
}
