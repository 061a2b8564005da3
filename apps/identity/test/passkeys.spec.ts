import { randomInt } from 'node:crypto';
import type { CreationOptions, PasskeyMade, RequestOptions } from '../src/use-cases/passkey-ceremony.js';
import { AdministratorKeepsStaff } from '../src/use-cases/administrator-keeps-staff.js';
import type { PasskeyLine } from '../src/use-cases/person-keeps-passkeys.js';
import type { Offer } from '../src/use-cases/second-step.js';
import { SystemTidies } from '../src/use-cases/system-tidies.js';
import { appShows } from './app.js';
import { Authenticator, type Ways } from './authenticator.js';
import { admin, later, NOW, PASSWORD, startWorld, type Told, type Tokens, type World } from './world.js';

describe('a passkey of staff', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld({ staffSecondFactor: 'required' })));
  afterAll(() => world?.stop());
  beforeEach(async () => {
    world.clock.set(NOW);
    await world.query('DELETE FROM login_attempts');
  });

  const post = <B = Tokens & Told & { passkey?: boolean }>(path: string, body: unknown, call = {}) => world.service.http.post<B>(path, body, call);

  /** Staff whose app was set up at `NOW`. */
  async function enrolled() {
    const loginName = `auditor-${randomInt(1_000_000_000)}`;
    const one = { loginName, displayName: '审计员', roles: ['auditor' as const], password: PASSWORD };
    const { id } = await world.service.get(AdministratorKeepsStaff).open(admin, one);
    const { offer, secret, recoveryCodes } = (await post<Offer>('/second-factor', { loginName, password: PASSWORD })).body;
    const tokens = (await post('/sessions', { loginName, password: PASSWORD, offer, code: appShows(secret, later(0)) })).body;
    const as = { ...tokens.principal, displayName: '审计员', roles: ['auditor' as const] };
    const person = {
      id,
      as,
      tokens,
      loginName,
      signIn: (more: object = {}) => post('/sessions', { loginName, password: PASSWORD, ...more }),
      /** For another key; uses a recovery code up. */
      async makeOptions(): Promise<CreationOptions> {
        const answer = await post<CreationOptions>('/me/passkeys/options', { password: PASSWORD, code: recoveryCodes.pop() }, { as });
        expect(answer.status).toBe(200);
        return answer.body;
      },
      accept: (answer: PasskeyMade, name = '办公电脑') => post<PasskeyLine & Told>('/me/passkeys', { name, ...answer }, { as }),
      list: async () => (await world.service.http.get<{ items: PasskeyLine[] }>('/me/passkeys', { as })).body.items,
      remove: (passkey: string) => world.service.http.delete(`/me/passkeys/${passkey}`, { as }),
      async useOptions(): Promise<RequestOptions> {
        const answer = await post<RequestOptions>('/passkey-options', { loginName, password: PASSWORD });
        expect(answer.status).toBe(200);
        return answer.body;
      },
      /** Signs in with a device that was offered the account's keys. */
      signInBy: async (device: Authenticator, ways: Ways = {}) => person.signIn({ passkey: device.use(await person.useOptions(), ways) }),
      at: (seconds: number) => appShows(secret, later(seconds)),
    };
    return person;
  }

  /** The same with a passkey. */
  async function withPasskey() {
    const person = await enrolled();
    const device = new Authenticator();
    const added = await person.accept(device.make(await person.makeOptions()));
    expect(added.status).toBe(201);
    return { ...person, device, passkey: added.body };
  }

  it('is added by who shows both factors, and signs in from then on, beside the app', async () => {
    const person = await withPasskey();
    expect(person.passkey).toMatchObject({ name: '办公电脑', addedAt: NOW.replace('Z', '.000Z'), usedAt: null });
    expect(await person.signIn()).toMatchObject({ status: 401, body: { code: 'second-factor-needed', passkey: true } });
    world.clock.set(later(60));
    const options = await person.useOptions();
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [{ id: person.device.id, transports: ['internal'] }] });
    expect(await person.signIn({ passkey: person.device.use(options) })).toMatchObject({ status: 201, body: { principal: { accountId: person.id } } });
    expect(await person.list()).toMatchObject([{ id: person.passkey.id, usedAt: later(60).toISOString() }]);
    expect((await person.signIn({ code: person.at(60) })).status).toBe(201);
    expect(await world.trailOf(person.id)).toContain('account.add-passkey');
  });

  it('is asked for with what the standard wants, and without what it knows already', async () => {
    const person = await withPasskey();
    expect(await person.makeOptions()).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: Buffer.from(person.id.replaceAll('-', ''), 'hex').toString('base64url'), name: person.loginName, displayName: '审计员' },
      attestation: 'none',
      authenticatorSelection: { userVerification: 'required' },
      excludeCredentials: [{ id: person.device.id }],
      pubKeyCredParams: [{ alg: -7 }, { alg: -257 }],
    });
  });

  it('may attest itself', async () => {
    const person = await enrolled();
    const device = new Authenticator();
    expect((await person.accept(device.make(await person.makeOptions(), { attestation: 'self' }))).status).toBe(201);
    expect((await person.signInBy(device)).status).toBe(201);
  });

  it('is taken on without a maker who vouches for it, and not with one', async () => {
    const person = await enrolled();
    const answer = new Authenticator().make(await person.makeOptions(), { attestation: 'certified' });
    expect(await person.accept(answer)).toMatchObject({ status: 422, body: { code: 'passkey-refused' } });
  });

  it('is not added without the password and a code, which count towards the lock', async () => {
    const person = await enrolled();
    const ask = (body: object) => post('/me/passkeys/options', body, { as: person.as });
    world.clock.set(later(60));
    expect((await ask({ password: 'wrong password 1', code: person.at(60) })).body.findings).toMatchObject([{ pointer: '/password' }]);
    expect((await ask({ password: PASSWORD })).body.findings).toMatchObject([{ pointer: '/code' }]);
    for (let i = 0; i < 4; i++)
      expect((await ask({ password: PASSWORD, code: '000000' })).body.findings).toMatchObject([{ pointer: '/code', code: 'second-factor-wrong' }]);
    expect((await ask({ password: PASSWORD, code: person.at(60) })).body.findings).toMatchObject([{ pointer: '/password', code: 'credentials-wrong' }]);
    expect(await world.trailOf(person.id)).toContain('account.lock');
  });

  it('stands beside an app only, at most ten of them', async () => {
    const person = await withPasskey();
    const without = await post('/me/passkeys/options', { password: PASSWORD, code: '123456' }, { as: { ...admin, accountId: admin.accountId } });
    expect(without).toMatchObject({ status: 409, body: { code: 'app-first' } });
    await world.query(
      `INSERT INTO passkey SELECT gen_random_uuid(), account_id, credential_id || n, public_key, counter, transports, name, added_at
         FROM passkey, generate_series(1, 9) n WHERE account_id = $1`,
      [person.id],
    );
    world.clock.set(later(60));
    const more = await post('/me/passkeys/options', { password: PASSWORD, code: person.at(60) }, { as: person.as });
    expect(more).toMatchObject({ status: 409, body: { code: 'passkeys-enough' } });
  });

  it.each<[string, Ways]>([
    ['from another origin', { origin: 'https://bszs.example.cn' }],
    ['to another challenge', { challenge: 'A'.repeat(43) }],
    ['of another kind', { type: 'webauthn.get' }],
    ['for another site', { rpId: 'bszs.example.cn' }],
    ['without a finger or a PIN', { unverified: true }],
  ])('is not added by an answer %s, which uses the challenge up unless it was another one', async (_, ways) => {
    const person = await enrolled();
    const options = await person.makeOptions();
    const device = new Authenticator();
    expect(await person.accept(device.make(options, ways))).toMatchObject({ status: 422, body: { code: 'passkey-refused' } });
    expect((await person.accept(device.make(options))).status).toBe(ways.challenge ? 201 : 422);
    expect(await person.list()).toHaveLength(ways.challenge ? 1 : 0);
  });

  it('is added once: neither the challenge nor the key is taken again', async () => {
    const [person, other] = [await enrolled(), await enrolled()];
    const options = await person.makeOptions();
    const device = new Authenticator();
    expect((await person.accept(device.make(options))).status).toBe(201);
    expect(await person.accept(new Authenticator().make(options))).toMatchObject({ status: 422, body: { code: 'passkey-refused' } });
    expect(await person.accept(device.make(await person.makeOptions()))).toMatchObject({ status: 409, body: { code: 'passkey-known' } });
    expect(await other.accept(device.make(await other.makeOptions()))).toMatchObject({ status: 409, body: { code: 'passkey-known' } });
    expect(await other.accept(new Authenticator().make(await person.makeOptions()))).toMatchObject({ status: 422 });
    expect([await person.list(), await other.list()].map(({ length }) => length)).toEqual([1, 0]);
  });

  it.each<[string, Ways]>([
    ['from another origin', { origin: 'https://bszs.example.cn' }],
    ['to another challenge', { challenge: 'A'.repeat(43) }],
    ['of another kind', { type: 'webauthn.create' }],
    ['for another site', { rpId: 'bszs.example.cn' }],
    ['without a finger or a PIN', { unverified: true }],
  ])('does not sign in by an answer %s', async (_, ways) => {
    const person = await withPasskey();
    expect(await person.signInBy(person.device, ways)).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    expect((await person.signInBy(person.device)).status).toBe(201);
  });

  it('answers a challenge once, also after a wrong answer, for five minutes, and for what it was made', async () => {
    const person = await withPasskey();
    const refused = { status: 401, body: { code: 'passkey-refused' } };
    const answer = person.device.use(await person.useOptions());
    expect((await person.signIn({ passkey: answer })).status).toBe(201);
    expect(await person.signIn({ passkey: answer })).toMatchObject(refused);
    const options = await person.useOptions();
    expect(await person.signIn({ passkey: new Authenticator().use(options) })).toMatchObject(refused);
    expect(await person.signIn({ passkey: person.device.use(options) })).toMatchObject(refused);
    const { challenge } = await person.makeOptions();
    expect(await person.signIn({ passkey: person.device.use({ ...options, challenge }) })).toMatchObject(refused);
    const late = await person.useOptions();
    world.clock.set(later(300));
    expect(await person.signIn({ passkey: person.device.use(late) })).toMatchObject(refused);
    await world.service.get(SystemTidies).run();
    expect(await world.query('SELECT 1 FROM passkey_challenge WHERE account_id = $1', [person.id])).toEqual([]);
  });

  it('opens once when one answer comes many times at one moment', async () => {
    const person = await withPasskey();
    const answer = person.device.use(await person.useOptions());
    const answers = await Promise.all(Array.from({ length: 4 }, () => person.signIn({ passkey: answer })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
  });

  it('is refused when it counts back, as a copy does, and the trail tells', async () => {
    const person = await withPasskey();
    expect((await person.signInBy(person.device, { counter: 7 })).status).toBe(201);
    for (const counter of [7, 3, 0]) expect(await person.signInBy(person.device, { counter })).toMatchObject({ body: { code: 'passkey-refused' } });
    expect((await person.signInBy(person.device, { counter: 8 })).status).toBe(201);
    const told = await world.query<{ details: object }>(
      `SELECT details FROM audit_record WHERE subject = $1 AND action = 'account.passkey-counts-back' ORDER BY position`,
      [`account/${person.id}`],
    );
    expect(told.map(({ details }) => details)).toEqual([7, 3, 0].map((counter) => ({ passkey: person.passkey.id, expectedAbove: 7, counter })));
  });

  it('opens its own account and no other', async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    expect(await mine.signInBy(other.device)).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    const passkey = { ...other.device.use(await mine.useOptions()), id: mine.device.id };
    expect(await mine.signIn({ passkey })).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    expect(await mine.signIn({ passkey: mine.device.use(await other.useOptions()) })).toMatchObject({ status: 401 });
    expect((await mine.remove(other.passkey.id)).status).toBe(404);
    expect(await other.list()).toHaveLength(1);
  });

  it('opens nothing without the password', async () => {
    const { loginName, device, useOptions } = await withPasskey();
    const options = await useOptions();
    const wrong = { loginName, password: 'wrong password 1' };
    expect(await post('/passkey-options', wrong)).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await post('/sessions', { ...wrong, passkey: device.use(options) })).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await post('/passkey-options', { loginName: 'nobody-at-all', password: PASSWORD })).toMatchObject({ body: { code: 'credentials-wrong' } });
  });

  it('counts towards the lock, and is refused by it', async () => {
    const person = await withPasskey();
    const stranger = new Authenticator();
    const options = await person.useOptions();
    for (let i = 0; i < 5; i++) expect((await person.signInBy(stranger)).body.code).toBe('passkey-refused');
    expect(await person.signIn({ passkey: person.device.use(options) })).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } });
    expect(await post('/passkey-options', { loginName: person.loginName, password: PASSWORD })).toMatchObject({ body: { code: 'credentials-wrong' } });
    expect(await world.trailOf(person.id)).toContain('account.lock');
    world.clock.set(later(31 * 60));
    expect((await person.signInBy(person.device)).status).toBe(201);
  });

  it('is removed by its owner: it opens no more, other sessions end, the app stays', async () => {
    const person = await withPasskey();
    const elsewhere = (await person.signInBy(person.device)).body;
    const options = await person.useOptions();
    expect((await person.remove(person.passkey.id)).status).toBe(204);
    expect(await person.list()).toEqual([]);
    expect(await person.signIn({ passkey: person.device.use(options) })).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    expect(await post('/passkey-options', { loginName: person.loginName, password: PASSWORD })).toMatchObject({ status: 409, body: { code: 'no-passkey' } });
    expect((await post('/sessions/refresh', { refreshToken: elsewhere.refreshToken })).status).toBe(401);
    expect((await post('/sessions/refresh', { refreshToken: person.tokens.refreshToken })).status).toBe(200);
    world.clock.set(later(60));
    expect((await person.signIn()).body).not.toHaveProperty('passkey');
    expect((await person.signIn({ code: person.at(60) })).status).toBe(201);
    expect((await person.remove(person.passkey.id)).status).toBe(404);
    expect(await world.trailOf(person.id)).toContain('account.remove-passkey');
  });

  it('goes with the app when an administrator resets the second factor, also while it is being added', async () => {
    const person = await withPasskey();
    const options = await person.makeOptions();
    expect((await post(`/staff/${person.id}/reset-second-factor`, {}, { as: admin })).status).toBe(204);
    expect(await world.query('SELECT 1 FROM passkey WHERE account_id = $1', [person.id])).toEqual([]);
    expect(await person.signIn()).toMatchObject({ status: 401, body: { code: 'second-factor-to-set-up' } });
    expect(await person.accept(new Authenticator().make(options))).toMatchObject({ status: 422, body: { code: 'passkey-refused' } });
  });

  it('finds fault with what is no answer of a device', async () => {
    const person = await withPasskey();
    const answer = person.device.use(await person.useOptions());
    expect((await person.signIn({ passkey: { ...answer, signature: '<script>' } })).body.findings).toMatchObject([{ pointer: '/passkey/signature' }]);
    expect((await person.signIn({ passkey: {} })).status).toBe(422);
    expect((await person.signIn({ passkey: 'x' })).status).toBe(422);
    expect((await person.signIn({ passkey: null })).status).toBe(422);
    expect(await person.signIn({ passkey: { ...answer, clientDataJSON: 'AAAA' } })).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    expect(await person.signIn({ passkey: { ...answer, authenticatorData: 'AAAA' } })).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
  });
});
