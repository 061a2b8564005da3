import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units, bureaus, accounts, sessions, keys, calendars. */
export class Identity1764000010000 implements MigrationInterface {
  readonly name = 'Identity1764000010000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query(
      'DROP TABLE first_login, session, login_name, account, contact, unit, bureau, signing_key, calendar_year',
    );
  }
}

const UP = [
  `CREATE TABLE bureau (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL CHECK (state IN ('ACTIVE', 'CLOSED')),
     name text NOT NULL,
     level text NOT NULL,
     region char(6) NOT NULL,
     parent_id uuid REFERENCES bureau,
     paper_address text NOT NULL,
     paper_hours text NOT NULL,
     copies_wanted int NOT NULL,
     paper_for_institutions boolean NOT NULL
   )`,
  // A division has one bureau at work.
  `CREATE UNIQUE INDEX bureau_of_region ON bureau (region) WHERE state = 'ACTIVE'`,
  `CREATE INDEX bureau_children ON bureau (parent_id)`,
  `CREATE TABLE unit (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL CHECK (state IN ('ACTIVE', 'MERGED', 'ABOLISHED')),
     name text NOT NULL,
     uscc char(18) NOT NULL,
     kind text NOT NULL,
     administrative_functions boolean NOT NULL,
     affiliation text NOT NULL,
     region char(6) NOT NULL,
     address text NOT NULL,
     postcode char(6) NOT NULL,
     functions text NOT NULL,
     superior text,
     bureau_id uuid NOT NULL REFERENCES bureau,
     merged_into uuid REFERENCES unit
   )`,
  `CREATE UNIQUE INDEX unit_uscc ON unit (uscc)`,
  // The handler's particulars: personal data, published on a restricted subject only.
  `CREATE TABLE contact (
     unit_id uuid PRIMARY KEY REFERENCES unit,
     responsible_person text NOT NULL,
     handler_name text NOT NULL,
     mobile text NOT NULL,
     phone text NOT NULL,
     mail text NOT NULL
   )`,
  `CREATE TABLE account (
     id uuid PRIMARY KEY,
     display_name text NOT NULL,
     roles text[] NOT NULL,
     unit_id uuid REFERENCES unit,
     bureau_id uuid REFERENCES bureau,
     password_hash text,
     failures int NOT NULL,
     locks int NOT NULL,
     locked_until timestamptz,
     disabled boolean NOT NULL
   )`,
  `CREATE INDEX account_unit ON account (unit_id)`,
  `CREATE TABLE login_name (
     name text PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     -- The name that the system assigned for the review platform.
     assigned boolean NOT NULL
   )`,
  `CREATE UNIQUE INDEX login_name_assigned_once ON login_name (account_id) WHERE assigned`,
  // One row a session; a refresh token is good once. The hash before last tells a stolen token that is used again.
  `CREATE TABLE session (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     login_name text NOT NULL,
     refresh_hash char(64) NOT NULL,
     used_hashes text[] NOT NULL DEFAULT '{}',
     started_at timestamptz NOT NULL,
     seen_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     ended_at timestamptz
   )`,
  `CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL`,
  `CREATE TABLE first_login (
     token_hash char(64) PRIMARY KEY,
     account_id uuid NOT NULL REFERENCES account,
     expires_at timestamptz NOT NULL,
     used_at timestamptz
   )`,
  `CREATE TABLE signing_key (
     kid text PRIMARY KEY,
     private_jwk jsonb NOT NULL,
     public_jwk jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     -- Signs no more from here; its public half is served until the last token that it signed has run out.
     retired_at timestamptz
   )`,
  `CREATE TABLE calendar_year (
     year int PRIMARY KEY,
     id uuid NOT NULL,
     version int NOT NULL,
     off text[] NOT NULL,
     work text[] NOT NULL,
     source text NOT NULL
   )`,
];
