import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { findPostgres, runnerFor } from './postgres-binaries.mjs';
import { freePort, isFree } from './ports.mjs';
import { background, end, endLeftover, fatal, tail, until } from './processes.mjs';

/**
 * Starts a PostgreSQL cluster whose whole state lies in `dir` (made when absent), on loopback only.
 * `durable: false` trades safety against a power cut for speed (tests).
 */
export async function startPostgres({ dir, port, durable = true, maxConnections = 300 }) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o755 });
  const data = path.join(dir, 'data');
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  const { bin, major } = findPostgres();
  const run = runnerFor(bin, data);
  const password = superuserPassword(dir);
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise(run, data, dir, password);
  refuseOtherMajor(data, major);
  await endLeftover(pidIn(data), data, 'SIGINT');
  const chosen = port && (await isFree(port)) ? port : await freePort();

  const log = path.join(dir, 'postgres.log');
  const url = `postgresql://postgres:${password}@127.0.0.1:${chosen}/postgres`;
  const args = ['-D', data, ...Object.entries(settings(chosen, durable, maxConnections)).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
  let wanted = true;
  let onCrash = () => {};
  let server = await launch();

  /** After SIGKILL the old backends hold the shared memory for a moment; a start within it is refused and tried again. */
  async function launch() {
    const { command, args: argv, ids } = run('postgres', args);
    let handle;
    try {
      await until(
        async () => {
          if (!handle?.running) handle = background(command, argv, { log, cwd: '/', ...ids });
          await selectOne(url);
          return true;
        },
        // Recovery after a crash reads all that was written since the last checkpoint.
        { within: 120_000, message: 'PostgreSQL did not answer' },
      );
    } catch (error) {
      await end(handle, 'SIGQUIT');
      throw new Error(`${error.message}\n${tail(log)}`, { cause: error });
    }
    void handle.exited.then(() => wanted && handle === server && onCrash());
    return handle;
  }

  return {
    url,
    port: chosen,
    major,
    log,
    get pid() {
      return server.pid;
    },
    get running() {
      return server.running;
    },
    unref() {
      server.unref();
    },
    /** Tells of an end that neither `kill` nor `stop` asked for. */
    onCrash(listener) {
      onCrash = listener;
    },
    async kill(signal = 'SIGKILL') {
      wanted = false;
      server.kill(signal);
      await server.exited;
    },
    async restart() {
      wanted = false;
      await end(server, 'SIGINT');
      server = await launch();
      wanted = true;
    },
    async stop() {
      wanted = false;
      await end(server, 'SIGINT');
    },
  };
}

function settings(port, durable, maxConnections) {
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };
  return {
    port,
    listen_addresses: '127.0.0.1',
    // No socket file: its path would exceed 107 bytes in a deep project folder.
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %d ',
    ...(durable ? {} : fast),
  };
}

function superuserPassword(dir) {
  const file = path.join(dir, 'superuser-password');
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8').trim();
}

function initialise(run, data, dir, password) {
  const pwfile = path.join(dir, 'initdb-password');
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--username=postgres', '--no-sync'];
  const { command, args, ids } = run('initdb', ['-D', data, `--pwfile=${pwfile}`, ...options]);
  fs.writeFileSync(pwfile, password, { mode: 0o600 });
  if (ids.uid !== undefined) fs.chownSync(pwfile, ids.uid, ids.gid);
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: '/', ...ids });
  fs.rmSync(pwfile, { force: true });
  if (done.status !== 0) {
    throw new Error(`initdb in ${dir} failed: ${done.error?.message ?? done.stderr}`);
  }
}

function refuseOtherMajor(data, major) {
  const made = Number(fs.readFileSync(path.join(data, 'PG_VERSION'), 'utf8'));
  if (made === major) return;
  throw fatal(`${data} was made by PostgreSQL ${made}, the binaries are ${major}: dump and load it, or begin anew (--fresh)`);
}

function pidIn(data) {
  try {
    return Number(fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

/** The TCP port opens while the server still refuses queries ("starting up"), so only an answered query counts. */
async function selectOne(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}
