#!/usr/bin/env node
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDatabase } from '../infrastructure/databases.mjs';
import { startNats } from '../infrastructure/nats.mjs';
import { startPostgres } from '../infrastructure/postgres.mjs';
import { Limits } from './bus/limits.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    backlog: { type: 'string', default: '20000' },
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/bus.mjs [--rounds 3] [--seconds 5] [--backlog 20000] [--json] [--profile folder]
  An event from one service's transaction to another service's transaction (B1), through the parts as they run: two processes,
  PostgreSQL with fsync, nats-server, outbox, relay, JetStream, inbox, handlers. Beside it, in turns, what the machine gives at most
  for the same rows with nothing in between. Machines are noisy: only the ratios of one run count. docs/benchmarks.md
  --rounds   turns; the medians are told
  --seconds  of writing in each turn
  --backlog  events that are drained
  --profile  each of the two processes leaves a .cpuprofile there
Ends with 1 when a target is missed.`);
  process.exit(0);
}

const WRITERS = 8;
/** Drain of the raw limit on the machine on which the target of 8,000 events per second was set. */
const [REFERENCE_LIMIT, REFERENCE_DRAIN] = [61_476, 8_000];
const [rounds, seconds, backlog] = [Number(values.rounds), Number(values.seconds), Number(values.backlog)];

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-bus-'));
const closing = [() => fs.rmSync(dir, { recursive: true, force: true })];
try {
  const result = await measure();
  if (values.json) console.log(JSON.stringify(result, null, 2));
  else print(result);
  process.exitCode = result.rows.every(({ good }) => good !== false) ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function measure() {
  const postgres = await startPostgres({ dir: path.join(dir, 'postgres') });
  closing.push(() => postgres.stop());
  const nats = await startNats({ dir: path.join(dir, 'nats') });
  closing.push(() => nats.stop());
  const database = (name) => ensureDatabase(postgres.url, { database: name, password: name });
  const [producerUrl, consumerUrl] = [await database('producer'), await database('consumer')];
  const limits = new Limits(producerUrl, consumerUrl, nats.url);
  await limits.prepare();
  closing.push(() => limits.end());
  const producer = await side('producer', producerUrl, nats.url);
  const consumer = await side('consumer', consumerUrl, nats.url);

  // The backlog first, while nobody reads: a stream that is full of it, then one reader.
  await producer.ask('fill', backlog);
  await drained(producer);
  let expected = backlog;
  await consumer.ask('read');
  await reached(consumer, expected);
  const firstDrain = await consumer.ask('seen');

  const turns = [];
  for (let round = 0; round < rounds; round += 1) {
    const limit = await limits.flow(seconds, WRITERS);
    const bare = await flow(false);
    const whole = await flow(true);
    turns.push({ limit, bare, whole, drainLimit: await limits.drain(backlog), stream: await limits.stream(Math.min(backlog, 10_000)) });
  }
  await consumer.ask('seen');
  expected += await producer.ask('trickle', seconds, 50);
  await reached(consumer, expected);
  const { waits } = await consumer.ask('seen');
  return told(turns, firstDrain, waits);

  /** Writes for some seconds; events per second from the first commit to the last effect. */
  async function flow(audited) {
    const begun = performance.now();
    const count = await producer.ask('write', seconds, WRITERS, audited);
    const written = performance.now() - begun;
    expected += count;
    await reached(consumer, expected);
    return { flow: count / ((performance.now() - begun) / 1000), written: count / (written / 1000) };
  }
}

/** A service in a process of its own. */
async function side(name, databaseUrl, natsUrl) {
  const child = fork(fileURLToPath(new URL('bus/side.mjs', import.meta.url)), [name], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NATS_URL: natsUrl, NODE_ENV: 'production' },
    execArgv: ['--no-warnings', ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [])],
  });
  closing.push(async () => {
    if (child.exitCode !== null) return;
    child.disconnect();
    await once(child, 'exit');
  });
  const open = new Map();
  let asked = 0;
  const ready = new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    child.on('message', ({ id, answer, error }) => {
      if (id === 0) return resolve();
      const { resolve: done, reject: fail } = open.get(id);
      open.delete(id);
      if (error) fail(new Error(error));
      else done(answer);
    });
  });
  await ready;
  return {
    ask: (ask, ...args) =>
      new Promise((resolve, reject) => {
        open.set((asked += 1), { resolve, reject });
        child.send({ id: asked, ask, args });
      }),
  };
}

async function reached(consumer, count) {
  for (let handled = 0; handled < count; await pause(5)) handled = await consumer.ask('handled');
}

async function drained(producer) {
  while ((await producer.ask('unpublished')) > 0) await pause(50);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function told(turns, drain, waits) {
  const of = (pick) => median(turns.map(pick));
  const drainSeconds = (drain.last - drain.first) / 1000;
  const drainRate = backlog / drainSeconds;
  const drainLimit = of((turn) => turn.drainLimit);
  const sorted = waits.sort((a, b) => a - b);
  const quantile = (q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
  const limit = of((turn) => turn.limit);
  const row = (name, ours, against, target, unit = 'ev/s') => {
    const ratio = against && ours / against;
    return { name, ours: round(ours), limit: against && round(against), ratio: ratio && Number(ratio.toFixed(2)), unit, ...target };
  };
  // Noise comes and goes: what was measured in one turn is compared with the limit of the same turn.
  const inTurns = (name, pick, target) => ({ ...row(name, of(pick), limit, target), ratio: Number(of((turn) => pick(turn) / turn.limit).toFixed(2)) });
  const atLeast = (value, least, text) => ({ target: text, good: value >= least });
  const bare = (turn) => turn.bare.flow;
  const flowRatio = of((turn) => bare(turn) / turn.limit);
  const machine = drainLimit / REFERENCE_LIMIT;
  return {
    bench: 'B1 bus',
    machine: { cpus: os.cpus().length, load: os.loadavg().map((n) => Number(n.toFixed(1))), factor: Number(machine.toFixed(2)) },
    rows: [
      inTurns('flow, row and event', bare, atLeast(flowRatio, 0.5, '≥ 0.5')),
      inTurns('flow, with audit record', (turn) => turn.whole.flow),
      inTurns('writing alone, row and event', (turn) => turn.bare.written),
      row('drain of a backlog', drainRate, drainLimit, atLeast(drainRate, REFERENCE_DRAIN * machine, `≥ ${round(REFERENCE_DRAIN * machine)} ev/s`)),
      row(`drain of ${backlog} events`, drainSeconds, undefined, undefined, 's'),
      row('JetStream alone, publishing', of((turn) => turn.stream.published)),
      row('JetStream alone, reading', of((turn) => turn.stream.consumed)),
      row('wait at 50 ev/s, median', quantile(0.5), undefined, undefined, 'ms'),
      row('wait at 50 ev/s, 99 %', quantile(0.99), undefined, { target: '≤ 20 ms', good: quantile(0.99) <= 20 }, 'ms'),
    ],
  };
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function round(number) {
  return number >= 100 ? Math.round(number) : Number(number.toFixed(1));
}

function print({ machine, rows }) {
  console.log(`${machine.cpus} cores, load ${machine.load.join(' ')}, machine factor ${machine.factor}`);
  console.log(`${'name'.padEnd(32)}${'ours'.padStart(10)}${'limit'.padStart(10)}${'ratio'.padStart(8)}  target`);
  for (const { name, ours, limit, ratio, unit, target, good } of rows) {
    const verdict = target ? `${target}${good ? '' : '  MISSED'}` : '';
    console.log(
      `${name.padEnd(32)}${`${ours} ${unit}`.padStart(10)}${String(limit ?? '').padStart(10)}${String(ratio ?? '').padStart(8)}  ${verdict}`,
    );
  }
}
