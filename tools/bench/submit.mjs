#!/usr/bin/env node
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { startNats } from '../infrastructure/nats.mjs';
import { startPostgres } from '../infrastructure/postgres.mjs';
import { importBuilt } from '../suite/prepare.mjs';
import { divisionsWithBureaus } from './lists/base.mjs';
import { startProgram } from './program.mjs';
import { migratedDatabase, startService } from './service.mjs';
import { draftsOf, layDrafts } from './submit/drafts.mjs';
import { layLimit, limit } from './submit/limit.mjs';
import { machine, median, printRows, ratioInTurns } from './told.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    each: { type: 'string', default: '1500' },
    seconds: { type: 'string', default: '4' },
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/submit.mjs [--rounds 3] [--each 1500] [--seconds 4] [--json] [--profile folder]
  An application is submitted (B2): HTTP, token checked, form checked, then state, number, timeline, audit record and event committed, by the
  service's own process; beside it an ordinary Nest controller that saves the row alone, and what pgbench writes of the same rows (where it
  is installed). In turns, sixteen at a time. docs/benchmarks.md
  --rounds   turns; the medians are told
  --each     submissions of each in a turn
  --seconds  of pgbench in a turn
  --profile  the service leaves a .cpuprofile there
Needs built services (npm run build). Ends with 1 when a target is missed.`);
  process.exit(0);
}

const CONNECTIONS = 16;
const [rounds, each, seconds] = [Number(values.rounds), Number(values.each), Number(values.seconds)];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-submit-'));
const closing = [() => fs.rmSync(dir, { recursive: true, force: true })];
try {
  const result = await measure();
  if (values.json) console.log(JSON.stringify(result, null, 2));
  else printRows(`${result.machine.cpus} cores, load ${result.machine.load.join(' ')}`, result.rows);
  process.exitCode = result.rows.every(({ good }) => good !== false) ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function measure() {
  const postgres = await startPostgres({ dir: path.join(dir, 'postgres') });
  closing.push(() => postgres.stop());
  const nats = await startNats({ dir: path.join(dir, 'nats') });
  closing.push(() => nats.stop());
  const databaseUrl = await migratedDatabase(postgres, 'application-review');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  closing.push(() => client.end());
  // A turn to get warm, for both.
  const count = each * 2 * (rounds + 1);
  await layDrafts(client, await divisionsWithBureaus(), count);
  await layLimit(client, count);

  const issuer = await startIssuer();
  const profiled = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];
  const command = [process.execPath, '--no-warnings', ...profiled];
  const ours = await startService('application-review', { databaseUrl, natsUrl: nats.url, jwksUrl: issuer.url, command });
  closing.push(() => ours.stop());
  const ordinary = await program('submit/ordinary.mjs', { env: { DATABASE_URL: databaseUrl, JWKS_URL: issuer.url } });
  const reader = await program('reader.mjs');
  const requests = await Promise.all((await draftsOf(client)).map(async ({ id, unitId }) => request(id, await issuer.token(unitId))));
  const submit = ({ port }) => reader.ask('allOnce', { port, requests: requests.splice(0, each), status: 200, connections: CONNECTIONS });

  const turns = [];
  for (let round = 0; round <= rounds; round += 1) {
    const turn = { ours: await submit(ours), ordinary: await submit(ordinary), limit: await limit({ databaseUrl, dir, drafts: count, seconds }) };
    if (round > 0) turns.push(turn);
  }
  const { rows } = await client.query(`SELECT count(*)::int AS submitted FROM bus_outbox WHERE subject LIKE 'evt.v1.site-application.submitted.%'`);
  if (rows[0].submitted !== each * (rounds + 1)) throw new Error(`${rows[0].submitted} events of ${each * (rounds + 1)} submissions`);
  return told(turns);
}

/** Issues tokens of handlers, and publishes its key as identity does. */
async function startIssuer() {
  const { TOKEN_AUDIENCE, TOKEN_ISSUER } = await importBuilt('libs/auth/src/index.js');
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }] });
  const server = http.createServer((_, response) => response.setHeader('content-type', 'application/json').end(jwks));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    token: (unit) =>
      new SignJWT({ login: 'handler', name: '李晓明', roles: ['handler'], unit, sid: unit })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
        .setSubject(unit)
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setExpirationTime('2h')
        .sign(privateKey),
  };
}

async function program(script, options) {
  const started = await startProgram(script, [], options);
  closing.push(() => started.stop());
  return started;
}

function request(id, token) {
  const body = '{"version":1}';
  return `POST /site-applications/${id}/submit HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

function told(turns) {
  const of = (pick) => median(turns.map(pick));
  const against = (other, pick, least) => {
    const ratio = ratioInTurns(turns, (turn) => turn.ours, pick);
    return { name: 'submission', ours: of((turn) => turn.ours), unit: '/s', other, limit: of(pick), ratio, target: `≥ ${least}`, good: ratio >= least };
  };
  return {
    bench: 'B2 submit',
    machine: machine(),
    rows: [
      against('an ordinary controller', (turn) => turn.ordinary, 2),
      ...(turns[0].limit === undefined ? [] : [against('the same rows by pgbench', (turn) => turn.limit, 0.25)]),
    ],
  };
}
