import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Badges are found by names, domains and code, through pairs of characters and not trigrams: 历下 has two characters, and
 * in a database of the C locale pg_trgm sees no Chinese letters at all. And reports of fake sites by the public.
 */
export class SearchAndReports1764000500000 implements MigrationInterface {
  readonly name = 'SearchAndReports1764000500000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE report');
    await run.query('ALTER TABLE badge DROP COLUMN search_text');
    await run.query('DROP FUNCTION badge_words, grams');
  }
}

export const SEARCH_BY_PAIRS = [
  `CREATE FUNCTION grams(given text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
     SELECT coalesce(array_agg(DISTINCT substr(lower(given), place, size)), '{}')
     FROM generate_series(1, length(given)) AS place, generate_series(1, 2) AS size
     WHERE place + size - 1 <= length(given)
   $$`,
  `CREATE INDEX badge_search ON badge USING gin (grams(search_text))`,
];

const UP = [
  `CREATE FUNCTION badge_words(unit_name text, site_name text, code text, english_domain text, domains jsonb)
   RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
     SELECT lower(unit_name || ' ' || site_name || ' ' || code || ' ' || coalesce(english_domain, '') || ' ' ||
       (SELECT coalesce(string_agg((one ->> 'uLabel') || ' ' || (one ->> 'aLabel'), ' '), '') FROM jsonb_array_elements(domains) AS one))
   $$`,
  `ALTER TABLE badge ADD COLUMN search_text text
   GENERATED ALWAYS AS (badge_words(unit_name, site_name, code::text, english_domain, domains)) STORED`,
  ...SEARCH_BY_PAIRS,
  `CREATE TABLE report (
     id uuid PRIMARY KEY,
     number text NOT NULL UNIQUE,
     address text NOT NULL,
     host text NOT NULL,
     description text NOT NULL,
     badge_public_id char(32),
     contact text,
     state text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
     result text CHECK (result IN ('fake', 'genuine', 'unclear')),
     note text,
     reported_at timestamptz NOT NULL,
     closed_at timestamptz,
     version int NOT NULL,
     CHECK ((state = 'CLOSED') = (result IS NOT NULL AND note IS NOT NULL AND closed_at IS NOT NULL)),
     CHECK (state = 'OPEN' OR contact IS NULL)
   )`,
  `CREATE INDEX report_state ON report (state, id DESC)`,
  `CREATE INDEX report_host ON report (host, id DESC)`,
];
