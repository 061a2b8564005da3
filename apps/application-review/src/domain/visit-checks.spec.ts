import { say } from '@biaozhi/problem';
import { UNREADABLE } from '@biaozhi/visit';
import { UNITS, domainOf, factsOf, formWith } from '../../test/builders.js';
import { submitted, type SiteForm } from './site-form.js';
import { visitedAddress, type SiteVisit } from './site-visit.js';
import { visitChecks } from './visit-checks.js';

const domain = domainOf(UNITS.localOrgan);
const site = (members: Partial<SiteForm> = {}) =>
  submitted(formWith(domain, members), 'opening', factsOf(UNITS.localOrgan, [domain]));

const NAME = '历下区示例局';
const seen = (members: Partial<SiteVisit>): SiteVisit => ({
  id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11',
  askedBy: 'submission',
  askedAt: '2026-11-24T02:00:00.000Z',
  state: 'DONE',
  status: 200,
  finalUrl: 'https://slj.lixia.gov.cn/',
  address: '202.108.22.5',
  title: NAME,
  ...members,
});
const told = (members: Partial<SiteForm>, visit: SiteVisit | undefined): string[] =>
  visitChecks(site(members), visit).map(({ code, result }) => `${code.replace('pre-check-', '')} ${result}`);

describe('the title of the site', () => {
  it.each<[what: string, title: string | undefined, siteName: string, expected: string]>([
    ['the name', NAME, NAME, 'title ok'],
    ['the name with blanks around', ` ${NAME}\u3000`, NAME, 'title ok'],
    ['the name with another kind of blank', '历下区\u00a0示例局', '历下区 示例局', 'title ok'],
    ['the name in full-width letters', 'ＡＢＣ示例（局）', 'ABC示例(局)', 'title ok'],
    ['more than the name', `${NAME}-首页`, NAME, 'title-differs advice'],
    ['less than the name', '示例局', NAME, 'title-differs advice'],
    ['a blank more', '历下区 示例局', NAME, 'title-differs advice'],
    ['another case', 'Abc示例局', 'ABC示例局', 'title-differs advice'],
    ['none', undefined, NAME, 'title-missing advice'],
    ['empty', '', NAME, 'title-missing advice'],
  ])('is %s', (_, title, siteName, expected) => expect(told({ siteName }, seen({ title }))).toContain(expected));

  it.each(['QUEUED', 'RUNNING'] as const)('is waited for while the visit is %s', (state) =>
    expect(told({}, seen({ state, title: undefined }))).toEqual(['ip ok', 'title-waiting waiting']),
  );

  it('has not been looked at where nobody has been there', () =>
    expect(told({}, undefined)).toEqual(['ip ok', 'title-unvisited advice']));

  it('stands beside the name, in both languages', () => {
    const [, differs] = visitChecks(site({ siteName: NAME }), seen({ title: '旧标题{siteName}' }));
    expect(say(differs!.code, 'zh-CN', differs!.params)).toBe(`网站标题“旧标题{siteName}”与网站名称“${NAME}”不一致`);
    expect(say(differs!.code, 'en', differs!.params)).toBe(`The title of the site, “旧标题{siteName}”, is not the site’s name, “${NAME}”`);
  });

  it.each(UNREADABLE)('could not be read: %s, in both languages', (failure) => {
    const check = visitChecks(site(), seen({ failure, title: undefined })).at(-1)!;
    expect(check).toMatchObject({ code: `pre-check-title-${failure}`, result: 'advice' });
    expect(say(check.code, 'zh-CN')).toMatch(/^网站暂时无法打开（.+），/);
    expect(say(check.code, 'en')).toMatch(/^The site cannot be opened yet \(.+\);/);
  });
});

describe('the addresses of the servers', () => {
  it.each<[serverIps: string[], expected: string, shown: string]>([
    [['202.108.22.5'], 'ip ok', '202.108.22.5'],
    [['202.108.22.5', '2400:3200::1'], 'ip ok', '202.108.22.5、2400:3200::1'],
    [['202.108.22.5', '192.168.1.1'], 'ip problem', '192.168.1.1'],
    [['10.0.0.1', 'fd00::1'], 'ip problem', '10.0.0.1、fd00::1'],
    [['127.0.0.1', '10.0.0.1'], 'ip problem', '127.0.0.1、10.0.0.1'],
    [['127.0.0.1', '::1'], 'ip advice', '127.0.0.1、::1'],
  ])('%j: %s', (serverIps, expected, shown) => {
    const [check] = visitChecks(site({ serverIps }), undefined);
    expect(`${check!.code.replace('pre-check-', '')} ${check!.result}`).toBe(expected);
    expect(say(check!.code, 'zh-CN', check!.params)).toBe(`服务器IP为公网地址：${shown}`);
  });

  it.each<[address: string | undefined, serverIps: string[], other: boolean]>([
    ['202.108.22.5', ['202.108.22.5'], false],
    ['2400:3200::1', ['202.108.22.5', '2400:3200:0:0::1'], false],
    ['202.108.22.6', ['202.108.22.5'], true],
    ['2400:3200::2', ['2400:3200::1'], true],
    ['127.0.0.1', ['202.108.22.5'], false],
    [undefined, ['202.108.22.5'], false],
  ])('and %p answering for %j: told %p', (address, serverIps, other) => {
    for (const failure of [undefined, 'status']) {
      expect(told({ serverIps }, seen({ address, failure })).includes('ip-connected advice')).toBe(other);
    }
  });
});

it.each<[finalUrl: string, moved: boolean]>([
  ['https://slj.lixia.gov.cn/index.html', false],
  ['https://www.slj.lixia.gov.cn/', false],
  ['http://xn--fsqr32a1tw.xn--zfr164b/', false],
  ['https://www.lixia.gov.cn/slj/', true],
])('a home page that leads to %s is told of: %p', (finalUrl, moved) => {
  expect(told({}, seen({ finalUrl })).includes('home-page-moved advice')).toBe(moved);
  expect(told({}, seen({ finalUrl, failure: 'status' }))).not.toContain('home-page-moved advice');
});

it('a red page has no server and is not visited', () => {
  const redPage = site({ place: 'red-page' });
  expect(visitChecks(redPage, undefined)).toEqual([]);
  expect(visitedAddress(redPage)).toBeUndefined();
  expect(visitedAddress(site())).toBe('https://slj.lixia.gov.cn/');
});
