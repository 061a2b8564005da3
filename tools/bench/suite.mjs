#!/usr/bin/env node
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { planOfLoad, play } from '../journey/play.mjs';
import { startSuite } from '../suite/start-suite.mjs';
import { machine, median, printRows } from './told.mjs';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '200' },
    parallel: { type: 'string', default: '16' },
    restarts: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/suite.mjs [--units 200] [--parallel 16] [--restarts 3] [--json]
  The whole suite on this machine: how long it takes to be ready (B7), each service alone, its memory; then whole lives of units, from
  registration to the hung badge, through the public interfaces (B5): units per second, where their calls wait, and whether memory grows
  between the first half and the second. docs/benchmarks.md
  --units     lives; half of them before memory is looked at for the first time
  --parallel  so many at the same time
  --restarts  of each service; the medians are told
Ends with 1 when a target is missed.`);
  process.exit(0);
}

const [units, parallel, restarts] = [Number(values.units), Number(values.parallel), Number(values.restarts)];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-suite-'));
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
  const start = () => startSuite({ stateDir: dir, knownPorts: false, quiet: true });
  // Databases, keys and demo data are made once.
  await (await start()).stop();
  const { seconds: ready, answer: suite } = await timed(start);
  closing.push(() => suite.stop());
  const before = machine();

  const services = Object.entries(suite.services);
  const starts = [];
  for (const [, service] of services) {
    const times = [];
    for (let n = 0; n < restarts; n += 1) {
      await service.stop();
      times.push((await timed(() => service.restart())).seconds);
    }
    starts.push(median(times));
  }
  const idle = memoryOf(services);
  const half = Math.ceil(units / 2);
  const plans = Array.from({ length: units }, (_, i) => planOfLoad(i));
  await lives(suite, plans.slice(0, half));
  const halfway = memoryOf(services);
  const second = await lives(suite, plans.slice(half));
  const grown = memoryOf(services);

  const waits = Object.values(second.spent).reduce((sum, ms) => sum + ms, 0);
  const growth = Object.fromEntries(services.map(([name]) => [name, grown[name] - halfway[name]]));
  const atMost = (name, ours, unit, most) => ({ name, ours, unit, target: `≤ ${most} ${unit}`, good: ours <= most });
  return {
    bench: 'B5, B7 suite',
    machine: before,
    rows: [
      atMost('suite ready, from a built state', ready, 's', 8),
      atMost('slowest service ready', Math.max(...starts), 's', 1.5),
      atMost(...largest('idle', idle), 'MB', 150),
      { name: `whole lives, ${parallel} at a time`, ours: second.perSecond, unit: '/s', target: '≥ 15 /s', good: second.perSecond >= 15 },
      ...Object.entries(second.spent)
        .sort(([, a], [, b]) => b - a)
        .map(([name, ms]) => ({ name: `of the waiting: ${name}`, ours: (ms / waits) * 100, unit: '%' })),
      ...[largest(`after ${units} lives`, grown), largest('growth of the second half', growth)].map(([name, ours]) => ({ name, ours, unit: 'MB' })),
    ],
  };
}

async function lives(suite, plans) {
  const { seconds, answer } = await timed(() =>
    play({ url: suite.url, natsUrl: suite.natsAdminUrl, demoPassword: suite.demo.password }, { plans, parallel }),
  );
  const unfinished = answer.rows.filter(({ badge }) => badge?.state !== 'HUNG');
  if (unfinished.length) throw new Error(`${unfinished.length} lives did not end with a hung badge: ${unfinished[0].error?.message}`);
  return { perSecond: answer.rows.length / seconds, spent: answer.spent };
}

async function timed(work) {
  const began = performance.now();
  const answer = await work();
  return { answer, seconds: (performance.now() - began) / 1000 };
}

/** The service with most of something, and how much. */
function largest(what, megabytes) {
  const [[name, most]] = Object.entries(megabytes).sort(([, a], [, b]) => b - a);
  return [`${what}: ${name}`, most];
}

/** Resident megabytes of each service. */
function memoryOf(services) {
  const resident = ({ pid }) => Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  return Object.fromEntries(services.map(([name, service]) => [name, resident(service)]));
}
