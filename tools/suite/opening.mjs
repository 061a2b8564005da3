import fs from 'node:fs';
import path from 'node:path';
import { freePort, isFree } from '../infrastructure/ports.mjs';
import { endLeftover } from '../infrastructure/processes.mjs';
import { scriptOf } from './services.mjs';
import { State } from './state.mjs';

/** What belongs to a suite in its state folder; other things there are left alone. */
const OURS = ['postgres', 'nats', 'logs', 'outside', 'secrets.json', 'ports.json', 'migrated.json', 'run.json'];

/**
 * The state folder for a new start: no suite runs on it, what a killed launcher left is ended, and with `fresh` it is empty.
 * @throws Error when a suite runs on it
 */
export async function openState(dir, fresh, progress) {
  let state = new State(dir);
  if (state.running && state.running.launcher !== process.pid) {
    throw new Error(`the suite already runs (process ${state.running.launcher}, ${state.running.url}); end it first`);
  }
  for (const [service, pid] of Object.entries(state.left?.pids ?? {})) {
    if (await endLeftover(pid, scriptOf(service))) progress.say(`ended ${service} (${pid}), left by a launcher that was killed`);
  }
  if (fresh) {
    for (const name of OURS) {
      await endServersIn(dir, name);
      fs.rmSync(path.join(dir, name), { recursive: true, force: true });
    }
    state = new State(dir);
  }
  return state;
}

/** Removing the data of a server that still runs would leave it behind without its files. */
async function endServersIn(dir, name) {
  const pidFiles = { postgres: 'postgres/data/postmaster.pid', nats: 'nats/nats-server.pid' };
  const file = pidFiles[name] && path.join(dir, pidFiles[name]);
  if (file && fs.existsSync(file)) {
    await endLeftover(Number(fs.readFileSync(file, 'utf8').split('\n')[0]), path.join(dir, name), 'SIGINT');
  }
}

/** The port of the last start when it is free, else the wanted one, else any. */
export async function keptPort(state, name, wanted) {
  for (const port of [wanted, state.ports[name]]) {
    if (port && (await isFree(port))) {
      state.rememberPort(name, port);
      return port;
    }
  }
  const port = await freePort();
  state.rememberPort(name, port);
  return port;
}
