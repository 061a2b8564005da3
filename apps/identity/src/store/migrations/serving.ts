import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which bureau serves whom, as rows; failed log-ins by source; separation of duties as constraints. */
export class Serving1764050000000 implements MigrationInterface {
  readonly name = 'Serving1764050000000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of DOWN) await run.query(statement);
  }
}

const UP = [
  `CREATE TABLE bureau_serves (
     affiliation text NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid NOT NULL REFERENCES bureau,
     PRIMARY KEY (affiliation, region)
   )`,
  `CREATE INDEX bureau_serves_bureau ON bureau_serves (bureau_id)`,
  `INSERT INTO bureau_serves (affiliation, region, bureau_id)
     SELECT CASE level WHEN 'centre' THEN 'central' ELSE level END, region, id FROM bureau WHERE state = 'ACTIVE'`,
  // Townships answer to their county, or to a prefecture that has no counties.
  `INSERT INTO bureau_serves (affiliation, region, bureau_id)
     SELECT 'township', region, id FROM bureau
      WHERE state = 'ACTIVE' AND (level = 'county' OR level = 'prefecture'
        AND NOT EXISTS (SELECT 1 FROM bureau below WHERE below.parent_id = bureau.id))`,
  // A zone's bureau may sit in a division that has a bureau of its own.
  `DROP INDEX bureau_of_region`,
  `CREATE INDEX bureau_region ON bureau (region)`,
  `CREATE INDEX unit_bureau ON unit (bureau_id, id)`,
  // Failed log-ins by account, by name that nobody has, by address, by network. No foreign key: most are no accounts.
  `CREATE TABLE login_attempts (
     source text PRIMARY KEY,
     failures int NOT NULL,
     since timestamptz,
     locks int NOT NULL,
     locked_until timestamptz
   )`,
  `ALTER TABLE account DROP COLUMN failures, DROP COLUMN locks, DROP COLUMN locked_until,
     ADD COLUMN version int NOT NULL DEFAULT 1`,
  // Also by direct SQL nobody holds roles that watch over each other, or acts for a bureau without one.
  `ALTER TABLE account
     ADD CONSTRAINT roles_apart CHECK (cardinality(roles) = 1 OR roles <@ ARRAY['bureau-reviewer', 'bureau-archivist']),
     ADD CONSTRAINT handler_of_unit CHECK (('handler' = ANY (roles)) = (unit_id IS NOT NULL)),
     ADD CONSTRAINT staff_of_bureau CHECK ((roles <@ ARRAY['bureau-reviewer', 'bureau-archivist']) = (bureau_id IS NOT NULL))`,
];

const DOWN = [
  `ALTER TABLE account DROP CONSTRAINT roles_apart, DROP CONSTRAINT handler_of_unit, DROP CONSTRAINT staff_of_bureau,
     DROP COLUMN version, ADD COLUMN failures int NOT NULL DEFAULT 0, ADD COLUMN locks int NOT NULL DEFAULT 0,
     ADD COLUMN locked_until timestamptz`,
  `DROP INDEX unit_bureau, bureau_region`,
  `CREATE UNIQUE INDEX bureau_of_region ON bureau (region) WHERE state = 'ACTIVE'`,
  `DROP TABLE login_attempts, bureau_serves`,
];
