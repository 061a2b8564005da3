import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns that the review of every subject has. */
const REVIEW = `
  id uuid PRIMARY KEY,
  state text NOT NULL,
  version int NOT NULL,
  unit_id uuid NOT NULL,
  unit_name text NOT NULL,
  region char(6) NOT NULL,
  bureau_id uuid,
  route text NOT NULL,
  stage text,
  rounds jsonb NOT NULL,
  claim jsonb,
  clock_day date,
  due_day date,
  due_provisional boolean NOT NULL,
  overdue_at timestamptz(3),
  submitted_at timestamptz(3)`;

/** Reviews of both subjects, copies from events, timelines. */
export class ApplicationReview1764000100000 implements MigrationInterface {
  readonly name = 'ApplicationReview1764000100000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE site_application (
        ${REVIEW},
        number text UNIQUE,
        kind text NOT NULL,
        form jsonb NOT NULL,
        paper_required boolean NOT NULL,
        site_key text,
        data_hash char(64),
        passed_json text,
        passed_on date,
        predecessor_id uuid REFERENCES site_application,
        paper jsonb,
        created_at timestamptz(3) NOT NULL,
        title text GENERATED ALWAYS AS (rounds -> -1 -> 'data' ->> 'siteName') STORED
      )`);
    // One open application per site, whatever races: two submissions at once cannot both commit.
    await run.query(`
      CREATE UNIQUE INDEX site_application_one_open ON site_application (unit_id, site_key)
      WHERE state IN ('BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW', 'REFUSED', 'AWAITING_PAPER')`);
    await run.query(`
      CREATE UNIQUE INDEX site_application_one_successor ON site_application (predecessor_id)
      WHERE predecessor_id IS NOT NULL AND state <> 'WITHDRAWN'`);
    await run.query('CREATE INDEX site_application_unit ON site_application (unit_id, created_at DESC, id DESC)');
    await run.query(`
      CREATE TABLE domain_review (
        ${REVIEW},
        domain_application_id uuid NOT NULL UNIQUE,
        number text GENERATED ALWAYS AS (rounds -> -1 -> 'data' ->> 'number') STORED,
        title text GENERATED ALWAYS AS (rounds -> -1 -> 'data' ->> 'uLabel') STORED
      )`);
    await run.query(`
      CREATE TABLE unit_copy (id uuid PRIMARY KEY, data jsonb NOT NULL);
      CREATE TABLE bureau_copy (id uuid PRIMARY KEY, level text NOT NULL, state text NOT NULL, data jsonb NOT NULL);
      CREATE TABLE contact_copy (unit_id uuid PRIMARY KEY, data jsonb NOT NULL);
      CREATE TABLE calendar_copy (year int PRIMARY KEY, version int NOT NULL, data jsonb NOT NULL);
      CREATE TABLE domain_copy (
        id uuid PRIMARY KEY,
        unit_id uuid NOT NULL,
        u_label text NOT NULL,
        a_label text NOT NULL,
        state text NOT NULL,
        expires_on date NOT NULL
      );
      CREATE INDEX domain_copy_unit ON domain_copy (unit_id);
      CREATE INDEX domain_copy_name ON domain_copy (a_label)`);
    await run.query(`
      CREATE TABLE timeline (
        case_id uuid NOT NULL,
        position bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz(3) NOT NULL,
        event text NOT NULL,
        details jsonb NOT NULL,
        PRIMARY KEY (case_id, position)
      )`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query(
      'DROP TABLE timeline, domain_copy, calendar_copy, contact_copy, bureau_copy, unit_copy, domain_review, site_application',
    );
  }
}
