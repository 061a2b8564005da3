import { Injectable } from '@nestjs/common';
import { Seal, type Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';
import { IdentityConfig } from '../config.js';
import type { Account } from '../domain/account.js';
import { newEnrolment, SecondFactor, type Enrolment } from '../domain/second-factor.js';
import { base32, enrolmentUri } from '../domain/totp.js';
import { Passkeys } from '../store/passkeys.js';
import { SecondFactors } from '../store/second-factors.js';
import { Sessions } from '../store/sessions.js';
import { PasskeyCeremony, type PasskeyUse, type RequestOptions } from './passkey-ceremony.js';

/** What a person shows besides the password. */
export interface SecondProof {
  /** Of the authenticator app, or a recovery code. */
  code?: string;
  /** Of a second factor that is being set up. */
  offer?: string;
  /** In the place of a code. */
  passkey?: PasskeyUse;
}

/** What a log-in is short of: a code, or a passkey if there is one; a second factor at all; a right one. */
export type Missing = 'code' | 'code-or-passkey' | 'set-up' | 'right-code' | 'right-passkey';

/** A second factor that holds from its first right code on. */
export interface Offer {
  /** For typing into the app, base32. */
  secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  uri: string;
  /** To be kept on paper; each good once. They are never shown again. */
  recoveryCodes: string[];
  /** Comes back with the first code. Good for a quarter of an hour. */
  offer: string;
}

/** An offer on its way: sealed, so that nothing of it is kept here before the device has shown that it has the secret. */
interface SealedOffer {
  account: string;
  /** base64 */
  secret: string;
  recoveryCodes: string[];
  /** Milliseconds since 1970. */
  until: number;
}

const OFFER_MS = 15 * 60_000;
const ISSUER = '网站标识管理';

const isStaff = ({ unitId }: Account): boolean => !unitId;

/** The second step of a log-in (第二因素): staff show a code of their device or a passkey, and set the device up at the first. */
@Injectable()
export class SecondStep {
  private readonly seal: Seal;

  constructor(
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly ceremony: PasskeyCeremony,
    private readonly sessions: Sessions,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
  ) {
    this.seal = new Seal(config.secondFactorKeys.split(','), 'biaozhi-second-factor-offer');
  }

  /**
   * What is missing to a log-in whose password was right; nothing when it may begin. A right code is used up, and so is whatever
   * challenge a passkey answers. To be called while the account's attempts are locked, so that two log-ins cannot use one.
   */
  async missing(account: Account, proof: SecondProof, now: Date): Promise<Missing | undefined> {
    if (!isStaff(account)) return undefined;
    const factor = await this.factors.of(account.id);
    if (factor) {
      if (proof.passkey) return (await this.isUsed(account.id, proof.passkey, now)) ? undefined : 'right-passkey';
      if (!proof.code) return (await this.passkeys.of(account.id)).length ? 'code-or-passkey' : 'code';
      return this.use(account.id, factor, proof.code, now);
    }
    if (this.config.staffSecondFactor === 'if-set-up') return undefined;
    const offered = proof.code && this.opened(proof.offer, account.id, now);
    if (!offered) return 'set-up';
    return this.setUp(account.id, SecondFactor.of(offered, now), proof.code!, now);
  }

  /** Whether a log-in needs more than the password. */
  async isNeeded(account: Account): Promise<boolean> {
    if (!isStaff(account)) return false;
    return this.config.staffSecondFactor === 'required' || (await this.factors.of(account.id)) !== undefined;
  }

  /** For the person's own eyes: whether the log-in needs a code, since when, and how many recovery codes are left. */
  async stateOf(accountId: string): Promise<{ required: boolean; setUpAt: Date | null; recoveryCodesLeft: number }> {
    const factor = await this.factors.of(accountId);
    return {
      required: this.config.staffSecondFactor === 'required',
      setUpAt: factor?.setUpAt ?? null,
      recoveryCodesLeft: factor?.recovery.length ?? 0,
    };
  }

  /** @throws Problem 409 `second-factor-set-up` for an account that has one, or needs none */
  async firstOffer(account: Account, loginName: string): Promise<Offer> {
    if (!isStaff(account) || (await this.factors.of(account.id))) throw problem(409, 'second-factor-set-up');
    return this.offer(account, loginName);
  }

  /** Whether a right code of the present device is shown, which is used up; true also for who has none yet. */
  async isShown({ id }: Account, code: string | undefined, now: Date): Promise<boolean> {
    const factor = await this.factors.of(id);
    return !factor || (code !== undefined && !(await this.use(id, factor, code, now)));
  }

  /** What the browser needs to have a passkey used. @throws Problem 409 `no-passkey` */
  async passkeyOptions({ id }: Account, now: Date): Promise<RequestOptions> {
    const present = await this.passkeys.of(id);
    if (!present.length) throw problem(409, 'no-passkey');
    return this.ceremony.toUse(await this.passkeys.challenge(id, 'sign-in', now), present);
  }

  /** Takes a new device on; all other sessions end. @throws Problem 410 `offer-ended`; 422 `second-factor-wrong` at `/code` */
  async accept(me: Principal, { offer, code }: Required<Pick<SecondProof, 'offer' | 'code'>>): Promise<void> {
    const now = this.clock.now();
    const offered = this.opened(offer, me.accountId, now);
    if (!offered) throw problem(410, 'offer-ended');
    await this.transactions.run(async () => {
      if (await this.setUp(me.accountId, SecondFactor.of(offered, now), code, now, me))
        throw problem(422, 'validation', { findings: [finding('second-factor-wrong', '/code')] });
      await this.sessions.endAllOf(me.accountId, me.sessionId);
    });
  }

  /** Another device, to take the place of a present one. */
  offer({ id: account }: Account, loginName: string): Offer {
    const { secret, recoveryCodes } = newEnrolment();
    const until = this.clock.now().getTime() + OFFER_MS;
    const offer = this.seal.close({ account, secret: secret.toString('base64'), recoveryCodes, until } satisfies SealedOffer);
    return { secret: base32(secret), uri: enrolmentUri(secret, ISSUER, loginName), recoveryCodes, offer };
  }

  private opened(offer: string | undefined, account: string, now: Date): Enrolment | undefined {
    const sealed = offer ? this.seal.open<SealedOffer>(offer) : undefined;
    if (sealed?.account !== account || sealed.until <= now.getTime()) return undefined;
    return { secret: Buffer.from(sealed.secret, 'base64'), recoveryCodes: sealed.recoveryCodes };
  }

  private async setUp(id: string, factor: SecondFactor, code: string, now: Date, by: Principal | 'system' = 'system') {
    if (factor.use(code, now) !== 'app') return 'right-code';
    await this.factors.save(id, factor);
    await this.audit.record({ actor: by, action: 'account.set-up-second-factor', subject: `account/${id}` });
    return undefined;
  }

  /** Whether an answer comes from one of the account's passkeys. The challenge is used up by a wrong one as well. */
  private async isUsed(id: string, answer: PasskeyUse, now: Date): Promise<boolean> {
    const challenge = this.ceremony.challengeOf(answer);
    if (!challenge || !(await this.passkeys.take(challenge, id, 'sign-in', now))) return false;
    const passkey = (await this.passkeys.of(id)).find(({ credentialId }) => credentialId === answer.id);
    const counter = passkey && (await this.ceremony.used(answer, challenge, passkey));
    if (!passkey || counter === undefined) return false;
    if (passkey.use(counter, now)) {
      await this.passkeys.save(passkey);
      return true;
    }
    // Two devices sign with one key: somebody has copied it.
    const details = { passkey: passkey.id, expectedAbove: passkey.counter, counter };
    await this.audit.record({ actor: 'system', action: 'account.passkey-counts-back', subject: `account/${id}`, details });
    return false;
  }

  private async use(id: string, factor: SecondFactor, code: string, now: Date): Promise<'right-code' | undefined> {
    const used = factor.use(code, now);
    if (!used) return 'right-code';
    await this.factors.save(id, factor);
    if (used === 'recovery') {
      const details = { left: factor.recovery.length };
      await this.audit.record({ actor: 'system', action: 'account.use-recovery-code', subject: `account/${id}`, details });
    }
    return undefined;
  }
}
