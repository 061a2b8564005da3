import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@biaozhi/testing';
import { SERVICES } from './services.mjs';

interface Schemas {
  there: string[];
  back: string[];
  again: string[];
}

const PROGRAM = path.join(import.meta.dirname, 'test-programs/there-and-back.mjs');

describe('migrations', () => {
  const databases = new Map<string, TestDatabase>();
  let schemas: Record<string, Schemas>;

  beforeAll(async () => {
    for (const service of SERVICES) databases.set(service, await createTestDatabase());
    const urls = Object.fromEntries([...databases].map(([service, { url }]) => [service, url]));
    const env = { ...process.env, DATABASE_URLS: JSON.stringify(urls) };
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', PROGRAM], { env, maxBuffer: 64 * 1024 * 1024 });
    schemas = JSON.parse(stdout) as Record<string, Schemas>;
  });

  afterAll(() => Promise.all([...databases.values()].map((database) => database.drop())));

  it.each(SERVICES)('of %s lead back to nothing, and there again', (service) => {
    const { there, back, again } = schemas[service]!;
    expect(there.length).toBeGreaterThan(50);
    expect(back).toEqual([]);
    expect(again).toEqual(there);
  });
});
