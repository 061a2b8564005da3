import pg from 'pg';
import { createTestDatabase } from './database.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('gives a real PostgreSQL database that its role owns', async () => {
    const database = await createTestDatabase();
    await query(database.url, 'create table kept (id int)');
    expect(await query(database.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow();
  });

  it('gives each caller a role that cannot open another caller’s database', async () => {
    const [mine, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const trespass = new URL(other.url);
    trespass.username = new URL(mine.url).username;
    trespass.password = new URL(mine.url).password;
    await expect(query(trespass.href, 'select 1')).rejects.toThrow(/permission denied for database/);
    await Promise.all([mine.drop(), other.drop()]);
  });
});
