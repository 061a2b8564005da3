import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inherited } from './environment.mjs';
import { builtVersion, run } from './prepare.mjs';
import { SERVICES } from './services.mjs';

const MIGRATE = fileURLToPath(new URL('migrate.mjs', import.meta.url));

/** Each database is brought to this build's version once; a start without new code finds that done. */
export async function migrateAll(state, databaseUrls, signal) {
  const version = builtVersion();
  const due = SERVICES.filter((service) => state.migrated[service] !== `${version} ${databaseUrls[service]}`);
  if (!due.length) return;
  const urls = Object.fromEntries(due.map((service) => [service, databaseUrls[service]]));
  const env = { ...inherited(), DATABASE_URLS: JSON.stringify(urls) };
  await run(process.execPath, ['--enable-source-maps', MIGRATE], { env, signal });
  for (const service of due) state.noteMigrated(service, `${version} ${databaseUrls[service]}`);
}

/**
 * The bureau tree, and people and units to try the suite with, made by identity's own command, which may be repeated.
 * The password of all demo accounts is drawn once per state folder and known nowhere else.
 */
export async function loadDemo(state, { script, env }, signal) {
  const password = state.secret('demo password', () => `demo-${randomBytes(5).toString('hex')}`);
  const settings = { ...env, LOG_LEVEL: 'info', DEMO_PASSWORD: password };
  const output = await run(process.execPath, ['--enable-source-maps', script, 'demo'], { env: settings, signal });
  const accounts = (/Demo accounts: ([^"\n]*)/.exec(output)?.[1] ?? '').split(', ').filter(Boolean);
  return { password, accounts };
}
