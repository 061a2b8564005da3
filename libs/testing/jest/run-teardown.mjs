import { spawnSync } from 'node:child_process';
import { cleaner } from './run-setup.mjs';

/** Jest's globalTeardown: ends the run's servers and removes its folder. */
export default function runTeardown() {
  spawnSync('sh', [cleaner, 'now', process.env.BIAOZHI_TEST_RUN]);
}
