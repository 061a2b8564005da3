import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of archival-filing. */
export class Filings1764000100000 implements MigrationInterface {
  readonly name = 'Filings1764000100000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE filing, dossier, application, calendar_year, bureau, unit');
    await run.query('DROP FUNCTION dossier_is_final');
  }
}

const UP = [
  // Copies of what other services own, kept from their events.
  `CREATE TABLE unit (id uuid PRIMARY KEY, name text NOT NULL)`,
  `CREATE TABLE bureau (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     paper_address text NOT NULL,
     paper_hours text NOT NULL,
     copies_wanted int NOT NULL
   )`,
  `CREATE TABLE calendar_year (
     year int PRIMARY KEY,
     version int NOT NULL,
     off text[] NOT NULL,
     work text[] NOT NULL,
     source text NOT NULL
   )`,
  `CREATE TABLE application (
     id uuid PRIMARY KEY,
     number text NOT NULL,
     unit_id uuid NOT NULL,
     bureau_id uuid,
     state text NOT NULL,
     paper_required boolean NOT NULL
   )`,

  // The form as passed. It is what the unit stamps, so it never changes.
  `CREATE TABLE dossier (
     application_id uuid PRIMARY KEY,
     data_hash char(64) NOT NULL,
     form jsonb NOT NULL,
     arrived_at timestamptz NOT NULL
   )`,
  `CREATE FUNCTION dossier_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the form as passed is final'; END $$`,
  `CREATE TRIGGER dossier_is_final BEFORE UPDATE ON dossier FOR EACH ROW EXECUTE FUNCTION dossier_is_final()`,

  `CREATE TABLE filing (
     id uuid PRIMARY KEY,
     number text NOT NULL UNIQUE,
     application_id uuid NOT NULL UNIQUE,
     application_number text NOT NULL,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     place text NOT NULL,
     site_name text NOT NULL,
     domains jsonb NOT NULL,
     english_domain text,
     home_page text,
     data_hash char(64) NOT NULL,
     state text NOT NULL CHECK (state IN ('EXPECTED', 'RECEIVED', 'CONFIRMED', 'FAILED', 'CLOSED')),
     checklist jsonb NOT NULL,
     comment text,
     opened_at timestamptz NOT NULL,
     received_on date,
     received_by text,
     received_by_name text,
     due_day date,
     due_provisional boolean NOT NULL,
     decided_on date,
     decided_by_name text,
     version int NOT NULL
   )`,
  `CREATE INDEX filing_queue ON filing (bureau_id, state, id)`,
  `CREATE INDEX filing_unit ON filing (unit_id, id DESC)`,
  `CREATE INDEX filing_application_number ON filing (application_number)`,
  `CREATE INDEX filing_received ON filing (id) WHERE state = 'RECEIVED'`,
];
