import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '@biaozhi/testing';
import { Transactions } from '../src/index.js';

describe('a transaction', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transactions: Transactions;
  const log = (text: string) => transactions.run((manager) => manager.query('INSERT INTO log VALUES ($1)', [text]));
  const rows = async () =>
    (await source.query<{ text: string }[]>('SELECT text FROM log ORDER BY text')).map(({ text }) => text);

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    transactions = new Transactions(source);
    await source.query('CREATE TABLE log (text text)');
  });
  beforeEach(() => source.query('TRUNCATE log'));
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  it('is joined by what runs inside of it', async () => {
    const seen: string[][] = [];
    await transactions.run(async () => {
      await log('inner');
      seen.push(await rows());
    });
    expect(seen).toEqual([[]]);
    expect(await rows()).toEqual(['inner']);
  });

  it('is lost as a whole, also when somebody catches the error of an inner part', async () => {
    const run = transactions.run(async () => {
      await log('outer');
      await transactions
        .run(async () => {
          await log('inner');
          throw new Error('inner failed');
        })
        .catch(() => undefined);
    });
    await expect(run).rejects.toThrow('inner failed');
    expect(await rows()).toEqual([]);
  });

  it('calls what waits for its commit after it, and not after a rollback', async () => {
    const calls: string[] = [];
    await transactions.run(async () => {
      transactions.afterCommit(() => void calls.push('committed'));
      await log('x');
      expect(calls).toEqual([]);
    });
    expect(calls).toEqual(['committed']);
    await transactions
      .run(async () => {
        transactions.afterCommit(() => void calls.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(calls).toEqual(['committed']);
  });

  it('is not joined by work that outlives it', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    await transactions.run(async () => {
      late = end.then(() => log('late'));
      await log('in time');
    });
    ended();
    await late;
    expect(await rows()).toEqual(['in time', 'late']);
  });

  it('can be left for what must survive its rollback', async () => {
    await transactions
      .run(async () => {
        await transactions.apart(() => log('kept'));
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(await rows()).toEqual(['kept']);
  });
});
