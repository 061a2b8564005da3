/**
 * Searching by a part of a name, in the country or in one bureau. A text is found by its characters, their pairs and triples, so
 * that a part of two characters (历下) and one of three (教育局) is one entry of a GIN index: PostgreSQL knows how frequent an entry
 * is, and decides by it whether to look into the index or to go along the list. Trigrams of pg_trgm would not do: parts of two
 * characters have none, and in a database of the C locale it sees no Chinese letters at all. The bureau is an entry too, so that
 * the index finds what is in both. Statistics of a partial index are not used for this, so the index must not be one.
 *
 * Migrations make these functions, so they never change; another way gets another name.
 */
export const SEARCH_FUNCTIONS = [
  `CREATE FUNCTION findable(words text, bureau uuid) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
     SELECT ARRAY(
       SELECT substr(lower(words), place, size) FROM generate_series(1, length(words)) AS place, generate_series(1, 3) AS size
        WHERE place + size - 1 <= length(words)
     ) || coalesce('@' || bureau::text, '@')
   $$`,
  `CREATE FUNCTION sought(part text, bureau uuid) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
     SELECT CASE WHEN length(part) < 3 THEN ARRAY[lower(part)]
                 ELSE ARRAY(SELECT substr(lower(part), place, 3) FROM generate_series(1, length(part) - 2) AS place) END
         || CASE WHEN bureau IS NULL THEN ARRAY[]::text[] ELSE ARRAY['@' || bureau::text] END
   $$`,
];

/**
 * An index by which a table is searched, and the statistics that it wants: of the ten thousand most frequent entries, so that
 * PostgreSQL can tell the name of a county from the name of an office; with three thousand it goes along the whole list for a
 * county. For a million rows ANALYZE then takes half a minute and 1.3 GB.
 */
export const searchIndex = (table: string, words: string): string[] => [
  `CREATE INDEX ${table}_found ON ${table} USING gin (findable(${words}, bureau_id))`,
  `ALTER INDEX ${table}_found ALTER COLUMN 1 SET STATISTICS 1000`,
];

/** Undoes {@link SEARCH_FUNCTIONS}. */
export const DROP_SEARCH_FUNCTIONS = 'DROP FUNCTION findable, sought';
