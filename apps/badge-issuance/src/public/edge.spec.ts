import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { BADGE_STATES } from '@biaozhi/contracts';
import { BadgeIssuanceConfig } from '../config.js';
import { scriptPath } from '../domain/code.js';
import type { PublicBadge } from '../domain/public-badge.js';
import { PublicEdge, type PublicRequest } from './edge.js';
import type { PublicAnswer } from './encoded.js';
import { WORDS } from './words.js';

const id = '0f'.repeat(16);
const badge: PublicBadge = {
  publicId: id,
  code: 'CA161010002000000010001',
  state: 'HUNG',
  colour: 'red',
  unitName: '济南市历下区<示例>局',
  unitKind: 'organ',
  address: '解放东路99号',
  functions: '负责"示例"工作',
  siteName: '示例局网站',
  domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
  englishDomain: 'www.sample.gov.cn',
  homePage: 'http://portal.sample.gov.cn/',
  bureauName: '中共济南市历下区委机构编制委员会办公室',
  issuer: 'bureau',
  issuedOn: '2026-11-24',
  lastCheckedAt: '2026-11-25T01:00:00Z',
};

const edgeWith = (...badges: PublicBadge[]): PublicEdge => {
  const edge = new PublicEdge(Object.assign(new BadgeIssuanceConfig(), { publicUrl: 'https://bszs.example.cn' }));
  for (const one of badges) edge.put(one);
  return edge;
};
const ask = (edge: PublicEdge, url: string, headers: PublicRequest['headers'] = {}): PublicAnswer => edge.answer({ url, headers })!;
const text = ({ body }: PublicAnswer): string => body!.toString();
const page = (lang: 'zh' | 'en' = 'zh', key = id): string => `/sitename?method=show&id=${key}&lang=${lang}`;

describe('the verification page', () => {
  it.each(BADGE_STATES.flatMap((state) => [[state, 'zh' as const], [state, 'en' as const]] as const))('says %s in one line (%s)', (state, lang) => {
    const answer = ask(edgeWith({ ...badge, state }), page(lang));
    const line = WORDS[lang === 'zh' ? 'zh-CN' : 'en'].states[state];
    expect(answer.status).toBe(200);
    expect(text(answer)).toMatch(new RegExp(`<p class="state (good|warn|bad)" role="status">${line}</p>`));
    expect(/class="state good"/.test(text(answer))).toBe(state === 'HUNG' || state === 'ISSUED');
  });

  it('names what the law wants to be named', () => {
    const html = text(ask(edgeWith(badge), page()));
    for (const fact of [badge.siteName, badge.address, badge.code, badge.issuedOn, '党政机关', '示例局.政务', 'www.sample.gov.cn', badge.bureauName!, '2026-11-25 09:00']) {
      expect(html).toContain(fact);
    }
    expect(html).toContain('济南市历下区&lt;示例&gt;局');
    expect(html).toContain('负责&quot;示例&quot;工作');
  });

  it('is complete without script, loads nothing from elsewhere and forbids what it does not use', () => {
    const answer = ask(edgeWith(badge), page());
    expect(text(answer)).not.toMatch(/<script|src=|@import|url\(/);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text(answer).length).toBeLessThan(6_000);
  });

  it('names CONAC where no paper was needed', () => {
    expect(text(ask(edgeWith({ ...badge, issuer: 'conac' }), page()))).toContain('政务和公益机构域名注册管理中心');
  });

  it('answers in the reader’s language, Chinese unless told', () => {
    const edge = edgeWith(badge);
    const url = `/sitename?id=${id}`;
    expect(text(ask(edge, url))).toContain('<html lang="zh-CN">');
    expect(text(ask(edge, url, { 'accept-language': 'en-GB,zh;q=0.5' }))).toContain('<html lang="en">');
  });

  it.each(['', '?', `?id=${'ab'.repeat(16)}`, '?id=1', `?id=${id}0`, `?xid=${id}`, '?id[]=1', `?id=${'<script>'.repeat(4)}`, '?id=..%2f'])(
    'tells nothing but that it knows of no such badge for %j',
    (query) => {
      const answer = ask(edgeWith(badge), `/sitename${query}`);
      expect(answer.status).toBe(404);
      expect(text(answer)).toContain(WORDS['zh-CN'].unknown);
      expect(text(answer)).toBe(text(ask(edgeWith(), '/sitename?id=x')));
    },
  );

  it('calls nothing valid that it could not look up', () => {
    const edge = edgeWith(badge, { ...badge, publicId: 'b'.repeat(32), code: 'CA161010002000000010002', state: 'REVOKED' });
    text(ask(edge, page()));
    edge.setStale(new Date('2026-11-25T02:30:00Z'));
    expect(text(ask(edge, page()))).toContain('截至 2026-11-25 10:30 的记录');
    expect(text(ask(edge, page()))).not.toContain('state good');
    expect(text(ask(edge, page('zh', 'b'.repeat(32))))).toContain('标识已撤销');
    expect(JSON.parse(text(ask(edge, `/badges/public/${id}`)))).toMatchObject({ valid: false, asOf: '2026-11-25T02:30:00.000Z' });
    edge.setStale(undefined);
    expect(text(ask(edge, page()))).toContain('state good');
  });
});

