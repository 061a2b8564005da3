import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of red-page. */
export class RedPages1764000200000 implements MigrationInterface {
  readonly name = 'RedPages1764000200000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE publication, red_page, unit');
    await run.query('DROP FUNCTION publication_is_final');
  }
}

const UP = [
  // Copy of what identity owns: the first draft begins with it.
  `CREATE TABLE unit (id uuid PRIMARY KEY, address text NOT NULL, postcode text NOT NULL, functions text NOT NULL)`,

  `CREATE TABLE red_page (
     id uuid PRIMARY KEY,
     badge_id uuid NOT NULL UNIQUE,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     unit_name text NOT NULL,
     site_name text NOT NULL,
     host jsonb NOT NULL,
     a_label text GENERATED ALWAYS AS (host ->> 'aLabel') STORED,
     badge jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE', 'CLOSED')),
     draft jsonb NOT NULL,
     holds text[] NOT NULL,
     resumes text,
     publications int NOT NULL,
     version int NOT NULL
   )`,
  // One page answers under a name; closed ones only say that they are closed.
  `CREATE UNIQUE INDEX red_page_host ON red_page (a_label) WHERE state <> 'CLOSED'`,
  `CREATE INDEX red_page_closed ON red_page (a_label) WHERE state = 'CLOSED'`,
  `CREATE INDEX red_page_unit ON red_page (unit_id, id DESC)`,
  `CREATE INDEX red_page_bureau ON red_page (bureau_id, id DESC)`,

  `CREATE TABLE publication (
     page_id uuid NOT NULL REFERENCES red_page,
     number int NOT NULL,
     content jsonb NOT NULL,
     badge jsonb NOT NULL,
     html text NOT NULL,
     sha256 char(64) NOT NULL,
     published_at timestamptz NOT NULL,
     published_by text NOT NULL,
     PRIMARY KEY (page_id, number)
   )`,
  `CREATE FUNCTION publication_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'what was published does not change'; END $$`,
  `CREATE TRIGGER publication_final BEFORE UPDATE OR DELETE OR TRUNCATE ON publication EXECUTE FUNCTION publication_is_final()`,
];

/** For TypeORM's `migrations`. */
export const redPageMigrations = [RedPages1764000200000];
