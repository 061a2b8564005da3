import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { VerificationKeys } from '@biaozhi/auth';
import { tokenFor } from '@biaozhi/testing';
import { SigningKeys } from '../src/store/signing-keys.js';
import { Passwords } from '../src/use-cases/passwords.js';
import { SystemTidies } from '../src/use-cases/system-tidies.js';
import { admin, NOW, PASSWORD, startWorld, type Told, type Tokens, type World } from './world.js';

const minutesLater = (minutes: number): Date => new Date(new Date(NOW).getTime() + minutes * 60_000);

describe('signing in', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld({ addressFailures: 40 })));
  afterAll(() => world?.stop());
  beforeEach(async () => {
    world.clock.set(NOW);
    await world.query('DELETE FROM login_attempts');
  });

  const post = <B = Tokens & Told>(path: string, body: unknown, call = {}) =>
    world.service.http.post<B>(path, body, call);
  const refresh = (refreshToken: string) => post('/sessions/refresh', { refreshToken });
  const fail = async (loginName: string, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) expect((await world.signIn(loginName, 'wrong password 1')).status).toBe(401);
  };

  describe('gives a token', () => {
    it('that the published key verifies, that tells who it is, and runs out', async () => {
      const { loginName, unitId, accountId } = await world.register();
      const { status, body } = await world.signIn(loginName.toUpperCase());
      expect(status).toBe(201);
      expect(decodeProtectedHeader(body.accessToken)).toMatchObject({ alg: 'ES256', kid: expect.any(String) });
      const keys = createRemoteJWKSet(new URL(`${world.service.url}/.well-known/jwks.json`));
      const options = { issuer: 'biaozhi-identity', audience: 'biaozhi', algorithms: ['ES256'] };
      const { payload } = await jwtVerify(body.accessToken, keys, { ...options, currentDate: minutesLater(9) });
      expect(payload).toMatchObject({
        sub: accountId,
        login: loginName,
        roles: ['handler'],
        unit: unitId,
        sid: body.principal.sessionId,
      });
      await expect(jwtVerify(body.accessToken, keys, { ...options, currentDate: minutesLater(11) })).rejects.toThrow(
        /exp/,
      );
    });

    it('whose private key nobody sees', async () => {
      const { body } = await world.service.http.get<{ keys: Record<string, unknown>[] }>('/.well-known/jwks.json');
      for (const key of body.keys)
        expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    });

    it('that services take, with the key that they fetch themselves', async () => {
      const { loginName } = await world.register();
      const { accessToken } = (await world.signIn(loginName)).body;
      const keys = new VerificationKeys(`${world.service.url}/.well-known/jwks.json`);
      expect((await keys.get(decodeProtectedHeader(accessToken).kid!)).asymmetricKeyType).toBe('ec');
      await expect(keys.get('made-up')).rejects.toMatchObject({ status: 401 });
    });

    it('and refuses tokens of any other key, and none at all', async () => {
      const { loginName } = await world.register();
      const { accessToken } = (await world.signIn(loginName)).body;
      const [header, payload] = accessToken.split('.');
      const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
      // The service under test asks the key of the test; identity's own is a stranger to it.
      for (const token of [accessToken, `${none}.${payload}.`, `${header}.${payload}.AAAA`, `${await tokenFor({})}x`]) {
        expect((await world.service.http.get('/me', { headers: { authorization: `Bearer ${token}` } })).status).toBe(
          401,
        );
      }
    });
  });

  describe('tells a stranger nothing', () => {
    it('of whether a name exists: same answer, same work', async () => {
      const { loginName } = await world.register();
      const fits = jest.spyOn(world.service.get(Passwords), 'fits');
      const answers = [];
      for (const name of ['nobody-at-all', loginName]) {
        fits.mockClear();
        answers.push(await world.signIn(name, 'wrong password 1'));
        expect(fits).toHaveBeenCalledTimes(1);
      }
      expect(answers[0]).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
      expect(answers[1]?.body).toEqual(answers[0]?.body);
      const sources = (await world.query<{ source: string }>('SELECT source FROM login_attempts')).map(
        ({ source }) => source.split(':')[0],
      );
      expect(sources.sort()).toEqual(['account', 'address', 'name', 'network']);
      fits.mockRestore();
    });

    it('of a lock, which a name that nobody has gets as well', async () => {
      const { loginName } = await world.register();
      for (const name of [loginName, 'nobody-at-all']) {
        await fail(name, 5);
        expect(await world.query('SELECT 1 FROM login_attempts WHERE locked_until > $1', [NOW])).toHaveLength(
          name === loginName ? 1 : 2,
        );
      }
      const [right, wrong] = [await world.signIn(loginName), await world.signIn('nobody-at-all')];
      expect(right).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
      expect(right.body).toEqual(wrong.body);
    });

    it.each(['', 'a b', "x' OR 1=1 --", 'nul\u0000name', 'a'.repeat(65)])(
      'whatever is typed as a name: %j',
      async (loginName) => {
        expect((await world.signIn(loginName)).status).toBe(422);
      },
    );
  });

  describe('is locked', () => {
    it('for half an hour after five failures in a quarter of one', async () => {
      const { loginName, accountId } = await world.register();
      await fail(loginName, 4);
      world.clock.set(minutesLater(16));
      await fail(loginName, 1);
      expect((await world.signIn(loginName)).status).toBe(201);
      await fail(loginName, 5);
      world.clock.set(minutesLater(45));
      expect((await world.signIn(loginName)).status).toBe(401);
      world.clock.set(minutesLater(47));
      expect((await world.signIn(loginName)).status).toBe(201);
      const trail = await world.query<{ action: string }>('SELECT action FROM audit_record WHERE subject = $1', [
        `account/${accountId}`,
      ]);
      expect(trail.map(({ action }) => action)).toContain('account.lock');
    });

    it('also when many guess at the same moment: the right password among them does not help', async () => {
      const { loginName } = await world.register();
      await fail(loginName, 4);
      const guesses = ['guess number 1', 'guess number 2', 'guess number 3', 'guess number 4'];
      await Promise.all(guesses.map((guess) => world.signIn(loginName, guess)));
      expect((await world.signIn(loginName)).status).toBe(401);
    });

    it('for an address that tries many names, not for others', async () => {
      const from = (address: string, loginName: string, password: string) =>
        post('/sessions', { loginName, password }, { headers: { 'x-forwarded-for': address } });
      const { loginName } = await world.register();
      for (let i = 0; i < 40; i++) expect((await from('198.51.100.7', `nobody-${i}`, PASSWORD)).status).toBe(401);
      expect((await from('198.51.100.7', loginName, PASSWORD)).status).toBe(401);
      expect((await from('198.51.100.8', loginName, PASSWORD)).status).toBe(201);
      expect((await from('203.0.113.7', loginName, PASSWORD)).status).toBe(201);
    });

    it('until an administrator unlocks it, in every replica, since failures lie in the database', async () => {
      const { loginName, accountId } = await world.register();
      await fail(loginName, 5);
      expect((await post(`/staff/${accountId}/unlock`, {}, { as: admin })).status).toBe(204);
      expect((await world.signIn(loginName)).status).toBe(201);
    });

    it('and what was counted is forgotten after a day', async () => {
      await fail('nobody-at-all', 1);
      world.clock.set(minutesLater(25 * 60));
      await world.service.get(SystemTidies).run();
      expect(await world.query('SELECT 1 FROM login_attempts')).toEqual([]);
    });
  });

  describe('lasts', () => {
    it('as long as the refresh token is exchanged, each good once; one that comes again ends the session for all', async () => {
      const { loginName } = await world.register();
      const first = (await world.signIn(loginName)).body;
      const second = (await refresh(first.refreshToken)).body;
      const third = (await refresh(second.refreshToken)).body;
      expect(new Set([first, second, third].map((tokens) => tokens.refreshToken)).size).toBe(3);
      expect(decodeJwt(third.accessToken).sid).toBe(decodeJwt(first.accessToken).sid);
      expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, body: { code: 'session-ended' } });
      expect((await refresh(third.refreshToken)).status).toBe(401);
      expect((await world.signIn(loginName)).status).toBe(201);
    });

    it('through made-up tokens, which end nothing', async () => {
      const { loginName } = await world.register();
      const { refreshToken } = (await world.signIn(loginName)).body;
      const [id] = refreshToken.split('.');
      for (const token of [`${id}.made-up`, 'x', '', `${id}`, `${id}'.x`])
        expect((await refresh(token)).status).toBe(401);
      expect((await refresh(refreshToken)).status).toBe(200);
    });

    it('for one of two that send the same refresh token at the same time', async () => {
      const { loginName } = await world.register();
      const { refreshToken } = (await world.signIn(loginName)).body;
      const both = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    });

    it('two hours without use, and no longer than twelve with it', async () => {
      const { loginName } = await world.register();
      const idle = (await world.signIn(loginName)).body;
      let { refreshToken } = (await world.signIn(loginName)).body;
      for (let minutes = 110; minutes < 720; minutes += 110) {
        world.clock.set(minutesLater(minutes));
        const answer = await refresh(refreshToken);
        expect(answer.status).toBe(200);
        ({ refreshToken } = answer.body);
      }
      expect((await refresh(idle.refreshToken)).status).toBe(401);
      world.clock.set(minutesLater(721));
      expect((await refresh(refreshToken)).status).toBe(401);
    });

    it('until the person signs out, here or elsewhere', async () => {
      const { loginName } = await world.register();
      const [here, there] = [(await world.signIn(loginName)).body, (await world.signIn(loginName)).body];
      const as = { ...here.principal, displayName: '王经办', roles: ['handler' as const] };
      const { body } = await world.service.http.get<{ items: { id: string; current: boolean }[] }>('/sessions', { as });
      expect(body.items.map(({ id, current }) => [id, current]).sort()).toEqual(
        [
          [here.principal.sessionId, true],
          [there.principal.sessionId, false],
        ].sort(),
      );
      expect((await world.service.http.delete(`/sessions/${there.principal.sessionId}`, { as })).status).toBe(204);
      expect((await refresh(there.refreshToken)).status).toBe(401);
      const stranger = { ...as, accountId: (await world.register()).accountId };
      expect((await world.service.http.delete(`/sessions/${here.principal.sessionId}`, { as: stranger })).status).toBe(
        404,
      );
      expect((await world.service.http.delete('/sessions/current', { as })).status).toBe(204);
      expect((await refresh(here.refreshToken)).status).toBe(401);
    });

    it('and ends everywhere else when the password changes', async () => {
      const { loginName } = await world.register();
      const [here, there] = [(await world.signIn(loginName)).body, (await world.signIn(loginName)).body];
      const as = { ...here.principal, displayName: '王经办', roles: ['handler' as const] };
      const change = (current: string, password: string) =>
        world.service.http.put<Told>('/me/password', { current, password }, { as });
      expect((await change('wrong password 1', 'a new horse 10')).body.findings).toMatchObject([
        { pointer: '/current' },
      ]);
      expect((await change(PASSWORD, 'short')).body.findings).toMatchObject([
        { pointer: '/password', code: 'password-weak' },
      ]);
      expect((await change(PASSWORD, 'a new horse 10')).status).toBe(204);
      expect((await refresh(there.refreshToken)).status).toBe(401);
      expect((await refresh(here.refreshToken)).status).toBe(200);
      expect((await world.signIn(loginName)).status).toBe(401);
      expect((await world.signIn(loginName, 'a new horse 10')).status).toBe(201);
    });
  });

  it('keeps no password and no token in the database', async () => {
    const { loginName } = await world.register();
    const { refreshToken } = (await world.signIn(loginName)).body;
    const rows = [...(await world.query('SELECT * FROM account')), ...(await world.query('SELECT * FROM session'))];
    expect(JSON.stringify(rows)).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split('.')[1]!);
  });

  describe('keys', () => {
    const kidOf = ({ accessToken }: Tokens): string => decodeProtectedHeader(accessToken).kid!;
    const published = async (): Promise<string[]> =>
      (await world.service.http.get<{ keys: { kid: string }[] }>('/.well-known/jwks.json')).body.keys.map(
        ({ kid }) => kid,
      );

    it('rotate; the old one is served until its last token has run out, the new one before it signs', async () => {
      const { loginName } = await world.register();
      const old = kidOf((await world.signIn(loginName)).body);
      world.clock.set(minutesLater(1));
      const { kid } = (await post<{ kid: string }>('/keys/rotate', {}, { as: admin })).body;
      expect(await published()).toEqual(expect.arrayContaining([old, kid]));
      expect(kidOf((await world.signIn(loginName)).body)).toBe(old);
      world.clock.set(minutesLater(1.1));
      expect(kidOf((await world.signIn(loginName)).body)).toBe(kid);
      world.clock.set(minutesLater(12));
      expect(await published()).toContain(old);
      world.clock.set(minutesLater(13));
      expect(await published()).not.toContain(old);
      await world.service.get(SystemTidies).run();
      expect(await world.query('SELECT 1 FROM signing_key WHERE kid = $1', [old])).toEqual([]);
    });

    it('rotate by themselves after ninety days', async () => {
      const { loginName } = await world.register();
      const old = kidOf((await world.signIn(loginName)).body);
      world.clock.set(minutesLater(91 * 24 * 60));
      await world.service.get(SystemTidies).run();
      world.clock.set(minutesLater(91 * 24 * 60 + 1));
      expect(kidOf((await world.signIn(loginName)).body)).not.toBe(old);
    });

    it('are one and the same for replicas that begin together', async () => {
      await world.query('DELETE FROM signing_key');
      const all = await Promise.all(Array.from({ length: 4 }, () => world.service.get(SigningKeys).published()));
      expect(new Set(all.map(({ keys }) => keys.map(({ kid }) => kid).join())).size).toBe(1);
    });

    it('are asked for once for many tokens of a key that nobody knows', async () => {
      let asked = 0;
      const server: Server = createServer((_, response) => {
        asked += 1;
        response.setHeader('content-type', 'application/json').end('{"keys":[]}');
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const keys = new VerificationKeys(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      for (let i = 0; i < 20; i++) await expect(keys.get(`kid-${i}`)).rejects.toMatchObject({ status: 401 });
      expect(asked).toBe(1);
      await new Promise((closed) => server.close(closed));
    });
  });
});
