import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys of staff, and the challenges that are out. */
export class Passkeys1764067000000 implements MigrationInterface {
  readonly name = 'Passkeys1764067000000';

  async up(run: QueryRunner): Promise<void> {
    // A passkey stands beside an app and its recovery codes, and goes with them when an administrator resets the second factor.
    await run.query(`CREATE TABLE passkey (
      id uuid PRIMARY KEY,
      account_id uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
      credential_id text NOT NULL UNIQUE,
      -- COSE; public, hence not sealed.
      public_key bytea NOT NULL,
      counter bigint NOT NULL,
      transports text[] NOT NULL,
      name text NOT NULL,
      added_at timestamptz NOT NULL,
      used_at timestamptz
    )`);
    await run.query('CREATE INDEX passkey_account ON passkey (account_id)');
    // A row until it is answered, by whichever replica.
    await run.query(`CREATE TABLE passkey_challenge (
      challenge text PRIMARY KEY,
      account_id uuid NOT NULL REFERENCES account,
      purpose text NOT NULL CHECK (purpose IN ('add', 'sign-in')),
      expires_at timestamptz NOT NULL
    )`);
    await run.query('CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at)');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE passkey_challenge, passkey');
  }
}
