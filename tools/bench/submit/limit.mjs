import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const CLIENTS = 16;

/**
 * What a submission writes, by pgbench with nothing around it: a row changes, a row of the outbox and one of the audit trail are added, in one
 * transaction, statements prepared.
 */
const SCRIPT = `\\set n random(1, :drafts)
BEGIN;
UPDATE bench.row SET state = 'BUREAU_REVIEW', version = version + 1, data = data WHERE n = :n;
INSERT INTO bench.outbox (data) SELECT data FROM bench.row WHERE n = :n;
INSERT INTO bench.trail (subject, data) VALUES (:n, repeat('0', 400));
COMMIT;
`;

export const layLimit = (client, drafts) =>
  client.query(`
    CREATE TABLE bench.row AS SELECT row_number() OVER ()::int AS n, state, version, form AS data FROM site_application LIMIT ${drafts};
    ALTER TABLE bench.row ADD PRIMARY KEY (n);
    CREATE TABLE bench.outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data jsonb);
    CREATE TABLE bench.trail (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject int, data text);
    ANALYZE bench.row`);

/** Transactions per second, or nothing where pgbench is not installed. */
export async function limit({ databaseUrl, dir, drafts, seconds }) {
  const pgbench = findPgbench();
  if (!pgbench) return undefined;
  const file = path.join(dir, 'limit.sql');
  fs.writeFileSync(file, SCRIPT);
  const args = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-T', String(seconds), '-D', `drafts=${drafts}`, '-f', file, databaseUrl];
  const { stdout } = await promisify(execFile)(pgbench, args);
  return Number(/tps = ([\d.]+)/.exec(stdout)[1]);
}

function findPgbench() {
  const debian = fs.existsSync('/usr/lib/postgresql') ? fs.readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`) : [];
  const places = [...(process.env.PATH ?? '').split(path.delimiter), ...debian];
  return places.map((dir) => path.join(dir, 'pgbench')).find((file) => fs.existsSync(file));
}
