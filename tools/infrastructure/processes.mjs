import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Programs of ours that run now. */
const running = new Set();

/** Ends everything that `background` started, without a word: for a launcher that must go at once. */
export function killAll() {
  for (const handle of running) handle.kill('SIGKILL');
}

/**
 * Starts a program in the background with its output appended to `log`.
 * Answers a handle whose `exited` settles with { code, signal } and never rejects; `error` says why it could not be started.
 */
export function background(command, args, { log, env = process.env, cwd, uid, gid }) {
  const sink = fs.openSync(log, 'a', 0o600);
  // Own process group: Ctrl-C in the terminal reaches the launcher only, which then ends the children in order.
  const child = spawn(command, args, { stdio: ['ignore', sink, sink], env, cwd, uid, gid, detached: true });
  fs.closeSync(sink);
  const handle = { pid: child.pid, running: true, kill: (signal) => child.kill(signal), unref: () => child.unref() };
  running.add(handle);
  handle.exited = new Promise((resolve) => {
    child.once('error', (error) => settle({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => settle({ code, signal }));
    function settle(result) {
      handle.running = false;
      handle.error = result.error;
      running.delete(handle);
      resolve(result);
    }
  });
  return handle;
}

/** Asks with `signal`, and with SIGKILL when the process is still there after `patience` ms. */
export async function end(handle, signal = 'SIGTERM', patience = 10_000) {
  if (!handle?.running) return;
  handle.kill(signal);
  const late = new AbortController();
  await Promise.race([handle.exited, pause(patience, undefined, { signal: late.signal }).catch(() => {})]);
  late.abort();
  if (handle.running) {
    handle.kill('SIGKILL');
    await handle.exited;
  }
}

/** Polls `check` (truthy = done) until `within` ms have passed; throws `message` with the last error then. */
export async function until(check, { within = 20_000, every = 25, message = 'condition not met' } = {}) {
  const deadline = Date.now() + within;
  let last;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      if (error.fatal) throw error;
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${message} within ${within} ms${last ? `: ${reasonOf(last)}` : ''}`);
    await pause(every);
  }
}

/** `fetch` says why only in the cause. */
const reasonOf = ({ message, cause }) => (cause ? `${message} (${cause.message || cause.code})` : message);

/** An error that `until` does not wait out. */
export function fatal(message) {
  return Object.assign(new Error(message), { fatal: true });
}

/** Whether `pid` lives and its command line holds `words` (Linux and macOS have no better check without a daemon). */
export function livesAs(pid, words) {
  if (!alive(pid)) return false;
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words);
  } catch {
    return false;
  }
}

export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Ends a process left behind by an earlier launcher that was itself killed; checks first that it is ours. */
export async function endLeftover(pid, words, signal = 'SIGTERM') {
  if (!livesAs(pid, words)) return false;
  process.kill(pid, signal);
  const gone = () => !livesAs(pid, words);
  await until(gone, { within: 10_000 }).catch(() => process.kill(pid, 'SIGKILL'));
  await until(gone, { within: 10_000, message: `process ${pid} does not end` });
  return true;
}

/** The last lines of a log file, for an error message. */
export function tail(file, lines = 15) {
  try {
    return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