describe('the JSON of a badge', () => {
  it.each(BADGE_STATES)('says %s and whether it is valid', (state) => {
    const answer = ask(edgeWith({ ...badge, state }), `/badges/public/${id}`);
    expect(JSON.parse(text(answer))).toMatchObject({ state, valid: state !== 'SUSPENDED' && state !== 'REVOKED', code: badge.code });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('answers to the code as to the public id', () => {
    const edge = edgeWith(badge);
    expect(text(ask(edge, `/badges/public/${badge.code}`))).toBe(text(ask(edge, `/badges/public/${id}`)));
  });

  it.each(['x', 'ab'.repeat(16), `${id}/`, `${id.toUpperCase()}`])('of %j is unknown', (key) => {
    const answer = ask(edgeWith(badge), `/badges/public/${key}`);
    expect([answer.status, JSON.parse(text(answer))]).toEqual([404, { state: 'UNKNOWN', valid: false }]);
  });
});

describe('the script of a badge', () => {
  const path = scriptPath(badge.code);

  it('is served to any site, and to none as something else', () => {
    const answer = ask(edgeWith(badge), path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(Object.keys(answer.headers).join()).not.toMatch(/cookie/i);
    expect(text(answer)).toContain('portal.sample.gov.cn');
  });

  it('ceases to vouch as soon as the badge does', () => {
    const edge = edgeWith(badge);
    expect(text(ask(edge, path))).toContain('ok=true');
    edge.put({ ...badge, state: 'REVOKED' });
    expect(text(ask(edge, path))).toContain('ok=false');
    edge.put(badge);
    expect(text(ask(edge, path))).toContain('ok=true');
  });

  it.each([path.replace('0001.js', '0002.js'), `${path}.map`, `${path}/x`, path.replace('CA', 'ca'), '/js/', `${path}%0d%0aSet-Cookie:x`])(
    'is not given for %s',
    (wrong) => expect(ask(edgeWith(badge), wrong).status).toBe(404),
  );

  it('does not change with what strangers add', () => {
    const edge = edgeWith(badge);
    const plain = text(ask(edge, path));
    for (const added of ['?callback=alert', '?id=1&id=2', '?_=123']) expect(text(ask(edge, path + added))).toBe(plain);
  });
});

describe('pictures', () => {
  it.each(['red', 'blue', 'error'])('%s is an SVG with a title', (name) => {
    const answer = ask(edgeWith(), `/image/${name}.svg`);
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(text(answer)).toMatch(/^<svg [^>]*role="img" aria-labelledby="t"><title id="t">[^<]+<\/title>/);
    expect(text(answer)).not.toMatch(/<script|href|on\w+=/);
  });

  it.each(['red', 'blue', 'red_error'])('%s.png leads to the SVG', (name) => {
    const answer = ask(edgeWith(), `/image/${name}.png`);
    expect([answer.status, answer.headers.location]).toEqual([301, `/image/${name === 'red_error' ? 'error' : name}.svg`]);
  });

  it.each(['/image/x.svg', '/image/', '/image/../secret', '/other', '/badges', '/'])('%s is left to others', (path) =>
    expect(edgeWith().answer({ url: path, headers: {} })).toBeUndefined(),
  );
});

describe('encodings', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['identity', undefined],
    ['brx', undefined],
    [undefined, undefined],
  ])('%s is answered with %s', (accept, coding) => {
    const answer = ask(edgeWith(badge), page(), accept === undefined ? {} : { 'accept-encoding': accept });
    expect(answer.headers['content-encoding']).toBe(coding);
    const unpack = coding === 'br' ? brotliDecompressSync : coding === 'gzip' ? gunzipSync : (body: Buffer) => body;
    expect(unpack(answer.body!).toString()).toContain('示例局网站');
    expect(answer.headers['content-length']).toBe(String(answer.body!.length));
    expect(answer.headers.vary).toContain('accept-encoding');
  });

  it.each([(etag: string) => etag, (etag: string) => etag.replace('W/', ''), (etag: string) => `"x", ${etag}`, () => '*'])(
    'a copy that the reader has is not sent again (%#)',
    (form) => {
      const edge = edgeWith(badge);
      const { etag } = ask(edge, page()).headers;
      expect(ask(edge, page(), { 'if-none-match': form(etag!) })).toEqual({ status: 304, headers: expect.objectContaining({ etag }) });
      edge.put({ ...badge, state: 'SUSPENDED' });
      expect(ask(edge, page(), { 'if-none-match': etag })).toMatchObject({ status: 200 });
    },
  );
});
