import { startGateway, type Gateway } from './start.js';
import { json } from './upstreams.js';

describe('forwarding', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ bodyLimit: 2048, upstreamTimeout: 400 });
  });
  afterAll(() => gateway.stop());

  it('hands a request to its service without the prefix, with query, body and bearer token', async () => {
    const answer = await gateway.ask('/api/red-page/pages/1?a=1&b=%E5%8E%86', {
      method: 'PUT',
      headers: { authorization: 'Bearer abc', 'idempotency-key': 'key-12345678' },
      body: '{"title":"历下"}',
    });
    expect(answer).toMatchObject({ status: 200, json: { service: 'red-page' } });
    expect(gateway.upstreams.last).toMatchObject({
      method: 'PUT',
      url: '/pages/1?a=1&b=%E5%8E%86',
      body: '{"title":"历下"}',
      headers: { authorization: 'Bearer abc', 'idempotency-key': 'key-12345678' },
    });
  });

  it('tells the service who asks, and drops what the caller claims about himself', async () => {
    await gateway.ask('/api/identity/units', {
      headers: { 'x-forwarded-for': '6.6.6.6', 'x-real-ip': '6.6.6.6', cookie: 'other=1', 'x-request-id': 'request-0001' },
    });
    const { headers } = gateway.upstreams.last;
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-request-id': 'request-0001' });
    expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-real-ip');
  });

  it('gives each answer a request id and strict headers', async () => {
    const { headers } = await gateway.ask('/api/identity/units', { headers: { 'x-request-id': 'bad id\u00e9'.slice(0, 6) } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  it('passes a service’s problem on unchanged, without its cookies', async () => {
    gateway.upstreams.answer('notification', (_, response) =>
      json(response, 409, { code: 'conflict' }, { 'set-cookie': 'a=b', 'content-language': 'en' }),
    );
    const answer = await gateway.ask('/api/notification/templates/1', { method: 'PATCH', body: '{}' });
    expect(answer).toMatchObject({ status: 409, json: { code: 'conflict' } });
    expect(answer.headers['content-language']).toBe('en');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it.each(['/api/identity/metrics', '/api/identity/%6detrics', '/api/identity/health/ready', '/api/red-page/hosts/x/'])(
    'keeps %s inside',
    async (path) => {
      const before = gateway.upstreams.received.length;
      expect(await gateway.ask(path)).toMatchObject({ status: 404, json: { code: 'not-found' } });
      expect(gateway.upstreams.received).toHaveLength(before);
    },
  );

  it.each(['/api/identity/..%2f..%2fmetrics', '/api/identity/%2e%2e/%2e%2e/etc', '/api/unknown/x', '/api'])(
    'does not forward %s',
    async (path) => {
      const before = gateway.upstreams.received.length;
      const answer = await gateway.ask(path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(gateway.upstreams.received).toHaveLength(before);
    },
  );

  it('refuses a body that is too large, stated or not', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(4096) });
    const stated = await gateway.ask('/api/identity/units', { method: 'POST', body });
    expect(stated).toMatchObject({ status: 413, json: { code: 'too-large' } });
    const chunked = await fetch(`${gateway.url}/api/identity/units`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    await chunked.body?.cancel();
  });

  it('says 503 for a service that is away, in the reader’s language, while others are served', async () => {
    await gateway.upstreams.close('archival-filing');
    const answer = await gateway.ask('/api/archival-filing/filings', { headers: { 'accept-language': 'en' } });
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable', instance: '/api/archival-filing/filings' } });
    expect(answer.headers).toMatchObject({ 'content-language': 'en', 'retry-after': '2' });
    expect((await gateway.ask('/api/identity/units')).status).toBe(200);
  });

  it('passes a service’s 503 on without asking again', async () => {
    gateway.upstreams.answer('red-page', (_, response) => json(response, 503, { code: 'unavailable' }, { 'retry-after': '1' }));
    const before = gateway.upstreams.received.length;
    const answer = await gateway.ask('/api/red-page/red-pages');
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(answer.headers['retry-after']).toBe('1');
    expect(gateway.upstreams.received).toHaveLength(before + 1);
  });

  it('says 502 for a service that breaks off, and 504 for one that does not answer', async () => {
    gateway.upstreams.answer('application-review', (_, response) => response.destroy());
    expect(await gateway.ask('/api/application-review/cases')).toMatchObject({ status: 502, json: { code: 'bad-gateway' } });
    gateway.upstreams.answer('application-review', () => undefined);
    expect(await gateway.ask('/api/application-review/cases')).toMatchObject({
      status: 504,
      json: { code: 'gateway-timeout' },
    });
  });

  it('answers unknown addresses with a problem in Chinese unless asked otherwise', async () => {
    expect(await gateway.ask('/nothing')).toMatchObject({ status: 404, json: { title: '没有找到您要的内容' } });
  });
});
