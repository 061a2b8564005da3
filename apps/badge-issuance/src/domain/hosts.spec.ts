import { allowedHosts, hostOf, inspectedAddress } from './hosts.js';

const domains = [{ aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }, { aLabel: 'xn--fsqr32a1tw.xn--zfr164b.cn' }];

describe('hosts that a badge vouches on', () => {
  it('are the Chinese domains, the English domain and the home page, each with and without www', () => {
    expect(allowedHosts({ domains, englishDomain: 'www.sample.gov.cn', homePage: 'https://portal.sample.gov.cn/index' })).toEqual([
      'portal.sample.gov.cn',
      'sample.gov.cn',
      'www.portal.sample.gov.cn',
      'www.sample.gov.cn',
      'www.xn--fsqr32a1tw.xn--zfr164b',
      'www.xn--fsqr32a1tw.xn--zfr164b.cn',
      'xn--fsqr32a1tw.xn--zfr164b',
      'xn--fsqr32a1tw.xn--zfr164b.cn',
    ]);
  });

  it('are compared without case, port and dot at the end', () => {
    expect(allowedHosts({ domains: [], homePage: 'http://WWW.Sample.gov.cn.:8080/' })).toEqual(['sample.gov.cn', 'www.sample.gov.cn']);
    expect(allowedHosts({ domains: [], homePage: 'http://127.0.0.1:8080/' })).toEqual(['127.0.0.1']);
    expect(hostOf('http://示例局.政务/')).toBe('xn--fsqr32a1tw.xn--zfr164b');
  });

  it.each(["a'b.cn", 'a\\b.cn', '</script>', 'a b.cn', '', 'a"b', 'a\nb.cn', `${'a'.repeat(64)}.cn`])(
    'never hold what could end a string in the script: %j',
    (bad) => expect(allowedHosts({ domains: [{ aLabel: bad }], englishDomain: bad, homePage: bad })).toEqual([]),
  );

  it.each([
    [{ domains, englishDomain: 'www.a.gov.cn', homePage: 'http://b.gov.cn/x' }, 'http://b.gov.cn/x'],
    [{ domains, englishDomain: 'www.a.gov.cn' }, 'http://www.a.gov.cn/'],
    [{ domains }, 'http://xn--fsqr32a1tw.xn--zfr164b/'],
    [{ domains: [] }, undefined],
  ])('are looked at first at %#', (site, address) => expect(inspectedAddress(site)).toBe(address));
});
