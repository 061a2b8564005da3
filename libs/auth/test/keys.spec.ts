import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@biaozhi/testing';
import { VerificationKeys } from '../src/keys.js';

const MINUTE = 60_000;

/** A key as identity publishes it. */
const published = (kid: string): object => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'ES256',
});

describe('the keys that tokens are verified with', () => {
  /** What identity publishes, or the status that it answers instead. */
  let answer: object[] | number;
  let asked: number;
  let now: number;
  let identity: Server;
  let keys: VerificationKeys;

  beforeEach(async () => {
    [answer, asked, now] = [[published('one'), published('two')], 0, 0];
    identity = createServer((_, response) => {
      asked += 1;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: answer }));
    });
    await new Promise<void>((listening) => identity.listen(0, '127.0.0.1', listening));
    keys = new VerificationKeys(`http://127.0.0.1:${(identity.address() as AddressInfo).port}`, () => now);
  });
  afterEach(() => new Promise((closed) => identity.close(closed)));

  it('are asked for once a minute, whoever needs them', async () => {
    for (now = 0; now < MINUTE; now += 1000) await Promise.all([keys.get('one'), keys.get('two')]);
    expect(asked).toBe(1);
    await Promise.all([keys.get('one'), keys.get('two')]);
    expect(asked).toBe(2);
  });

  it('are refused a minute after identity has dropped them, the others go on', async () => {
    await keys.get('one');
    answer = [published('two')];
    now = MINUTE - 1;
    await keys.get('one');
    now = MINUTE;
    await expect(keys.get('one')).rejects.toMatchObject({ status: 401 });
    await keys.get('two');
  });

  it('are refused at once when an unknown key has made us ask', async () => {
    await keys.get('one');
    answer = [published('three')];
    now = 5000;
    await keys.get('three');
    await expect(keys.get('one')).rejects.toMatchObject({ status: 401 });
  });

  it('go on for an hour while identity is away, and are asked for every five seconds', async () => {
    await keys.get('one');
    answer = 500;
    for (now = MINUTE; now < MINUTE + 10_000; now += 100) await keys.get('one');
    await eventually(() => expect(asked).toBe(3));
    now = 60 * MINUTE - 1;
    await keys.get('one');
    now = 60 * MINUTE + 5000;
    await expect(keys.get('one')).rejects.toMatchObject({ status: 503 });
    answer = [published('one')];
    now += 5000;
    await keys.get('one');
  });

  it('make nobody wait twice for an identity that does not answer', async () => {
    await keys.get('one');
    let givenUp = 0;
    const silent: Server = createServer((request) => request.on('close', () => (givenUp += 1)));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    Object.assign(keys, { url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    now = MINUTE;
    await keys.get('one'); // waits for the first attempt
    await eventually(() => expect(givenUp).toBe(1));
    now += 5000;
    await keys.get('one');
    expect(givenUp).toBe(1); // the second attempt, if any, still hangs
    silent.closeAllConnections();
    await new Promise((closed) => silent.close(closed));
  });
});
