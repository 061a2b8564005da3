import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { dropDatabase, ensureDatabase } from '../../../tools/infrastructure/databases.mjs';
import { startPostgres } from '../../../tools/infrastructure/postgres.mjs';
import { until } from '../../../tools/infrastructure/processes.mjs';
import { noteProcess, runFolder } from './run.js';

export interface TestDatabase {
  /** postgresql://role:password@127.0.0.1:port/database; the role owns this database and can open no other. */
  url: string;
  drop(): Promise<void>;
}

/** A fresh, empty database with a role of its own, in the run's PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = await clusterUrl();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const url = await ensureDatabase(adminUrl, { database, password: randomBytes(12).toString('hex') });
  return { url, drop: () => dropDatabase(adminUrl, { database }) };
}

/** Superuser's URL of the run's PostgreSQL cluster; the first caller of all workers starts it, the others wait for it. */
export async function clusterUrl(): Promise<string> {
  const file = path.join(runFolder(), 'postgres.url');
  const claim = path.join(runFolder(), 'postgres.claim');
  if (!fs.existsSync(file) && claimed(claim)) {
    try {
      const server = await startPostgres({ dir: path.join(runFolder(), 'postgres'), durable: false });
      noteProcess('postgres', server.pid);
      server.unref();
      fs.writeFileSync(`${file}.new`, server.url);
      fs.renameSync(`${file}.new`, file);
    } catch (error) {
      fs.rmSync(claim);
      throw error;
    }
  }
  await until(() => fs.existsSync(file), { within: 40_000, message: 'the run’s PostgreSQL was not started' });
  return fs.readFileSync(file, 'utf8');
}

function claimed(file: string): boolean {
  try {
    fs.writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
