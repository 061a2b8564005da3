import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PROVINCE_ROWS } from '../../domain/code-table.js';

/** The tables of badge-issuance. */
export class Badges1764000100000 implements MigrationInterface {
  readonly name = 'Badges1764000100000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
    for (const { division, pp, ccc, tttt, mark, source } of PROVINCE_ROWS) {
      await run.query(
        `INSERT INTO division_code (division, pp, ccc, tttt, mark, source) VALUES ($1, $2, $3, $4, $5, $6)`,
        [division, pp, ccc, tttt, mark, source],
      );
    }
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE inspection, badge, unit_number, division_code, calendar_year, domain, bureau, unit');
    await run.query('DROP FUNCTION note_change');
  }
}

const UP = [
  // Copies of what other services own, kept from their events.
  `CREATE TABLE unit (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     kind text NOT NULL,
     administrative_functions boolean NOT NULL,
     affiliation text NOT NULL,
     region char(6) NOT NULL,
     address text NOT NULL,
     functions text NOT NULL,
     state text NOT NULL
   )`,
  `CREATE TABLE bureau (id uuid PRIMARY KEY, name text NOT NULL)`,
  `CREATE TABLE domain (a_label text PRIMARY KEY, unit_id uuid, state text NOT NULL)`,
  `CREATE TABLE calendar_year (
     year int PRIMARY KEY,
     version int NOT NULL,
     off text[] NOT NULL,
     work text[] NOT NULL,
     source text NOT NULL
   )`,

  `CREATE TABLE division_code (
     division char(6) PRIMARY KEY,
     pp char(2) NOT NULL,
     ccc char(3) NOT NULL,
     tttt char(4) NOT NULL,
     mark text NOT NULL CHECK (mark IN ('known', 'assumed')),
     source text NOT NULL,
     used boolean NOT NULL DEFAULT false,
     version int NOT NULL DEFAULT 1,
     UNIQUE (pp, ccc, tttt)
   )`,
  `CREATE TABLE unit_number (unit_id uuid PRIMARY KEY, number int NOT NULL UNIQUE)`,

  `CREATE TABLE badge (
     id uuid PRIMARY KEY,
     application_id uuid NOT NULL UNIQUE,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     issuer text NOT NULL CHECK (issuer IN ('bureau', 'conac')),
     code char(23) NOT NULL UNIQUE,
     public_id char(32) NOT NULL UNIQUE,
     colour text NOT NULL,
     place text NOT NULL,
     unit_name text NOT NULL,
     unit_kind text NOT NULL,
     address text NOT NULL,
     functions text NOT NULL,
     site_name text NOT NULL,
     domains jsonb NOT NULL,
     main_domain text GENERATED ALWAYS AS (domains -> 0 ->> 'aLabel') STORED,
     english_domain text,
     home_page text,
     issued_on date NOT NULL,
     replaces_id uuid,
     state text NOT NULL CHECK (state IN ('ISSUED', 'HUNG', 'OVERDUE', 'ABNORMAL', 'SUSPENDED', 'REVOKED')),
     holds text[] NOT NULL,
     resumes text NOT NULL,
     notified_on date,
     deadline date NOT NULL,
     deadline_provisional boolean NOT NULL,
     reminded boolean NOT NULL,
     last_checked_at timestamptz,
     last_outcome text,
     unknown_in_a_row int NOT NULL,
     next_check_at timestamptz,
     reason text,
     version int NOT NULL,
     changed xid8 NOT NULL DEFAULT pg_current_xact_id(),
     CHECK ((state = 'SUSPENDED') = (cardinality(holds) > 0) OR state = 'REVOKED')
   )`,
  `CREATE INDEX badge_unit ON badge (unit_id, id DESC)`,
  `CREATE INDEX badge_bureau ON badge (bureau_id, id DESC)`,
  `CREATE INDEX badge_site ON badge (unit_id, main_domain)`,
  `CREATE INDEX badge_waiting ON badge (deadline) WHERE state = 'ISSUED'`,
  `CREATE INDEX badge_check ON badge (next_check_at) WHERE next_check_at IS NOT NULL`,
  `CREATE INDEX badge_changed ON badge (changed)`,
  // A revoked badge stays revoked, whoever writes.
  `CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.state = 'REVOKED' AND NEW.state <> 'REVOKED' THEN RAISE EXCEPTION 'a revoked badge stays revoked'; END IF;
     NEW.changed := pg_current_xact_id();
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER badge_changed BEFORE UPDATE ON badge FOR EACH ROW EXECUTE FUNCTION note_change()`,

  `CREATE TABLE inspection (
     id uuid PRIMARY KEY,
     badge_id uuid NOT NULL REFERENCES badge,
     asked_by text NOT NULL CHECK (asked_by IN ('schedule', 'person')),
     asked_at timestamptz NOT NULL,
     state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE')),
     started_at timestamptz,
     finished_at timestamptz,
     finding text,
     detail text,
     pages jsonb NOT NULL DEFAULT '[]'
   )`,
  `CREATE INDEX inspection_badge ON inspection (badge_id, id DESC)`,
  // It is also the queue, on which a badge stands once. One that is being inspected may be asked for again: its site may
  // have changed since it was fetched.
  `CREATE UNIQUE INDEX inspection_queue ON inspection (badge_id) WHERE state = 'QUEUED'`,
  `CREATE INDEX inspection_running ON inspection (badge_id) WHERE state = 'RUNNING'`,
];
