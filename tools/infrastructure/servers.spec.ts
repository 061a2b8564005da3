import fs from 'node:fs';
import path from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { runFolder } from '../../libs/testing/src/run.js';
import { findNatsServer, putInPlace } from './nats-binary.mjs';
import { startNats } from './nats.mjs';
import { isFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

const folder = (name: string): string => fs.mkdtempSync(path.join(runFolder(), name));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was committed over SIGKILL, on the same port, and over a stop', async () => {
    const dir = folder('pg-');
    const server = await startPostgres({ dir });
    await query(server.url, 'create table kept as select 42 as answer');
    await server.kill();
    expect(server.running).toBe(false);
    await expect(query(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await server.stop();
    const again = await startPostgres({ dir, port: server.port });
    expect(again.url).toBe(server.url);
    expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await again.stop();
  });

  it('listens on loopback only and asks for a password', async () => {
    const server = await startPostgres({ dir: folder('pg-'), durable: false });
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    await server.stop();
  });

  it('takes the place of a server that a killed launcher left on the same data', async () => {
    const dir = folder('pg-');
    const left = await startPostgres({ dir, durable: false });
    const next = await startPostgres({ dir, durable: false });
    await expect(query(next.url, 'select 1')).resolves.toHaveLength(1);
    expect(await isFree(left.port)).toBe(left.port !== next.port);
    await next.stop();
  });
});

describe('the embedded nats-server', () => {
  const users = [
    { user: 'admin', password: 'a' },
    { user: 'narrow', password: 'n', permissions: { publish: { allow: ['mine.>'] }, subscribe: { allow: ['_INBOX.>'] } } },
  ];

  it('keeps streams over SIGKILL and loses them by a wipe', async () => {
    const server = await startNats({ dir: folder('nats-') });
    const names = async (): Promise<string[]> => {
      const connection = await connect({ servers: server.url });
      try {
        const manager = await jetstreamManager(connection);
        return (await manager.streams.list().next()).map(({ config }) => config.name);
      } finally {
        await connection.close();
      }
    };
    const connection = await connect({ servers: server.url });
    await (await jetstreamManager(connection)).streams.add({ name: 'KEPT', subjects: ['kept.>'] });
    await connection.close();
    await server.kill();
    await server.restart();
    expect(await names()).toEqual(['KEPT']);
    await server.wipe();
    await server.restart();
    expect(await names()).toEqual([]);
    await server.stop();
  });

  it('lets a user do what its list allows and nothing else', async () => {
    const server = await startNats({ dir: folder('nats-'), users });
    await expect(connect({ servers: server.url, user: 'narrow', pass: 'wrong' })).rejects.toThrow(/authorization/i);
    const narrow = await connect({ servers: server.url, user: 'narrow', pass: 'n' });
    await expect(narrow.request('theirs.x', '', { timeout: 2000 })).rejects.toThrow(/permissions violation/i);
    await narrow.close();
    await server.stop();
  });
});

describe('findNatsServer', () => {
  const before = process.env.NATS_SERVER_BIN;
  afterEach(() => {
    if (before === undefined) delete process.env.NATS_SERVER_BIN;
    else process.env.NATS_SERVER_BIN = before;
  });

  it('refuses a server that is too old rather than falling back to it', async () => {
    const old = path.join(folder('bin-'), 'nats-server');
    fs.writeFileSync(old, '#!/bin/sh\necho "nats-server: v2.9.10"\n', { mode: 0o755 });
    process.env.NATS_SERVER_BIN = old;
    await expect(findNatsServer()).rejects.toThrow('not a nats-server ≥ 2.10');
  });

  it('takes the server that is given', async () => {
    const given = path.join(folder('bin-'), 'nats-server');
    fs.writeFileSync(given, '#!/bin/sh\necho "nats-server: v2.12.12"\n', { mode: 0o755 });
    process.env.NATS_SERVER_BIN = given;
    await expect(findNatsServer()).resolves.toBe(given);
  });
});

describe('putInPlace', () => {
  const unpacked = (text: string): string => {
    const dir = folder('unpacked-');
    fs.writeFileSync(path.join(dir, 'server'), text);
    return dir;
  };
  const holds = (place: string, text: string) => async () =>
    fs.existsSync(place) && fs.readFileSync(path.join(place, 'server'), 'utf8') === text;

  it('leaves alone what another launcher has put there, which may be starting it', async () => {
    const place = path.join(folder('tools-'), 'nats');
    await putInPlace(unpacked('works'), place, holds(place, 'works'));
    const { ino } = fs.statSync(path.join(place, 'server'));
    await putInPlace(unpacked('works'), place, holds(place, 'works'));
    expect(fs.statSync(path.join(place, 'server')).ino).toBe(ino);
  });

  it('replaces what does not work', async () => {
    const place = path.join(folder('tools-'), 'nats');
    fs.renameSync(unpacked('broken'), place);
    await putInPlace(unpacked('works'), place, holds(place, 'works'));
    expect(await holds(place, 'works')()).toBe(true);
  });
});
