#!/usr/bin/env node
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ensureDatabase } from '../infrastructure/databases.mjs';
import { startPostgres } from '../infrastructure/postgres.mjs';
import { importBuilt } from '../suite/prepare.mjs';
import { divisionsWithBureaus, layBase } from './lists/base.mjs';
import * as badges from './lists/badges.mjs';
import * as domains from './lists/domains.mjs';
import * as filings from './lists/filings.mjs';
import { Meter } from './lists/meter.mjs';
import * as notices from './lists/notices.mjs';
import * as redPages from './lists/red-pages.mjs';
import * as review from './lists/review.mjs';
import * as trail from './lists/trail.mjs';
import * as units from './lists/units.mjs';

const PARTS = { review, trail, badges, filings, domains, notices, units, 'red-pages': redPages };

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    runs: { type: 'string', default: '200' },
    pages: { type: 'string', default: '1000' },
    part: { type: 'string', multiple: true },
    only: { type: 'string', default: '' },
    keep: { type: 'string' },
    explain: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/lists.mjs [--rows 2000000] [--runs 200] [--pages 1000] [--part name]… [--only text]
                                   [--keep folder] [--explain] [--json]
  The lists of staff at national size (B4): databases made by the services' own migrations, filled with generate_series, asked by
  the services' own stores, over more than 3,000 bureaus of unequal size. docs/benchmarks.md
  --rows     review cases; the other tables in proportion
  --runs     times that each list is asked, each time for another bureau, word, person or day
  --pages    how far a list is walked, by the key that each page names
  --part     only these: ${Object.keys(PARTS).join(', ')}
  --only     only lists whose name contains this
  --keep     keeps the databases in a folder, and takes up what lies there
  --explain  shows how PostgreSQL answered the slowest call of each list
Needs built services (npm run build). Ends with 1 when a target is missed.`);
  process.exit(0);
}

const rows = Number(values.rows);
const chosen = Object.entries(PARTS).filter(([name]) => !values.part || values.part.includes(name));
const dir = values.keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-lists-'));
const closing = values.keep ? [] : [() => fs.rmSync(dir, { recursive: true, force: true })];
const say = (text) => process.stderr.write(`${text}\n`);
try {
  const postgres = await startPostgres({ dir: path.resolve(dir), durable: false });
  closing.push(() => postgres.stop());
  const meter = new Meter({ ...values, runs: Number(values.runs), pages: Number(values.pages), places: await divisionsWithBureaus() });
  for (const [name, part] of chosen) await run(name, part, postgres, meter);
  if (values.json) console.log(JSON.stringify({ bench: 'B4 lists', rows, bureaus: meter.places.length, cpus: os.cpus().length, postgres: postgres.major, lists: meter.rows }, null, 2));
  else meter.print(`${os.cpus().length} cores, PostgreSQL ${postgres.major}, ${rows} cases, ${meter.places.length} bureaus`);
  process.exitCode = meter.rows.every(({ good }) => good) ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

/** A part has a database of its own, as its service has. */
async function run(name, part, postgres, meter) {
  const { databaseOptions, migrate } = await importBuilt('libs/service-kit/src/index.js');
  const { service } = await importBuilt(`apps/${part.service}/src/service.js`);
  const databaseUrl = await ensureDatabase(postgres.url, { database: name, password: name });
  const config = { databaseUrl, databasePool: 1 };
  await migrate(service, { ...config, databasePool: 2 });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if (!(await client.query(part.isFilled)).rowCount) {
      const begun = performance.now();
      await layBase(client, meter.places, Math.ceil(rows / 4));
      await part.populate(client, rows);
      // What a job does each minute.
      for (const { fold } of service.tallies ?? []) await client.query(fold);
      say(`${name}: filled in ${Math.round((performance.now() - begun) / 1000)} s`);
    }
    // What autovacuum does; also after a migration that has come since the folder was filled.
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
  const { DataSource } = await import('typeorm');
  const database = await new DataSource({ ...databaseOptions(service, config), logger: meter.logger, logging: ['query'] }).initialize();
  try {
    await part.measure(await meter.over(database), database);
  } finally {
    await database.destroy();
  }
}
