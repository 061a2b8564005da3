import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';
import type { Account } from '../domain/account.js';
import { Passkey, PASSKEYS_AT_MOST } from '../domain/passkey.js';
import { Passkeys } from '../store/passkeys.js';
import { SecondFactors } from '../store/second-factors.js';
import { Sessions } from '../store/sessions.js';
import { PasskeyCeremony, type CreationOptions, type PasskeyMade } from './passkey-ceremony.js';
import { PersonKeepsAccount } from './person-keeps-account.js';

/** A passkey for its owner's eyes. */
export interface PasskeyLine {
  id: string;
  name: string;
  addedAt: Date;
  usedAt: Date | null;
}

const lineOf = ({ id, name, addedAt, usedAt }: Passkey): PasskeyLine => ({ id, name, addedAt, usedAt });

/** Staff add passkeys to their authenticator app, and remove them. */
@Injectable()
export class PersonKeepsPasskeys {
  constructor(
    private readonly keeps: PersonKeepsAccount,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly ceremony: PasskeyCeremony,
    private readonly sessions: Sessions,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(me: Principal): Promise<PasskeyLine[]> {
    return (await this.passkeys.of(me.accountId)).map(lineOf);
  }

  /**
   * What the browser needs to have a key made.
   * @throws Problem 409 `app-first` for who has no app and hence no recovery codes, `passkeys-enough`; 422 `credentials-wrong` at
   * `/password`, `second-factor-wrong` at `/code`
   */
  async options(me: Principal, password: string, code: string): Promise<CreationOptions> {
    if (!(await this.factors.of(me.accountId))) throw problem(409, 'app-first');
    const present = await this.passkeys.of(me.accountId);
    if (present.length >= PASSKEYS_AT_MOST) throw problem(409, 'passkeys-enough', { params: { n: PASSKEYS_AT_MOST } });
    return this.keeps.withBothFactors(me, password, code, async (account: Account) => {
      const challenge = await this.passkeys.challenge(account.id, 'add', this.clock.now());
      return this.ceremony.toMake(challenge, account, me.loginName, present);
    });
  }

  /** Takes a key on that was made. @throws Problem 422 `passkey-refused`; 409 `passkey-known` */
  async add(me: Principal, name: string, answer: PasskeyMade): Promise<PasskeyLine> {
    const now = this.clock.now();
    // The challenge is used up by a wrong answer as well, hence no refusal inside of the transaction.
    const added = await this.transactions.run(async () => {
      const challenge = this.ceremony.challengeOf(answer);
      if (!challenge || !(await this.passkeys.take(challenge, me.accountId, 'add', now))) return 'passkey-refused';
      const made = await this.ceremony.made(answer, challenge);
      // An administrator may have reset the second factor meanwhile.
      if (!made || !(await this.factors.of(me.accountId))) return 'passkey-refused';
      const passkey = new Passkey(v7(), made.id, made.publicKey, made.counter, answer.transports, name, now);
      if (!(await this.passkeys.add(me.accountId, passkey))) return 'passkey-known';
      await this.record(me, 'account.add-passkey', passkey.id);
      return passkey;
    });
    if (typeof added === 'string') throw problem(added === 'passkey-known' ? 409 : 422, added);
    return lineOf(added);
  }

  /** A key that was lost or given away: all other sessions end. The app stays. @throws Problem 404 */
  remove(me: Principal, id: string): Promise<void> {
    return this.transactions.run(async () => {
      if (!(await this.passkeys.remove(me.accountId, id))) throw problem(404, 'not-found');
      await this.sessions.endAllOf(me.accountId, me.sessionId);
      await this.record(me, 'account.remove-passkey', id);
    });
  }

  private record(actor: Principal, action: string, passkey: string): Promise<void> {
    return this.audit.record({ actor, action, subject: `account/${actor.accountId}`, details: { passkey } });
  }
}
