import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ensureDatabase } from '../infrastructure/databases.mjs';
import { freePort } from '../infrastructure/ports.mjs';
import { until } from '../infrastructure/processes.mjs';
import { serviceEnvironment } from '../suite/environment.mjs';
import { ROOT, run } from '../suite/prepare.mjs';
import { databaseOf, scriptOf } from '../suite/services.mjs';

/** The database of a service, made and migrated. @returns its address */
export async function migratedDatabase(postgres, service) {
  const databaseUrl = await ensureDatabase(postgres.url, { database: databaseOf(service), password: databaseOf(service) });
  await run(process.execPath, ['tools/suite/migrate.mjs'], { env: { ...process.env, DATABASE_URLS: JSON.stringify({ [service]: databaseUrl }) } });
  return databaseUrl;
}

/**
 * A service itself, as it is shipped, on a free port.
 * @param jwksUrl where the keys of tokens are; absent: nowhere, for what needs no token
 * @param command what starts it: Node and its options, or e.g. `taskset` before them
 */
export async function startService(service, { databaseUrl, natsUrl, jwksUrl, command = [process.execPath, '--no-warnings'] }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = serviceEnvironment(service, { port, databaseUrl, natsUrl, jwksUrl: jwksUrl ?? `${url}/.well-known/jwks.json`, publicUrl: url });
  const [file, ...args] = command;
  const child = spawn(file, [...args, path.join(ROOT, scriptOf(service))], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  try {
    await until(async () => (await fetch(`${url}/health/live`)).ok, { within: 120_000, message: `${service} is not ready` });
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: child.pid, stop };
}
