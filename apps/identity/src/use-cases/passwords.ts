import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords (argon2id). */
@Injectable()
export class Passwords {
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** Takes the same time whether there is an account with a password or not, so that the time tells nothing. */
  async fits(password: string, passwordHash: string | null | undefined): Promise<boolean> {
    const fits = await verify(
      passwordHash ?? (await (this.decoy ??= this.hash('nobody has this password'))),
      password.normalize('NFKC'),
    );
    return fits && passwordHash != null;
  }
}
