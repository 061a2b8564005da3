import type { MigrationInterface, QueryRunner } from 'typeorm';

export const TABLES = ['site_application', 'domain_review'];

/** What a case is found by. */
export const WORDS = `unit_name || ' ' || coalesce(title, '') || ' ' || coalesce(number, '')`;

/**
 * What the queue is read by. Names are searched by their pairs of characters and not by trigrams: 历下 has two characters,
 * and in a database of the C locale pg_trgm sees no Chinese letters at all.
 */
export class ReviewQueue1764000200000 implements MigrationInterface {
  readonly name = 'ReviewQueue1764000200000';

  async up(run: QueryRunner): Promise<void> {
    await layPairSearch(run);
    for (const table of TABLES) {
      await run.query(`CREATE INDEX ${table}_queue ON ${table} (submitted_at, id) WHERE submitted_at IS NOT NULL`);
      await run.query(`CREATE INDEX ${table}_of_bureau ON ${table} (bureau_id, state, submitted_at, id)`);
      await run.query(`CREATE INDEX ${table}_clock ON ${table} (due_day) WHERE clock_day IS NOT NULL`);
    }
  }

  async down(run: QueryRunner): Promise<void> {
    await dropPairSearch(run);
    for (const table of TABLES) await run.query(`DROP INDEX ${table}_queue, ${table}_of_bureau, ${table}_clock`);
  }
}

/** The view of both subjects, and its index by pairs of characters. */
export async function layPairSearch(run: QueryRunner): Promise<void> {
  await run.query(`
    CREATE FUNCTION grams(given text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT coalesce(array_agg(DISTINCT substr(lower(given), place, size)), '{}')
      FROM generate_series(1, length(given)) AS place, generate_series(1, 2) AS size
      WHERE place + size - 1 <= length(given)
    $$`);
  for (const table of TABLES) {
    await run.query(`CREATE INDEX ${table}_search ON ${table} USING gin (grams(${WORDS})) WHERE submitted_at IS NOT NULL`);
  }
  await run.query(`CREATE VIEW review_queue AS ${TABLES.map((table) => `${selectFrom(table)} WHERE submitted_at IS NOT NULL`).join(' UNION ALL ')}`);
}

export async function dropPairSearch(run: QueryRunner): Promise<void> {
  await run.query('DROP VIEW review_queue');
  for (const table of TABLES) await run.query(`DROP INDEX ${table}_search`);
  await run.query('DROP FUNCTION grams');
}

/** A part of the view. */
export const selectFrom = (table: string, more = ''): string => `
  SELECT id, '${table === 'site_application' ? 'site' : 'domain'}'::text AS subject, number, title, unit_id, unit_name,
         region, bureau_id, route, state, stage, jsonb_array_length(rounds) AS round, claim, clock_day, due_day,
         due_provisional, overdue_at, submitted_at, version, ${WORDS} AS search_text${more}
  FROM ${table}`;
