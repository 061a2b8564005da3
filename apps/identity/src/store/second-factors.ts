import { Injectable } from '@nestjs/common';
import { Seal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { IdentityConfig } from '../config.js';
import { SecondFactor } from '../domain/second-factor.js';

/** What is sealed: the account stands inside, so that a row copied to another account opens nothing. */
interface Sealed {
  account: string;
  /** base64 */
  secret: string;
}

/** Second factors of accounts; secrets lie sealed in the database. */
@Injectable()
export class SecondFactors {
  private readonly seal: Seal;

  constructor(
    private readonly transactions: Transactions,
    config: IdentityConfig,
  ) {
    this.seal = new Seal(config.secondFactorKeys.split(','), 'biaozhi-second-factor');
  }

  /** The account's second factor; nothing when none is set up. @throws Error when no key of ours sealed its secret */
  async of(accountId: string): Promise<SecondFactor | undefined> {
    const rows: { secret: string; last_step: string; recovery: string[]; set_up_at: Date }[] = await this.transactions.manager.query(
      'SELECT secret, last_step, recovery, set_up_at FROM second_factor WHERE account_id = $1',
      [accountId],
    );
    const row = rows[0];
    if (!row) return undefined;
    const sealed = this.seal.open<Sealed>(row.secret);
    if (sealed?.account !== accountId) throw new Error(`SECOND_FACTOR_KEYS do not open the secret of account ${accountId}`);
    const factor = new SecondFactor(Buffer.from(sealed.secret, 'base64'), row.recovery, row.set_up_at);
    factor.lastStep = Number(row.last_step);
    return factor;
  }

  /** Keeps what has changed, or a new second factor in the place of the old. */
  async save(accountId: string, { secret, lastStep, recovery, setUpAt }: SecondFactor): Promise<void> {
    const sealed = this.seal.close({ account: accountId, secret: secret.toString('base64') } satisfies Sealed);
    await this.transactions.manager.query(
      `INSERT INTO second_factor (account_id, secret, last_step, recovery, set_up_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (account_id) DO UPDATE SET secret = $2, last_step = $3, recovery = $4, set_up_at = $5`,
      [accountId, sealed, lastStep, recovery, setUpAt],
    );
  }

  async forget(accountId: string): Promise<void> {
    await this.transactions.manager.query('DELETE FROM second_factor WHERE account_id = $1', [accountId]);
  }
}
