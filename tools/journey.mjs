#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const HELP = `npm run journey [-- options]

Plays the official process through the public interfaces, from a unit's registration to a hung badge, against the suite that
runs on this machine (one is started when none does), and prints every step with the events that followed on the bus.

  --units N      play N units of mixed kinds instead of the five that show every way
  --parallel P   so many at the same time (1; 8 with --units)
  --state DIR    data of the suite (.state)
  --quiet        print the table only
  --help`;

function parse(argv) {
  const options = { stateDir: path.join(ROOT, '.state') };
  const rest = [...argv];
  while (rest.length) {
    const name = rest.shift();
    if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--quiet') options.quiet = true;
    else if (name === '--units') options.units = Number(rest.shift());
    else if (name === '--parallel') options.parallel = Number(rest.shift());
    else if (name === '--state') options.stateDir = path.resolve(rest.shift() ?? '');
    else throw new Error(`unknown option ${name}; see --help`);
  }
  return options;
}

/** The suite that runs on the state folder, or one that is started for this journey. */
async function suiteOf(stateDir) {
  const { runningSuite } = await import('./suite/running.mjs');
  const running = runningSuite(stateDir);
  if (running) return { ...running, stop: async () => {} };
  const { startSuite } = await import('./start.mjs');
  const suite = await startSuite({ stateDir });
  return { url: suite.url, natsUrl: suite.natsAdminUrl, demoPassword: suite.demo.password, stop: () => suite.stop() };
}

function tell({ unit, step, detail, events }) {
  console.log(`${unit.registration.unit.name.padEnd(18, '　')} ${step}${detail ? `: ${detail}` : ''}`);
  for (const event of events()) console.log(`${' '.repeat(8)}↳ ${event}`);
}

function table(rows) {
  const cells = rows.map(({ plan, unit, badge, error, seconds }) => [
    plan.kind,
    plan.place,
    [...(plan.refuse ?? []).map((stage) => `refused at ${stage}`), ...(plan.paperFails ? ['paper failed'] : [])].join(', ') || '–',
    badge ? badge.code : `FAILED at ${unit.registration.unit.name}`,
    badge ? badge.state : String(error?.message).slice(0, 300),
    `${seconds.toFixed(1)} s`,
  ]);
  const all = [['unit', 'badge on', 'on the way', 'code', 'state', 'time'], ...cells];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n');
}

async function main() {
  const options = parse(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  const { play, PLANS, planOfLoad } = await import('./journey/play.mjs');
  const suite = await suiteOf(options.stateDir);
  try {
    const load = options.units > 0;
    const plans = load ? Array.from({ length: options.units }, (_, i) => planOfLoad(i)) : PLANS;
    const began = performance.now();
    const { rows, spent, retries } = await play(suite, {
      plans,
      parallel: options.parallel ?? (load ? 8 : 1),
      say: options.quiet || load ? undefined : tell,
      onDone: load && !options.quiet ? (_, n) => n % 10 === 0 && console.log(`${n} of ${plans.length} units`) : undefined,
    });
    const seconds = (performance.now() - began) / 1000;
    const failed = rows.filter(({ badge }) => badge?.state !== 'HUNG');
    console.log(`\n${table(load ? failed : rows)}`);
    console.log(`\n${rows.length - failed.length} of ${rows.length} units have their badge hung; ${seconds.toFixed(1)} s, ${(rows.length / seconds).toFixed(2)} units/s, ${retries} calls repeated`);
    const shares = Object.entries(spent).sort(([, a], [, b]) => b - a);
    console.log(shares.map(([service, ms]) => `  ${service}: ${(ms / 1000).toFixed(1)} s of calls`).join('\n'));
    process.exitCode = failed.length ? 1 : 0;
  } finally {
    await suite.stop();
  }
}

main().catch((error) => {
  console.error(error.stack ?? error.message);
  process.exit(1);
});
