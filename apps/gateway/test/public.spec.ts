import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startGateway, type Gateway } from './start.js';

describe('what the public sees', () => {
  let gateway: Gateway;
  afterEach(() => gateway.stop());

  it.each(['/js/0123.js', '/image/red.png', '/badges/public/0123?x=1', '/sitename?method=show&id=1'])(
    'serves a badge’s %s from badge-issuance, loadable from any site',
    async (address) => {
      gateway = await startGateway();
      const answer = await gateway.ask(address);
      expect(answer).toMatchObject({ status: 200, json: { service: 'badge-issuance' } });
      expect(gateway.upstreams.last.url).toBe(address);
      expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    },
  );

  it('routes a red page by its host name', async () => {
    gateway = await startGateway();
    for (const host of ['xn--4gq1b.xn--zfr164b', 'xn--4gq1b.xn--zfr164b.localhost:8080']) {
      const answer = await gateway.ask('/news/1?p=2', { headers: { host } });
      expect(answer).toMatchObject({ status: 200, json: { service: 'red-page' } });
      expect(gateway.upstreams.last.url).toBe('/hosts/xn--4gq1b.xn--zfr164b/news/1?p=2');
    }
  });

  it('offers nothing else under a red page’s host', async () => {
    gateway = await startGateway();
    await gateway.ask('/api/identity/units', { headers: { host: 'xn--4gq1b.xn--zfr164b' } });
    expect(gateway.upstreams.last).toMatchObject({
      service: 'red-page',
      url: '/hosts/xn--4gq1b.xn--zfr164b/api/identity/units',
    });
    const post = await gateway.ask('/session', {
      method: 'POST',
      headers: { host: 'xn--4gq1b.xn--zfr164b', 'x-biaozhi-request': '1' },
      body: '{}',
    });
    expect(post.status).toBe(404);
  });

  it('reports its own health and that of the services', async () => {
    gateway = await startGateway();
    expect(await gateway.ask('/health')).toMatchObject({ status: 200, json: { status: 'ok' } });
    await gateway.upstreams.close('notification');
    expect(await gateway.ask('/health')).toMatchObject({
      status: 503,
      json: { status: 'degraded', services: { identity: 'up', notification: 'down' } },
    });
    expect(await gateway.ask('/health/ready')).toMatchObject({ status: 200 });
  });

  it('shows a list of the services while no portal is built', async () => {
    gateway = await startGateway();
    const answer = await gateway.ask('/');
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain('/api/archival-filing/docs');
  });

  it('serves the portal, and its page for every address of the portal’s router', async () => {
    const portalDir = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-'));
    fs.mkdirSync(path.join(portalDir, 'assets'));
    fs.writeFileSync(path.join(portalDir, 'index.html'), '<title>portal</title>');
    fs.writeFileSync(path.join(portalDir, 'assets', 'app-1a2b.js'), 'void 0;');
    gateway = await startGateway({ portalDir });
    const page = { headers: { accept: 'text/html,*/*' } };
    for (const address of ['/', '/applications/new']) {
      const answer = await gateway.ask(address, page);
      expect(answer).toMatchObject({ status: 200, text: '<title>portal</title>' });
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
    expect((await gateway.ask('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable');
    fs.writeFileSync(path.join(portalDir, 'assets', 'app-1a2b.js.br'), 'packed');
    const packed = await gateway.ask('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect([packed.text, packed.headers['content-encoding']]).toEqual(['packed', 'br']);
    expect(packed.headers['content-type']).toContain('javascript');
    expect(packed.headers['cache-control']).toContain('immutable');
    expect((await gateway.ask('/assets/gone.js', page)).status).toBe(404);
    expect((await gateway.ask('/api/nobody/x')).status).toBe(404);
    fs.rmSync(portalDir, { recursive: true });
  });

  it('says 429 to an address that asks too often', async () => {
    gateway = await startGateway({ rateLimit: 3 });
    for (let n = 0; n < 3; n++) expect((await gateway.ask('/api/identity/units')).status).toBe(200);
    const answer = await gateway.ask('/api/identity/units');
    expect(answer).toMatchObject({ status: 429, json: { code: 'too-many-requests' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each([
    ['searches', 'GET', ['/badges/public?q=a', '/api/badge-issuance/badges/public?q=b', '/api/badge-issuance/%62adges/public']],
    ['log-ins', 'POST', ['/api/identity/sessions', '/api/identity/first-login', '/api/identity/session%73']],
    ['second factors', 'POST', ['/api/identity/second-factor', '/api/identity/second-facto%72', '/api/identity/second-factor/']],
    ['passkeys', 'POST', ['/api/identity/passkey-options', '/api/identity/passkey-option%73', '/api/identity/passkey-options/']],
    ['password links', 'POST', ['/api/identity/password-links', '/api/identity/password-link%73', '/api/identity/password-links/']],
    ['reports', 'POST', ['/api/badge-issuance/reports', '/api/badge-issuance/report%73', '/api/badge-issuance/reports']],
  ] as const)('says 429 to a stranger whose %s come too often, at whatever address', async (_, method, paths) => {
    gateway = await startGateway({ searchLimit: 2, reportLimit: 2, logInLimit: 2 });
    const ask = (path: string): ReturnType<typeof gateway.ask> => gateway.ask(path, { method, ...(method === 'POST' ? { body: '{}' } : {}) });
    const answers = [];
    for (const path of paths) answers.push(await ask(path));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]!.json).toMatchObject({ code: 'too-many-requests' });
    expect((await gateway.ask('/api/badge-issuance/badges')).status).toBe(200);
    expect((await gateway.ask(`/badges/public/${'a'.repeat(32)}`)).status).toBe(200);
  });
});
