import fs from 'node:fs';
import path from 'node:path';
import { State } from './state.mjs';

/** The suite that runs on a state folder, as tools that talk to it need it; nothing when none runs. */
export function runningSuite(stateDir) {
  if (!fs.existsSync(path.join(stateDir, 'run.json'))) return undefined;
  const { running } = new State(stateDir);
  if (!running?.demo) return undefined;
  return { url: running.url, natsUrl: running.natsAdminUrl, demoPassword: running.demo.password, mailboxUrl: running.mailboxUrl };
}
