import fs from 'node:fs';
import path from 'node:path';
import { findNatsServer } from './nats-binary.mjs';
import { freePort, isFree } from './ports.mjs';
import { background, end, endLeftover, fatal, tail, until } from './processes.mjs';

/**
 * Starts a nats-server with JetStream whose whole state lies in `dir` (made when absent), on loopback only.
 * `users` (with publish / subscribe allow-lists) are written to its configuration; without them everybody may do all.
 */
export async function startNats({ dir, port, users, say, syncAlways = false }) {
  fs.mkdirSync(dir, { recursive: true });
  const binary = await findNatsServer({ say });
  const pidFile = path.join(dir, 'nats-server.pid');
  const config = path.join(dir, 'nats-server.conf');
  await endLeftover(pidIn(pidFile), config);
  const chosen = port && (await isFree(port)) ? port : await freePort();
  const monitor = await freePort();
  const store = path.join(dir, 'jetstream');
  const log = path.join(dir, 'nats-server.log');
  fs.writeFileSync(config, configuration({ port: chosen, monitor, store, pidFile, users, syncAlways }), { mode: 0o600 });
  let wanted = true;
  let onCrash = () => {};
  let server = await launch();

  async function launch() {
    const handle = background(binary, ['-c', config], { log });
    try {
      await until(
        async () => {
          if (!handle.running) throw fatal(`nats-server ended at once${handle.error ? `: ${handle.error.message}` : ''}`);
          const answer = await fetch(`http://127.0.0.1:${monitor}/healthz?js-enabled-only=true`, {
            signal: AbortSignal.timeout(5000),
          });
          return answer.ok;
        },
        { within: 30_000, message: 'nats-server did not answer' },
      );
    } catch (error) {
      await end(handle);
      throw new Error(`${error.message}\n${tail(log)}`, { cause: error });
    }
    void handle.exited.then(() => wanted && handle === server && onCrash());
    return handle;
  }

  return {
    url: `nats://127.0.0.1:${chosen}`,
    port: chosen,
    monitorUrl: `http://127.0.0.1:${monitor}`,
    store,
    log,
    get pid() {
      return server.pid;
    },
    get running() {
      return server.running;
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
      await end(server);
      server = await launch();
      wanted = true;
    },
    /** Ends the server and throws its streams away: what a lost volume looks like. */
    async wipe() {
      wanted = false;
      await end(server, 'SIGKILL');
      fs.rmSync(store, { recursive: true, force: true });
    },
    async stop() {
      wanted = false;
      await end(server);
    },
  };
}

/** The configuration language of nats-server contains JSON, which spares us a writer with quoting rules of its own. */
function configuration({ port, monitor, store, pidFile, users, syncAlways }) {
  return JSON.stringify(
    {
      listen: `127.0.0.1:${port}`,
      http: `127.0.0.1:${monitor}`,
      pid_file: pidFile,
      max_payload: 1 << 20,
      jetstream: {
        store_dir: store,
        max_memory_store: 256 * 2 ** 20,
        max_file_store: 8 * 2 ** 30,
        ...(syncAlways ? { sync_interval: 'always' } : {}),
      },
      ...(users ? { authorization: { users } } : {}),
    },
    null,
    2,
  );
}

function pidIn(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
