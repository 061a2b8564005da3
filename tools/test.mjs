#!/usr/bin/env node
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findNatsServer } from './infrastructure/nats-binary.mjs';
import { ROOT, build, checkNode, installModules, modulesAreCurrent, npm, run } from './suite/prepare.mjs';

const HELP = `npm test [-- <jest arguments>]

Installs when needed, builds, checks types, lints and runs every test, against a real PostgreSQL and a real nats-server.
With jest arguments (e.g. a folder) only those tests run, without the steps before.
The last line is "N passed, N failed", counted by Jest; failed steps count as failures.`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
  process.exit(0);
}

/** Tests that start the whole suite (ten servers) get the machine to themselves, one after the other. */
const WHOLE_SUITE = ['test/journey/', 'test/portal/'];

const failedSteps = [];

async function step(title, work) {
  const began = performance.now();
  console.log(`▸ ${title}`);
  try {
    await work();
    console.log(`  ${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } catch (error) {
    failedSteps.push(title);
    console.error(`✗ ${title}: ${error.message}`);
  }
}

/** Runs Jest and answers its own counts; a suite that could not even be loaded is one failure. */
async function jest(jestArgs) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-result-')), 'jest.json');
  const node = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const options = ['--json', `--outputFile=${file}`, ...(process.env.CI ? ['--ci'] : [])];
  // Jest prints its JSON to stdout when asked for a file as well; only the file is wanted.
  await run('sh', ['-c', 'exec "$0" "$@" >/dev/null', process.execPath, ...node, ...options, ...jestArgs], { show: true }).catch(
    () => undefined,
  );
  const result = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  fs.rmSync(path.dirname(file), { recursive: true, force: true });
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

const sum = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** Everything, or what the arguments name. */
async function tests() {
  if (args.length) return jest(args);
  const parts = await jest(['--testPathIgnorePatterns', '/node_modules/', ...WHOLE_SUITE]);
  return sum(parts, await jest(['--runInBand', ...WHOLE_SUITE]));
}

process.chdir(ROOT);
checkNode();
if (!modulesAreCurrent()) await step('install (npm ci)', () => installModules());
if (!args.length && !failedSteps.length) {
  await step('build', () => build());
  // Fetched before several workers want it at once.
  await step('nats-server', async () => (process.env.NATS_SERVER_BIN = await findNatsServer()));
  await step('types', () => npm(['run', '--silent', 'typecheck']));
  await step('lint', () => npm(['run', '--silent', 'lint']));
}
const counts = failedSteps.some((title) => title.startsWith('install'))
  ? { passed: 0, failed: 0, skipped: 0 }
  : await tests();
if (failedSteps.length) console.error(`✗ failed: ${failedSteps.join(', ')}`);
const failed = counts.failed + failedSteps.length;
console.log(`${counts.passed} passed, ${failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0;
