import { DROP_SEARCH_FUNCTIONS, SEARCH_FUNCTIONS, searchIndex } from '@biaozhi/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each way to look at filings has an index in the order of the list. They are searched by the names of site and unit and by their
 * numbers; a unit's name lies in another table, and no index reaches over two, so the words of both are kept here.
 */
export class FastFilings1764000102000 implements MigrationInterface {
  readonly name = 'FastFilings1764000102000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of DOWN) await run.query(statement);
  }
}

const words = (filing: string): string =>
  `lower(${filing}.site_name || ' ' || ${filing}.application_number || ' ' || ${filing}.number || ' ' ||
     coalesce((SELECT unit.name FROM unit WHERE unit.id = ${filing}.unit_id), ''))`;

/** A filing and the name of its unit may come at one moment, each without seeing the other: one waits. Few locks do for all units. */
const oneByOne = (unitId: string): string => `PERFORM pg_advisory_xact_lock(17640001, hashtext(${unitId}::text) & 1023)`;

const UP = [
  'CREATE INDEX filing_at_bureau ON filing (bureau_id, id)',
  'CREATE INDEX filing_in_state ON filing (state, id)',
  `CREATE INDEX filing_desk ON filing (bureau_id, state, due_day, due_provisional) WHERE state IN ('EXPECTED', 'RECEIVED')`,
  ...SEARCH_FUNCTIONS,
  'ALTER TABLE filing ADD COLUMN search_text text',
  `UPDATE filing SET search_text = ${words('filing')}`,
  ...searchIndex('filing', 'search_text'),
  `CREATE FUNCTION filing_words() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     ${oneByOne('NEW.unit_id')};
     NEW.search_text := ${words('NEW')};
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER filing_words BEFORE INSERT OR UPDATE OF site_name, application_number, number, unit_id ON filing
   FOR EACH ROW EXECUTE FUNCTION filing_words()`,
  `CREATE FUNCTION unit_words() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     ${oneByOne('NEW.id')};
     UPDATE filing SET search_text = ${words('filing')} WHERE unit_id = NEW.id AND search_text <> ${words('filing')};
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER unit_words AFTER INSERT OR UPDATE OF name ON unit FOR EACH ROW EXECUTE FUNCTION unit_words()`,
];

const DOWN = [
  'DROP TRIGGER unit_words ON unit',
  'DROP TRIGGER filing_words ON filing',
  'DROP FUNCTION unit_words, filing_words',
  'ALTER TABLE filing DROP COLUMN search_text',
  DROP_SEARCH_FUNCTIONS,
  'DROP INDEX filing_at_bureau, filing_in_state, filing_desk',
];
