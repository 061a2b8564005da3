import { tokenWith } from './tokens.js';
import { startGateway, type Answer, type Gateway } from './start.js';
import { json } from './upstreams.js';

const OURS = { 'x-biaozhi-request': '1' };
const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']).split(';')[0]!;

describe('the session', () => {
  let gateway: Gateway;
  /** Seconds that the next access token of the pretended identity lives. */
  let lifetime: number;
  let refreshes: number;
  beforeEach(async () => {
    lifetime = 600;
    refreshes = 0;
    gateway = await startGateway({ logInLimit: 100 });
    gateway.upstreams.answer('identity', async ({ method, url, body }, response) => {
      if (method === 'POST' && url === '/sessions') {
        if (!body.includes('right')) return json(response, 401, { code: 'wrong-password', status: 401, title: '密码错误' });
        return json(response, 200, { accessToken: await tokenWith('first', lifetime), refreshToken: 'r0', expiresIn: lifetime });
      }
      if (url === '/first-login') {
        if (!body.includes('"once"')) return json(response, 401, { code: 'link-invalid', status: 401, title: '链接已失效' });
        return json(response, 200, { accessToken: await tokenWith('first', lifetime), refreshToken: 'r0', expiresIn: lifetime });
      }
      if (url === '/sessions/refresh') {
        if (!body.includes(`"r${refreshes}"`)) return json(response, 401, { code: 'unauthenticated', status: 401 });
        refreshes += 1;
        const accessToken = await tokenWith('renewed', 600);
        return json(response, 200, { accessToken, refreshToken: `r${refreshes}`, expiresIn: 600 });
      }
      json(response, 200, {});
    });
  });
  afterEach(() => gateway.stop());

  const logIn = (password = 'right', headers: Record<string, string> = OURS): Promise<Answer> =>
    gateway.ask('/session', { method: 'POST', headers, body: JSON.stringify({ loginName: 'lixia', password }) });
  const sentToken = (): string => String(gateway.upstreams.last.headers.authorization);

  it('exchanges a log-in for a cookie that scripts cannot read and that shows no token', async () => {
    const answer = await logIn();
    expect(answer).toMatchObject({ status: 200, json: { loginName: 'first', roles: ['handler'] } });
    expect(answer.headers['set-cookie']).toMatch(/^biaozhi=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain('eyJ');
    expect(cookieOf(answer)).not.toContain('eyJ');
  });

  it('begins with the one-time link of a new account, and shows no token either', async () => {
    const first = (token: string, headers: Record<string, string> = OURS): Promise<Answer> =>
      gateway.ask('/session/first-login', { method: 'POST', headers, body: JSON.stringify({ token, password: 'right' }) });
    const answer = await first('once');
    expect(answer).toMatchObject({ status: 200, json: { loginName: 'first' } });
    expect(answer.text).not.toContain('eyJ');
    expect(await gateway.ask('/session', { headers: { cookie: cookieOf(answer) } })).toMatchObject({ status: 200 });
    const used = await first('used');
    expect(used).toMatchObject({ status: 401, json: { code: 'link-invalid' } });
    expect(used.headers).not.toHaveProperty('set-cookie');
    expect((await first('once', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('sends the token to the services in the place of the cookie', async () => {
    const cookie = cookieOf(await logIn());
    await gateway.ask('/api/application-review/cases', { headers: { cookie } });
    expect(sentToken()).toMatch(/^Bearer eyJ/);
    expect(gateway.upstreams.last.headers).not.toHaveProperty('cookie');
  });

  it('lets a bearer token of the caller’s own win over the cookie', async () => {
    const cookie = cookieOf(await logIn());
    await gateway.ask('/api/red-page/pages', { method: 'POST', headers: { cookie, authorization: 'Bearer own' }, body: '{}' });
    expect(sentToken()).toBe('Bearer own');
  });

  it('passes identity’s refusal on and sets no cookie', async () => {
    const answer = await logIn('wrong');
    expect(answer).toMatchObject({ status: 401, json: { code: 'wrong-password' } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('says who is signed in', async () => {
    const cookie = cookieOf(await logIn());
    expect(await gateway.ask('/session', { headers: { cookie } })).toMatchObject({ status: 200, json: { loginName: 'first' } });
    expect(await gateway.ask('/session')).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  });

  it('refuses changes and log-ins that a foreign page could have sent', async () => {
    const cookie = cookieOf(await logIn());
    for (const headers of [{ cookie }, { cookie, ...OURS, 'sec-fetch-site': 'cross-site' }]) {
      const answer = await gateway.ask('/api/red-page/pages', { method: 'POST', headers, body: '{}' });
      expect(answer).toMatchObject({ status: 403, json: { code: 'cross-origin' } });
    }
    expect((await logIn('right', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await gateway.ask('/api/red-page/pages', { method: 'POST', headers: own, body: '{}' })).status).toBe(200);
  });

  it('renews a token that is about to end, once for requests that come together', async () => {
    lifetime = 5;
    const cookie = cookieOf(await logIn());
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => gateway.ask('/api/badge-issuance/badges', { headers: { cookie } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(refreshes).toBe(1);
    const renewed = { cookie: cookieOf(answers[0]!) };
    expect(await gateway.ask('/session', { headers: renewed })).toMatchObject({ json: { loginName: 'renewed' } });
  });

  it('goes on without a session when identity no longer renews it, and removes the cookie', async () => {
    lifetime = 5;
    const cookie = cookieOf(await logIn());
    refreshes = 7;
    const answer = await gateway.ask('/api/badge-issuance/badges', { headers: { cookie } });
    expect(gateway.upstreams.last.headers).not.toHaveProperty('authorization');
    expect(answer.headers['set-cookie']).toMatch(/^biaozhi=; /);
  });

  it('uses a token up to its end while identity is away', async () => {
    lifetime = 15;
    const cookie = cookieOf(await logIn());
    await gateway.upstreams.close('identity');
    const answer = await gateway.ask('/api/badge-issuance/badges', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(sentToken()).toMatch(/^Bearer eyJ/);
  });

  it('says 503 to a log-in while identity is away', async () => {
    await gateway.upstreams.close('identity');
    expect(await logIn()).toMatchObject({ status: 503, json: { code: 'unavailable' } });
  });

  it('signs out here and at identity', async () => {
    const cookie = cookieOf(await logIn());
    const answer = await gateway.ask('/session', { method: 'DELETE', headers: { cookie, ...OURS } });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^biaozhi=; /);
    expect(gateway.upstreams.last).toMatchObject({ method: 'DELETE', url: '/sessions/current' });
    expect(sentToken()).toMatch(/^Bearer eyJ/);
  });

  it('takes a cookie that it did not seal for none', async () => {
    const answer = await gateway.ask('/api/badge-issuance/badges', { headers: { cookie: 'biaozhi=forged' } });
    expect(answer.status).toBe(200);
    expect(gateway.upstreams.last.headers).not.toHaveProperty('authorization');
    expect(answer.headers['set-cookie']).toMatch(/^biaozhi=; /);
  });

  it('marks the cookie Secure and host-bound under https', async () => {
    await gateway.stop();
    gateway = await startGateway({ publicUrl: 'https://biaozhi.example.cn' });
    gateway.upstreams.answer('identity', async (_, response) =>
      json(response, 200, { accessToken: await tokenWith('first', 600), refreshToken: 'r0', expiresIn: 600 }),
    );
    const answer = await logIn();
    expect(answer.headers['set-cookie']).toMatch(/^__Host-biaozhi=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
  });
});
