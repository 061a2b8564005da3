#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startNats } from '../infrastructure/nats.mjs';
import { freePort } from '../infrastructure/ports.mjs';
import { startPostgres } from '../infrastructure/postgres.mjs';
import { importBuilt } from '../suite/prepare.mjs';
import { startNginx } from './badge/nginx.mjs';
import { startProgram } from './program.mjs';
import { migratedDatabase, startService } from './service.mjs';
import { machine, median, printRows, quantile, ratioInTurns } from './told.mjs';

const { values } = parseArgs({
  options: {
    badges: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/badge.mjs [--badges 200000] [--rounds 3] [--seconds 4] [--json]
  What every page view of every badged site asks (B3): the script of a badge by the service's own process with all its parts,
  beside the same bytes by bare node:http, by nginx as files (when it is installed) and by an ordinary Nest controller that
  asks the database; in turns, each server on one core and the reader on another. docs/benchmarks.md
  --badges   that there are
  --rounds   turns; the medians are told
  --seconds  of each measurement
Needs built services (npm run build). Ends with 1 when a target is missed.`);
  process.exit(0);
}

const CONNECTIONS = 32;
/** Badges that are asked for, spread over all that there are. */
const ASKED = 1000;
const [badges, rounds, seconds] = [Number(values.badges), Number(values.rounds), Number(values.seconds)];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-badge-'));
const closing = [() => fs.rmSync(dir, { recursive: true, force: true })];
/** A program on one core only, where the system can do that. */
const pinned = os.cpus().length > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

try {
  const result = await measure();
  if (values.json) console.log(JSON.stringify(result, null, 2));
  else print(result);
  process.exitCode = result.rows.every(({ good }) => good !== false) ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function measure() {
  const postgres = await startPostgres({ dir: path.join(dir, 'postgres'), durable: false });
  closing.push(() => postgres.stop());
  const nats = await startNats({ dir: path.join(dir, 'nats') });
  closing.push(() => nats.stop());
  const databaseUrl = await migratedDatabase(postgres, 'badge-issuance');
  await fill(databaseUrl);

  const ours = await startService('badge-issuance', { databaseUrl, natsUrl: nats.url, command: nodeOn(0) });
  closing.push(() => ours.stop());
  const paths = await scriptPaths(databaseUrl);
  const answers = await answersOf(ours.port, paths);
  const answersFile = path.join(dir, 'answers.json');
  fs.writeFileSync(answersFile, JSON.stringify(answers));
  const servers = {
    ours,
    bare: await program('badge/bare.mjs', [answersFile], { core: 0 }),
    ordinary: await program('badge/ordinary.mjs', [], { core: 0, env: { DATABASE_URL: databaseUrl } }),
  };
  const nginx = await startNginx({ dir: path.join(dir, 'nginx'), port: await freePort(), answers, pinned });
  if (nginx) {
    closing.push(() => nginx.stop());
    servers.nginx = nginx;
  }
  const reader = await program('reader.mjs', [], { core: 1 });
  const plain = paths.map((one) => request(one));
  const again = paths.map((one) => request(one, { 'if-none-match': answers[one].headers.etag }));
  const fast = async ({ port }, requests, status = 200) =>
    (await reader.ask('asFastAsPossible', { port, requests, status, connections: CONNECTIONS, seconds })).perSecond;

  for (const server of Object.values(servers)) await fast(server, plain);
  const turns = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = {};
    for (const [name, server] of Object.entries(servers)) turn[name] = await fast(server, plain);
    turn.notModified = await fast(ours, again, 304);
    turn.bareNotModified = await fast(servers.bare, again, 304);
    turns.push(turn);
  }
  const rate = median(turns.map((turn) => turn.ours)) / 2;
  const steadily = ({ port }) => reader.ask('atRate', { port, requests: plain, status: 200, connections: CONNECTIONS, seconds: seconds * 2, rate });
  const waits = { bare: await steadily(servers.bare), ours: await steadily(ours) };
  return told(turns, waits, { rate, memory: residentMegabytes(ours.pid), nginx: Boolean(nginx) });
}

/** Badges as the service keeps them, all of them hung. */
async function fill(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO badge (id, application_id, unit_id, region, issuer, code, public_id, colour, place, unit_name, unit_kind, address, functions,
                        site_name, domains, issued_on, state, holds, resumes, deadline, deadline_provisional, reminded, unknown_in_a_row, version)
     SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '370102', 'bureau', 'CA161010002' || lpad(n::text, 8, '0') || '0001',
            md5('badge ' || n), 'red', 'own-site', '济南市历下区示例局' || n, 'organ', '解放东路99号', '示例职能', '示例局网站' || n,
            jsonb_build_array(jsonb_build_object('uLabel', '示例' || n || '.政务', 'aLabel', 'xn--sample' || n || '.xn--zfr164b')),
            '2026-03-02', 'HUNG', '{}', 'HUNG', '2026-03-09', false, false, 0, 1
       FROM generate_series(1, $1::int) AS n`,
    [badges],
  );
  await client.query('ANALYZE badge');
  await client.end();
}

async function scriptPaths(databaseUrl) {
  const { scriptPath } = await importBuilt('apps/badge-issuance/src/domain/code.js');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT code FROM badge ORDER BY public_id LIMIT $1', [ASKED]);
  await client.end();
  return rows.map(({ code }) => scriptPath(code));
}

/** What the service answers, for those who are to answer the same. */
async function answersOf(port, paths) {
  const answers = {};
  for (const one of paths) {
    const answer = await fetch(`http://127.0.0.1:${port}${one}`, { headers: { 'accept-encoding': 'identity' } });
    if (!answer.ok) throw new Error(`${one}: ${answer.status}`);
    const body = Buffer.from(await answer.arrayBuffer());
    const { date: _, connection: __, 'keep-alive': ___, 'content-length': ____, ...headers } = Object.fromEntries(answer.headers);
    answers[one] = { body: body.toString('base64'), headers: { ...headers, 'content-length': String(body.length) }, headers304: headers };
  }
  return answers;
}

function request(url, headers = {}) {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** What starts Node on one core. */
function nodeOn(core) {
  return [...(pinned ? ['taskset', '-c', String(core)] : []), process.execPath, '--no-warnings'];
}

async function program(script, args, { core, env }) {
  const started = await startProgram(script, args, { env, command: nodeOn(core) });
  closing.push(() => started.stop());
  return started;
}

function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

function told(turns, waits, { rate, memory, nginx }) {
  const of = (pick) => median(turns.map(pick));
  const against = (name, other, ours, limit, least) => {
    const ratio = ratioInTurns(turns, ours, limit);
    return { name, ours: of(ours), unit: '/s', other, limit: of(limit), ratio, target: `≥ ${least}`, good: ratio >= least };
  };
  const late = quantile(waits.ours, 0.99);
  const steady = { name: `wait at ${Math.round(rate)} /s`, unit: 'ms', other: 'bare node:http' };
  const ours = (turn) => turn.ours;
  return {
    bench: 'B3 badge',
    machine: { ...machine(), pinned, badges },
    rows: [
      against('script', 'bare node:http', ours, (turn) => turn.bare, 0.6),
      ...(nginx ? [against('script', 'nginx, as files', ours, (turn) => turn.nginx, 0.35)] : []),
      against('script', 'an ordinary controller', ours, (turn) => turn.ordinary, 2.5),
      against('not modified (304)', 'script of ours', (turn) => turn.notModified, ours, 1),
      against('not modified (304)', 'bare node:http', (turn) => turn.notModified, (turn) => turn.bareNotModified, 0.6),
      { ...steady, name: `${steady.name}, median`, ours: quantile(waits.ours, 0.5), limit: quantile(waits.bare, 0.5) },
      { ...steady, name: `${steady.name}, 99 %`, ours: late, limit: quantile(waits.bare, 0.99), target: '≤ 5 ms', good: late <= 5 },
      { name: `memory with ${badges} badges`, ours: memory, unit: 'MB', target: '≤ 200 MB', good: memory <= 200 },
    ],
  };
}

function print({ machine: { cpus, load }, rows }) {
  printRows(`${cpus} cores${pinned ? ', one for the server and one for the reader' : ''}, load ${load.join(' ')}`, rows);
}
