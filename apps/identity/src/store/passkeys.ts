import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { Passkey } from '../domain/passkey.js';

/** What a challenge is for: an answer to one of the other kind is no answer. */
export type PasskeyPurpose = 'add' | 'sign-in';

interface Row {
  id: string;
  credential_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
  name: string;
  added_at: Date;
  used_at: Date | null;
}

/** How long a person may look for the device. */
const CHALLENGE_MS = 5 * 60_000;
const COLUMNS = 'id, credential_id, public_key, counter, transports, name, added_at, used_at';

/** Passkeys of accounts, and the challenges that wait for an answer. */
@Injectable()
export class Passkeys {
  constructor(private readonly transactions: Transactions) {}

  /** The account's passkeys, oldest first. */
  async of(accountId: string): Promise<Passkey[]> {
    const rows: Row[] = await this.transactions.manager.query(
      `SELECT ${COLUMNS} FROM passkey WHERE account_id = $1 ORDER BY added_at, id`,
      [accountId],
    );
    return rows.map(passkeyOf);
  }

  /** False when the device's key is known already, here or elsewhere. */
  async add(accountId: string, { id, credentialId, publicKey, counter, transports, name, addedAt }: Passkey): Promise<boolean> {
    const rows: unknown[] = await this.transactions.manager.query(
      `INSERT INTO passkey (account_id, id, credential_id, public_key, counter, transports, name, added_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
      [accountId, id, credentialId, Buffer.from(publicKey), counter, transports, name, addedAt],
    );
    return rows.length > 0;
  }

  /** Keeps a use. */
  async save({ id, counter, usedAt }: Passkey): Promise<void> {
    await this.transactions.manager.query('UPDATE passkey SET counter = $2, used_at = $3 WHERE id = $1', [id, counter, usedAt]);
  }

  /** False when the account has no such passkey. */
  async remove(accountId: string, id: string): Promise<boolean> {
    const [rows]: [unknown[]] = await this.transactions.manager.query(
      'DELETE FROM passkey WHERE account_id = $1 AND id = $2 RETURNING id',
      [accountId, id],
    );
    return rows.length > 0;
  }

  /** A challenge, base64url, that the account may answer once, in time and for this purpose. */
  async challenge(accountId: string, purpose: PasskeyPurpose, now: Date): Promise<string> {
    const challenge = randomBytes(32).toString('base64url');
    await this.transactions.manager.query(
      'INSERT INTO passkey_challenge (challenge, account_id, purpose, expires_at) VALUES ($1, $2, $3, $4)',
      [challenge, accountId, purpose, new Date(now.getTime() + CHALLENGE_MS)],
    );
    return challenge;
  }

  /** Uses a challenge up; false when it was used, has run out, or was another account's or for another purpose. */
  async take(challenge: string, accountId: string, purpose: PasskeyPurpose, now: Date): Promise<boolean> {
    const [rows]: [unknown[]] = await this.transactions.manager.query(
      'DELETE FROM passkey_challenge WHERE challenge = $1 AND account_id = $2 AND purpose = $3 AND expires_at > $4 RETURNING challenge',
      [challenge, accountId, purpose, now],
    );
    return rows.length > 0;
  }

  /** Forgets challenges that nobody answered in time. */
  async forgetOld(now: Date): Promise<void> {
    await this.transactions.manager.query('DELETE FROM passkey_challenge WHERE expires_at <= $1', [now]);
  }
}

function passkeyOf({ id, credential_id, public_key, counter, transports, name, added_at, used_at }: Row): Passkey {
  const passkey = new Passkey(id, credential_id, new Uint8Array(public_key), Number(counter), transports, name, added_at);
  passkey.usedAt = used_at;
  return passkey;
}
