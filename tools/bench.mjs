#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The benchmarks in the order in which they run; one that takes half an hour only when it is named. */
const ALL = { bus: true, submit: true, badge: true, documents: true, suite: true, lists: false };

const HELP = `npm run bench [-- name… [--json]]

Measures what the software does beside what the machine gives at most, each benchmark in a program of its own; docs/benchmarks.md
names: ${Object.keys(ALL).join(', ')}; without names all but lists, one after the other. Run them when nothing else runs.
--json and options of one benchmark (node tools/bench/<name>.mjs --help) are handed on. Ends with 1 when a target is missed.`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
const named = args.filter((arg) => arg in ALL);
const options = args.filter((arg) => !(arg in ALL));
for (const name of named.length ? named : Object.keys(ALL).filter((one) => ALL[one])) {
  if (!options.includes('--json')) console.log(`\n${name}`);
  const script = fileURLToPath(new URL(`bench/${name}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--no-warnings', script, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
