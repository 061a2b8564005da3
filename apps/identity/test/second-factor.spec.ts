import { randomInt } from 'node:crypto';
import { loadConfig } from '@biaozhi/service-kit';
import { IdentityConfig } from '../src/config.js';
import { AdministratorKeepsStaff } from '../src/use-cases/administrator-keeps-staff.js';
import type { Offer } from '../src/use-cases/second-step.js';
import { appShows } from './app.js';
import { admin, later, NOW, PASSWORD, startWorld, type Told, type Tokens, type World } from './world.js';

describe('the second factor of staff', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld({ staffSecondFactor: 'required' })));
  afterAll(() => world?.stop());
  beforeEach(async () => {
    world.clock.set(NOW);
    await world.query('DELETE FROM login_attempts');
  });

  const post = <B = Tokens & Told>(path: string, body: unknown, call = {}) => world.service.http.post<B>(path, body, call);
  const signIn = (loginName: string, more: object = {}) => post('/sessions', { loginName, password: PASSWORD, ...more });
  const offerFor = async (loginName: string, password = PASSWORD) => post<Offer & Told>('/second-factor', { loginName, password });

  /** An account of staff that was opened with a password and has not been signed in to. */
  async function staff(): Promise<{ id: string; loginName: string }> {
    const loginName = `auditor-${randomInt(1_000_000_000)}`;
    const one = { loginName, displayName: '审计员', roles: ['auditor' as const], password: PASSWORD };
    return { ...(await world.service.get(AdministratorKeepsStaff).open(admin, one)), loginName };
  }

  /** The same with an app that was set up at `NOW`. */
  async function enrolled() {
    const one = await staff();
    const { body: offer } = await offerFor(one.loginName);
    const first = await signIn(one.loginName, { offer: offer.offer, code: appShows(offer.secret, later(0)) });
    expect(first.status).toBe(201);
    return { ...one, ...offer, tokens: first.body, at: (seconds: number) => appShows(offer.secret, later(seconds)) };
  }

  it('is set up at the first log-in: no session before the app has shown a code', async () => {
    const { id, loginName } = await staff();
    expect(await signIn(loginName)).toMatchObject({ status: 401, body: { code: 'second-factor-to-set-up' } });
    expect(await signIn(loginName, { code: '123456' })).toMatchObject({ body: { code: 'second-factor-to-set-up' } });
    const { status, body } = await offerFor(loginName);
    expect(status).toBe(200);
    expect(body.uri).toContain(`secret=${body.secret}`);
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(body.recoveryCodes).size).toBe(10);
    expect(await signIn(loginName, { offer: body.offer, code: '000000' })).toMatchObject({ body: { code: 'second-factor-wrong' } });
    expect(await world.query('SELECT 1 FROM second_factor WHERE account_id = $1', [id])).toEqual([]);
    const code = appShows(body.secret, later(0));
    expect(await signIn(loginName, { offer: body.offer, code })).toMatchObject({ status: 201, body: { principal: { loginName } } });
    expect(await world.trailOf(id)).toEqual(expect.arrayContaining(['account.set-up-second-factor', 'session.begin']));
  });

  it('is asked for at every later log-in, each code once, also in the spelling of people', async () => {
    const { loginName, at } = await enrolled();
    expect(await signIn(loginName)).toMatchObject({ status: 401, body: { code: 'second-factor-needed' } });
    expect(await signIn(loginName, { code: at(0) })).toMatchObject({ status: 401, body: { code: 'second-factor-wrong' } });
    world.clock.set(later(60));
    const spaced = at(60).replace(/^.{3}/, '$& ');
    expect((await signIn(loginName, { code: spaced })).status).toBe(201);
    expect((await signIn(loginName, { code: at(60) })).status).toBe(401);
    expect((await signIn(loginName, { code: at(30) })).status).toBe(401);
  });

  it('opens for one of two that show the same code at the same moment', async () => {
    const { loginName, at } = await enrolled();
    world.clock.set(later(60));
    const both = await Promise.all([signIn(loginName, { code: at(60) }), signIn(loginName, { code: at(60) })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  it('counts towards the lock, however many guess at one moment; a right password without a code does not', async () => {
    const { id, loginName, at } = await enrolled();
    world.clock.set(later(60));
    for (let i = 0; i < 6; i++) expect((await signIn(loginName)).body.code).toBe('second-factor-needed');
    await Promise.all(Array.from({ length: 5 }, () => signIn(loginName, { code: '000000' })));
    expect(await signIn(loginName, { code: at(60) })).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await world.trailOf(id)).toContain('account.lock');
    world.clock.set(later(31 * 60 + 60));
    expect((await signIn(loginName, { code: at(31 * 60 + 60) })).status).toBe(201);
  });

  it('is not offered to who does not know the password, nor once more to who has one', async () => {
    const { loginName } = await staff();
    expect(await offerFor(loginName, 'wrong password 1')).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await offerFor('nobody-at-all')).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await offerFor((await enrolled()).loginName)).toMatchObject({ status: 409, body: { code: 'second-factor-set-up' } });
    expect(await offerFor((await world.register()).loginName)).toMatchObject({ status: 409 });
  });

  it('takes no offer of another account, none that was changed, and none after a quarter of an hour', async () => {
    const [mine, other] = [await staff(), await staff()];
    const { offer, secret } = (await offerFor(other.loginName)).body;
    const code = appShows(secret, later(0));
    expect(await signIn(mine.loginName, { offer, code })).toMatchObject({ body: { code: 'second-factor-to-set-up' } });
    expect(await signIn(other.loginName, { offer: `${offer}A`, code })).toMatchObject({ body: { code: 'second-factor-to-set-up' } });
    world.clock.set(later(900));
    const late = { offer, code: appShows(secret, later(900)) };
    expect(await signIn(other.loginName, late)).toMatchObject({ body: { code: 'second-factor-to-set-up' } });
  });

  it('gives way to a recovery code, once, and the trail tells', async () => {
    const { id, loginName, recoveryCodes } = await enrolled();
    const [first, second] = recoveryCodes as [string, string];
    expect((await signIn(loginName, { code: first.toLowerCase() })).status).toBe(201);
    expect(await signIn(loginName, { code: first })).toMatchObject({ status: 401, body: { code: 'second-factor-wrong' } });
    expect((await signIn(loginName, { code: second.replaceAll('-', ' ') })).status).toBe(201);
    expect((await world.trailOf(id)).filter((action) => action === 'account.use-recovery-code')).toHaveLength(2);
  });

  it('stands sealed in the database, bound to its account', async () => {
    const [mine, other] = [await enrolled(), await enrolled()];
    const rows = JSON.stringify(await world.query('SELECT * FROM second_factor'));
    for (const { secret, recoveryCodes } of [mine, other]) for (const text of [secret, ...recoveryCodes]) expect(rows).not.toContain(text);
    await world.query(
      'UPDATE second_factor SET secret = (SELECT secret FROM second_factor WHERE account_id = $2) WHERE account_id = $1',
      [mine.id, other.id],
    );
    world.clock.set(later(60));
    expect((await signIn(mine.loginName, { code: other.at(60) })).status).toBe(500);
  });

  it('moves to another device of who is signed in and shows password and code; other sessions end', async () => {
    const { id, loginName, at, tokens } = await enrolled();
    const as = { ...tokens.principal, displayName: '审计员', roles: ['auditor' as const] };
    const ask = (body: object) => post<Offer & Told>('/me/second-factor', body, { as });
    world.clock.set(later(60));
    const elsewhere = (await signIn(loginName, { code: at(60) })).body;
    world.clock.set(later(120));
    expect((await ask({ password: 'wrong password 1', code: at(120) })).body.findings).toMatchObject([{ pointer: '/password' }]);
    expect((await ask({ password: PASSWORD })).body.findings).toMatchObject([{ pointer: '/code', code: 'second-factor-wrong' }]);
    const { body: next } = await ask({ password: PASSWORD, code: at(120) });
    const accept = (code: string) => world.service.http.put<Told>('/me/second-factor', { offer: next.offer, code }, { as });
    expect((await accept('000000')).body.findings).toMatchObject([{ pointer: '/code', code: 'second-factor-wrong' }]);
    expect((await accept(appShows(next.secret, later(120)))).status).toBe(204);
    expect((await post('/sessions/refresh', { refreshToken: elsewhere.refreshToken })).status).toBe(401);
    expect((await post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(200);
    world.clock.set(later(180));
    expect((await signIn(loginName, { code: at(180) })).status).toBe(401);
    expect((await signIn(loginName, { code: appShows(next.secret, later(180)) })).status).toBe(201);
    const { body: state } = await world.service.http.get('/me/second-factor', { as });
    expect(state).toEqual({ required: true, setUpAt: later(120).toISOString(), recoveryCodesLeft: 10 });
    expect((await world.trailOf(id)).filter((action) => action === 'account.set-up-second-factor')).toHaveLength(2);
  });

  it('is reset by an administrator, never by oneself; sessions end and the next log-in sets one up', async () => {
    const { id, loginName, tokens } = await enrolled();
    const list = async () =>
      (await world.service.http.get<{ items: { id: string; secondFactor: boolean }[] }>('/staff?limit=200', { as: admin })).body.items.find(
        (line) => line.id === id,
      );
    expect(await list()).toMatchObject({ secondFactor: true, bureauName: null });
    expect((await post(`/staff/${id}/reset-second-factor`, {}, { as: { ...admin, accountId: id } })).status).toBe(422);
    expect((await post(`/staff/${id}/reset-second-factor`, {}, { as: admin })).status).toBe(204);
    expect(await list()).toMatchObject({ secondFactor: false });
    expect((await post('/sessions/refresh', { refreshToken: tokens.refreshToken })).status).toBe(401);
    expect(await signIn(loginName)).toMatchObject({ status: 401, body: { code: 'second-factor-to-set-up' } });
    expect(await world.trailOf(id)).toContain('staff.reset-second-factor');
  });

  it('is not passed by with a first log-in link: the password is set, the session is not begun', async () => {
    const { id, loginName } = await enrolled();
    const { firstLoginLink } = (await post<{ firstLoginLink: string }>(`/staff/${id}/first-login-link`, {}, { as: admin })).body;
    const token = new URL(firstLoginLink).searchParams.get('token');
    const first = await post('/first-login', { token, password: 'a new password 1' });
    expect(first).toMatchObject({ status: 401, body: { code: 'sign-in-with-second-factor' } });
    const answer = await post('/sessions', { loginName, password: 'a new password 1' });
    expect(answer.body.code).toBe('second-factor-needed');
  });

  it('is not asked of a unit’s handler', async () => {
    const { loginName } = await world.register();
    expect((await signIn(loginName)).status).toBe(201);
  });

  it.each(['12345', '1234567890'.repeat(5), '<script>', ''])('finds fault with %j as a code', async (code) => {
    const answer = await signIn('nobody-at-all', { code });
    expect(answer).toMatchObject({ status: 422, body: { findings: [{ pointer: '/code' }] } });
  });

  it('is always required in production', () => {
    const env = { DATABASE_URL: 'postgres://x', NATS_URL: 'nats://x', SECOND_FACTOR_KEYS: 'x'.repeat(32), STAFF_SECOND_FACTOR: 'if-set-up' };
    expect(loadConfig(IdentityConfig, { ...env, NODE_ENV: 'development' })).toMatchObject({ staffSecondFactor: 'if-set-up' });
    expect(() => loadConfig(IdentityConfig, { ...env, NODE_ENV: 'production' })).toThrow(/STAFF_SECOND_FACTOR: must be required/);
  });
});
