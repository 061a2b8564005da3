import fs from 'node:fs';
import path from 'node:path';

/** Folder of this Jest run, made by jest/run-setup.mjs. */
export function runFolder(): string {
  const dir = process.env.BIAOZHI_TEST_RUN;
  if (!dir) throw new Error('BIAOZHI_TEST_RUN is not set: run tests through jest.config.mjs (its globalSetup makes the folder)');
  return dir;
}

/** Notes a server's process, so that it ends with the run whatever happens to the suite. */
export function noteProcess(name: string, pid: number | undefined): void {
  fs.writeFileSync(path.join(runFolder(), 'pids', name), String(pid));
}

export function forgetProcess(name: string): void {
  fs.rmSync(path.join(runFolder(), 'pids', name), { force: true });
}
