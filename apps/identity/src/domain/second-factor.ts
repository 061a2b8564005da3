import { createHash, randomBytes } from 'node:crypto';
import { base32, stepOfCode } from './totp.js';

const RECOVERY_CODES = 10;

/** 80 random bits, in four groups of four so that people can copy them from paper. */
const newRecoveryCode = (): string => base32(randomBytes(10)).match(/.{4}/g)!.join('-');

/** As typed: spaces, hyphens and case do not matter. */
const plain = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase();

/** Recovery codes are random enough to be kept as plain hashes. */
const hashOf = (code: string): string => createHash('sha256').update(plain(code)).digest('hex');

/** What a person takes home from setting a second factor up. */
export interface Enrolment {
  /** For the authenticator app, 160 bits. */
  secret: Buffer;
  /** Each good once in place of a code, for who has lost the device. */
  recoveryCodes: string[];
}

export const newEnrolment = (): Enrolment => ({
  secret: randomBytes(20),
  recoveryCodes: Array.from({ length: RECOVERY_CODES }, newRecoveryCode),
});

/** The second factor (第二因素) of one account: an authenticator app's secret and the recovery codes that are left. */
export class SecondFactor {
  /** The newest time step whose code was used. */
  lastStep = 0;

  constructor(
    readonly secret: Buffer,
    /** Hashes. */
    public recovery: string[],
    readonly setUpAt: Date,
  ) {}

  static of({ secret, recoveryCodes }: Enrolment, now: Date): SecondFactor {
    return new SecondFactor(secret, recoveryCodes.map(hashOf), now);
  }

  /** Uses a code up: of the app, or a recovery code. Nothing for a wrong one and for one that was used. */
  use(typed: string, now: Date): 'app' | 'recovery' | undefined {
    const code = plain(typed);
    const step = stepOfCode(this.secret, code, now, this.lastStep);
    if (step !== undefined) {
      this.lastStep = step;
      return 'app';
    }
    const hash = hashOf(code);
    if (!this.recovery.includes(hash)) return undefined;
    this.recovery = this.recovery.filter((one) => one !== hash);
    return 'recovery';
  }
}
