import { createHash } from 'node:crypto';
import { importBuilt } from '../../suite/prepare.mjs';
import { DEPARTMENTS, SITES, STREETS } from './names.mjs';

/** How unequal bureaus are: with 2.25 the largest of 3,200 has 2.8 % of everything, the one in the middle 0.02 %. */
const SKEW = 2.25;
const A_STATEMENT = 100_000;

/** Divisions with a bureau each, the largest first. */
export async function divisionsWithBureaus() {
  const { allDivisions, fullName } = await importBuilt('libs/standards/src/index.js');
  return allDivisions().map(({ code, name }) => ({ code, name, fullName: fullName(code), bureauId: idOf(`bureau ${code}`) }));
}

const idOf = (what) => createHash('md5').update(what).digest('hex').replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-8$3-8$4-$5');

/**
 * Everything that the filling of a database leans on, in a schema of its own: bureaus, units with their names, ids in the order
 * of time, and shares that look like chance and are the same in each run.
 */
export async function layBase(client, places, units) {
  await client.query(`
    CREATE SCHEMA bench;
    -- From 0 to 1, of a number; each salt gives another one.
    CREATE FUNCTION bench.share(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (hashint8extended(n, salt) & 2147483647)::float8 / 2147483648 $$;
    -- As UUIDv7 is: in the order of time.
    CREATE FUNCTION bench.id(at timestamptz, what text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(what), 1, 3) || '8' || substr(md5(what), 4, 15))::uuid $$;
    -- When the n-th of so many things was made: evenly over five years, until now.
    CREATE FUNCTION bench.at(n bigint, of bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT timestamptz '${new Date().toISOString()}' - interval '1 millisecond' * round(${5 * 365.25 * 86_400_000} * (1 - n::float8 / of)) $$;
    CREATE TABLE bench.place (n int PRIMARY KEY, code char(6) NOT NULL, name text NOT NULL, full_name text NOT NULL, bureau_id uuid NOT NULL);
    CREATE TABLE bench.unit (k int PRIMARY KEY, id uuid NOT NULL, name text NOT NULL, site text NOT NULL, place int NOT NULL, region char(6) NOT NULL, bureau_id uuid NOT NULL)`);
  await client.query(
    `INSERT INTO bench.place SELECT n - 1, code, name, full_name, bureau_id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) WITH ORDINALITY AS place (code, name, full_name, bureau_id, n)`,
    [places.map(({ code }) => code), places.map(({ name }) => name), places.map(({ fullName }) => fullName), places.map(({ bureauId }) => bureauId)],
  );
  await client.query(
    `INSERT INTO bench.unit
       SELECT k, bench.id(now() - interval '2200 days' + interval '1 second' * k, 'unit ' || k), full_name || street || department,
              name || street || department || site, place, code, bureau_id
         FROM (SELECT k, floor($2 * power(bench.share(k, 1), ${SKEW}))::int AS place, ($3::text[])[1 + floor(bench.share(k, 2) * cardinality($3::text[]))] AS street,
                      ($4::text[])[1 + floor(bench.share(k, 3) * cardinality($4::text[]))] AS department,
                      ($5::text[])[1 + floor(bench.share(k, 4) * cardinality($5::text[]))] AS site
                 FROM generate_series(0, $1::int - 1) AS k) AS made
         JOIN bench.place ON place.n = made.place ORDER BY k`,
    [units, places.length, STREETS, DEPARTMENTS, SITES],
  );
  await client.query('ANALYZE bench.place, bench.unit');
}

/**
 * Fills a table in the order of time. Indexes are made afterwards, which is faster by far.
 * @param statement INSERT … SELECT over `bench.things(from, to)`: `n`, the unit's columns, and `at`
 */
export async function fillTables(client, tables, rows, statements) {
  const { rows: indexes } = await client.query(
    `SELECT format('%I.%I', schemaname, indexname) AS name, indexdef AS definition FROM pg_indexes
      WHERE tablename = ANY($1) AND schemaname = 'public'
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = format('%I.%I', schemaname, indexname)::regclass)`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  // Row by row in the order of time, as they came; a hash join would mix them.
  await client.query(`SET enable_hashjoin = off; SET enable_mergejoin = off; SET maintenance_work_mem = '512MB'`);
  for (const [statement, share] of statements) {
    const count = Math.round(rows * share);
    for (let from = 0; from < count; from += A_STATEMENT) {
      await client.query(THINGS + statement, [from, Math.min(count, from + A_STATEMENT) - 1, count]);
    }
  }
  await client.query('RESET enable_hashjoin; RESET enable_mergejoin');
  for (const { definition } of indexes) await client.query(definition);
  for (const table of tables) await client.query(`VACUUM ANALYZE ${table}`);
}

/** The n-th thing is of a unit (more of them of early ones' bureaus), and was made at a time. */
const THINGS = `
  WITH thing AS (
    SELECT made.n, bench.at(made.n, $3::bigint) AS at, unit.id AS unit_id, unit.name AS unit_name, unit.site, unit.place, unit.region, unit.bureau_id, unit.k,
           bench.share(made.n, 7) AS chance, bench.share(made.n, 8) AS second_chance, made.n > $3::bigint * 0.97 AS fresh
      FROM (SELECT n, floor(bench.share(n, 5) * units.count)::int AS k FROM generate_series($1::bigint, $2::bigint) AS n,
                   (SELECT count(*) FROM bench.unit) AS units) AS made
      JOIN bench.unit ON unit.k = made.k
  )`;

/** Whose turn it is, as somebody at work anywhere in the country: bureaus with more cases come more often. */
export function bureauAtWork(places, i) {
  const golden = (i * 0.618033988749895) % 1;
  return Math.min(places.length - 1, Math.floor(places.length * golden ** SKEW));
}
