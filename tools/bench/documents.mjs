#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importBuilt } from '../suite/prepare.mjs';

/**
 * Pairs of letter and form per second and core, after warm-up (target ≥ 10, each ≤ 120 KB).
 * Counts processor time, not the clock on the wall, so that what else runs on the machine matters less.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '60' },
    warmup: { type: 'string', default: '20' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`Usage: node tools/bench/documents.mjs [--pairs 60] [--warmup 20] [--json] [--out folder]
  --json   one JSON object instead of a table
  --out    also writes the last letter.pdf and form.pdf there, to look at
Needs built services (npm run build).`);
  process.exit(0);
}

const TARGET_PAIRS = 10;
const TARGET_BYTES = 120 * 1024;

const load = (file) => importBuilt(`apps/archival-filing/src/documents/${file}`);
const { printForm, printLetter } = await load('print.js');
const { sampleData, sampleForm } = await load('samples.js');

/** Every pair is of another application, as in life; only the fount is the same. */
function dataOf(i) {
  const number = `WZ202611${String(i).padStart(5, '0')}`;
  return { ...sampleData({ ...sampleForm(), number }), dataHash: i.toString(16).padStart(64, '0') };
}

async function printPair(i) {
  const data = dataOf(i);
  return { letter: await printLetter(data), form: await printForm(data) };
}

for (let i = 0; i < Number(values.warmup); i++) await printPair(i);
const pairs = Number(values.pairs);
const before = process.cpuUsage();
let last;
for (let i = 0; i < pairs; i++) last = await printPair(1000 + i);
const used = process.cpuUsage(before);
const seconds = (used.user + used.system) / 1e6;

const result = {
  bench: 'B6 documents',
  pairsPerSecondAndCore: Number((pairs / seconds).toFixed(2)),
  target: TARGET_PAIRS,
  letterBytes: last.letter.length,
  formBytes: last.form.length,
  bytesTarget: TARGET_BYTES,
  rssMegabytes: Math.round(process.memoryUsage().rss / 1e6),
};
if (values.out) {
  mkdirSync(values.out, { recursive: true });
  writeFileSync(path.join(values.out, 'letter.pdf'), last.letter);
  writeFileSync(path.join(values.out, 'form.pdf'), last.form);
}
if (values.json) {
  console.log(JSON.stringify(result));
} else {
  console.log('name                        ours    target');
  console.log(`pairs per second and core   ${String(result.pairsPerSecondAndCore).padEnd(7)} ≥ ${TARGET_PAIRS}`);
  console.log(`letter, bytes               ${String(result.letterBytes).padEnd(7)} ≤ ${TARGET_BYTES}`);
  console.log(`form, bytes                 ${String(result.formBytes).padEnd(7)} ≤ ${TARGET_BYTES}`);
  console.log(`memory, MB                  ${result.rssMegabytes}`);
}
const good = result.pairsPerSecondAndCore >= TARGET_PAIRS && Math.max(result.letterBytes, result.formBytes) <= TARGET_BYTES;
process.exitCode = good ? 0 : 1;
