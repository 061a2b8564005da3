import { ensureDatabase } from '../infrastructure/databases.mjs';
import { startPostgres } from '../infrastructure/postgres.mjs';
import { SERVICES, databaseOf, variableOf } from './services.mjs';

/**
 * One database and one role per service: on the cluster of `DATABASE_URL` (an administrator's URL), or on an embedded one
 * whose data lie in the state folder. `DATABASE_URL_<SERVICE>` takes a ready database for one service.
 * Answers { postgres?, urls: { service: url } }.
 */
export async function provideDatabases(state, { durable = true, env = process.env } = {}) {
  const given = Object.fromEntries(SERVICES.map((service) => [service, env[variableOf('DATABASE_URL', service)]]));
  const missing = SERVICES.filter((service) => !given[service]);
  if (!missing.length) return { urls: given };
  const postgres = env.DATABASE_URL
    ? undefined
    : await startPostgres({ dir: state.folder('postgres'), port: state.ports.postgres, durable });
  if (postgres) state.rememberPort('postgres', postgres.port);
  const urls = { ...given };
  for (const service of missing) {
    urls[service] = await ensureDatabase(env.DATABASE_URL ?? postgres.url, {
      database: databaseOf(service),
      password: state.secret(`database ${service}`),
    });
  }
  return { postgres, urls };
}
