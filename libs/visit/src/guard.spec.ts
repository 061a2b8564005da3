import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PageFetcher, Unreadable } from './fetch-page.js';
import { judgeUrl, Refused, type Resolve } from './guard.js';

const inProduction = { loopback: false };

/** Why an address is not visited, asked with real sockets; nothing when it is. */
async function refusal(address: string, resolve?: Resolve): Promise<string | undefined> {
  try {
    await new PageFetcher(inProduction, resolve).get(address);
    return undefined;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (error.detail !== 'refused') return error.detail;
    const cause = error.cause instanceof Refused ? error.cause : (error.cause as Error).cause;
    return cause instanceof Refused ? cause.code : 'refused';
  }
}

describe('a visitor goes to public sites only', () => {
  // Ways to write 127.0.0.1 and other inner addresses; the URL parser makes plain ones of most (reliability.md M28).
  it.each([
    'http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://0x7f000001/', 'http://017700000001/',
    'http://0177.0.0.1/', 'http://①②⑦.⓪.⓪.①/', 'http://127。0。0。1/', 'http://0/', 'http://0.0.0.0/', 'http://[::]/', 'http://[::1]/',
    'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[fe80::1]/',
    'http://[fc00::1]/', 'http://[fd00:ec2::254]/', 'http://10.0.0.1/', 'http://172.16.0.1/', 'http://192.168.0.1/', 'http://100.64.0.1/',
    'http://169.254.169.254/latest/', 'http://100.100.100.200/', 'http://192.0.0.192/', 'http://198.18.0.1/', 'http://224.0.0.1/',
    'http://255.255.255.255/', 'http:\\\\127.0.0.1\\', 'http:127.0.0.1', 'http://127.0.0.1:80/', 'http://1\t27.0.0.1/',
  ])('not to %s', async (address) => expect(await refusal(address)).toBe('address')); // prettier-ignore

  it.each<[string, string]>([
    ['http://localhost/', 'name'],
    ['http://LOCALHOST./', 'name'],
    ['http://single-label/', 'name'],
    ['http://user:pw@www.gov.cn/', 'credentials'],
    ['http://good.gov.cn@127.0.0.1/', 'credentials'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://127.0.0.1:6379/_INFO', 'scheme'],
    ['ftp://www.gov.cn/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ...[22, 25, 4222, 5432, 6379, 8222].map((port): [string, string] => [`http://www.gov.cn:${port}/`, 'port']),
  ])('not to %s', async (address, code) => expect(await refusal(address)).toBe(code));

  it.each(['http://[::1', 'http://a%00.gov.cn/', 'http://www.gov.cn:99999/', 'nothing', ''])('and text that is no address is none: %j', async (address) =>
    expect(await refusal(address)).toBe('unreachable'),
  );

  it.each([
    ['a private address', [{ address: '10.1.2.3', family: 4 }]],
    ['loopback', [{ address: '127.0.0.1', family: 4 }]],
    ['two inner addresses', [{ address: '::1', family: 6 }, { address: '192.168.1.1', family: 4 }]],
    ['nothing', []],
  ] as const)('not where a name leads to %s', async (_, found) => {
    expect(await refusal('http://www.sample.gov.cn/', (_host, done) => done(null, [...found]))).toBe('address');
  });
});

describe('where sites of this machine are allowed', () => {
  const here = { loopback: true };
  it('it goes to loopback, by address and by name, on any port', () => {
    for (const address of ['http://127.0.0.1:8080/', 'http://localhost:8080/', 'http://xn--fsqr32a1tw.localhost:8080/', 'http://[::1]:80/']) {
      expect(() => judgeUrl(new URL(address), here)).not.toThrow();
    }
  });

  it.each(['http://10.0.0.1/', 'http://169.254.169.254/', 'http://[fe80::1]/'])('but still not to %s', (address) =>
    expect(() => judgeUrl(new URL(address), here)).toThrow(Refused),
  );

  it('and a name with a port that no public site has leads here', async () => {
    const server = http.createServer((request, response) => response.setHeader('content-type', 'text/html').end(request.headers.host));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const page = await new PageFetcher(here).get(`http://www.sample.gov.cn:${port}/`);
    expect(page).toMatchObject({ text: `www.sample.gov.cn:${port}`, address: '127.0.0.1', status: 200 });
    server.close();
  });
});
