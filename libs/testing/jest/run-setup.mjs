import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const cleaner = path.join(path.dirname(fileURLToPath(import.meta.url)), 'clean-run.sh');

/**
 * Jest's globalSetup: one folder per run, in which suites put the servers that they start (PostgreSQL once per run and
 * only when a suite asks for it). A watcher cleans up even when Jest is killed.
 */
export default function runSetup() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-test-'));
  // PostgreSQL runs as another user when we are root, and must be able to enter.
  fs.chmodSync(dir, 0o755);
  fs.mkdirSync(path.join(dir, 'pids'));
  process.env.BIAOZHI_TEST_RUN = dir;
  spawn('sh', [cleaner, String(process.pid), dir], { stdio: 'ignore', detached: true }).unref();
}
