import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { PageFetcher, Unreadable } from './fetch-page.js';

const MARK = '<footer id="found">';
const html = `<!doctype html><title>历下区</title><body>${MARK}</footer></body>`;
/** The same title in the bytes of GB 18030, which many older sites are written in. */
const inGb18030 = Buffer.concat([Buffer.from('<title>'), Buffer.from([0xc0, 0xfa, 0xcf, 0xc2, 0xc7, 0xf8]), Buffer.from(`</title>${MARK}`)]);

const routes: Record<string, RequestListener> = {
  '/plain': (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  '/gzip': (_, response) => response.setHeader('content-type', 'text/html').setHeader('content-encoding', 'gzip').end(gzipSync(html)),
  '/br': (_, response) => response.setHeader('content-type', 'text/html').setHeader('content-encoding', 'br').end(brotliCompressSync(html)),
  '/bomb': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(8 * 1024 * 1024))),
  '/broken-gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end('no gzip'),
  '/zstd': (_, response) => response.setHeader('content-encoding', 'zstd').end('x'),
  '/endless': (_, response) => {
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536, 32)));
      response.once('drain', more);
    };
    more();
  },
  '/image': (_, response) => response.setHeader('content-type', 'image/png').end(html),
  '/gone': (_, response) => response.writeHead(410).end(html),
  '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/one-hop': (_, response) => response.writeHead(301, { location: '/plain#part' }).end(),
  '/to-metadata': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-redis': (_, response) => response.writeHead(302, { location: 'gopher://127.0.0.1:6379/_INFO' }).end(),
  '/to-backslash': (_, response) => response.writeHead(302, { location: '\\\\10.0.0.1' }).end(),
  '/refresh': (_, response) => response.writeHead(200, { refresh: '0; url=http://10.0.0.1/' }).end('<p>x</p>'),
  '/big-header': (_, response) => response.writeHead(200, { 'x-big': 'h'.repeat(60_000) }).end(html),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('<p>');
    response.destroy();
  },
  '/utf-16': (_, response) => response.setHeader('content-type', 'text/html').end(Buffer.from(`\ufeff${html}`, 'utf16le')),
  '/gb18030': (_, response) => response.setHeader('content-type', 'text/html; charset=GB18030').end(inGb18030),
  '/gbk-in-meta': (_, response) => response.setHeader('content-type', 'text/html').end(Buffer.concat([Buffer.from('<meta charset=gbk>'), inGb18030])),
  '/lying-meta': (_, response) => response.setHeader('content-type', 'text/html').end(`<meta charset="utf-16">${html}`),
  '/unknown-charset': (_, response) => response.setHeader('content-type', 'text/html; charset=x-none').end(html),
  '/headers': (request, response) => response.setHeader('content-type', 'text/plain').end(JSON.stringify(request.headers)),
};

describe('fetching a page', () => {
  let server: http.Server;
  let origin: string;
  const fetcher = new PageFetcher({ loopback: true });
  const failure = (path: string): Promise<Unreadable> =>
    fetcher.get(`${origin}${path}`).then(
      () => Promise.reject(new Error('was read')),
      (error: Unreadable) => error,
    );

  beforeAll(async () => {
    server = http.createServer((request, response) => (routes[request.url!] ?? ((_, r) => r.writeHead(404).end()))(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('keeps address, status, size and hash as evidence', async () => {
    expect(await fetcher.get(`${origin}/plain`)).toMatchObject({
      url: `${origin}/plain`,
      finalUrl: `${origin}/plain`,
      status: 200,
      address: '127.0.0.1',
      bytes: Buffer.byteLength(html),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      text: html,
    });
  });

  it.each(['/plain', '/gzip', '/br', '/one-hop', '/utf-16', '/gb18030', '/gbk-in-meta', '/lying-meta', '/unknown-charset'])('reads %s', async (path) => {
    const { text } = await fetcher.get(`${origin}${path}`);
    expect(text).toContain('<title>历下区</title>');
    expect(text).toContain(MARK);
  });

  it('follows redirects and says where they ended', async () => {
    expect((await fetcher.get(`${origin}/one-hop`)).finalUrl).toBe(`${origin}/plain`);
  });

  it.each([
    ['/to-metadata', 'refused'],
    ['/to-file', 'refused'],
    ['/to-redis', 'refused'],
    ['/to-backslash', 'refused'],
    ['/loop', 'redirects'],
    ['/bomb', 'too-large'],
    ['/endless', 'too-large'],
    ['/broken-gzip', 'encoding'],
    ['/zstd', 'encoding'],
    ['/image', 'no-html'],
    ['/gone', 'status'],
    ['/nowhere', 'status'],
    ['/big-header', 'unreachable'],
    ['/cut', 'unreachable'],
  ])('%s cannot be read: %s', async (path, detail) => expect(await failure(path)).toMatchObject({ detail }));

  it('obeys no Refresh header', async () => expect((await fetcher.get(`${origin}/refresh`)).text).toBe('<p>x</p>'));

  it('tells a site nothing but what a browser would', async () => {
    const { text } = await fetcher.get(`${origin}/headers`);
    expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual(['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent']);
  });

  it('says where nobody listens', async () => {
    const free = http.createServer();
    await new Promise<void>((done) => free.listen(0, '127.0.0.1', done));
    const { port } = free.address() as AddressInfo;
    await new Promise((done) => free.close(done));
    await expect(fetcher.get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ detail: 'unreachable' });
  });
});
