import { hasMessage } from '@biaozhi/problem';
import { v7 } from 'uuid';
import { UNITS, domainOf, factsOf, formWith } from '../../test/builders.js';
import { findingsOfForm } from './form-rules.js';
import type { SiteForm } from './site-form.js';

const unit = UNITS.localOrgan;
const domain = domainOf(unit);
const dead = domainOf(unit, { uLabel: '旧局.政务', state: 'EXPIRED', expiresOn: '2026-01-01' });
const ending = domainOf(unit, { uLabel: '尾局.政务', expiresOn: '2026-11-24' });
const ended = domainOf(unit, { uLabel: '末局.政务', expiresOn: '2026-11-23' });
const frozen = domainOf(unit, { uLabel: '冻局.政务', state: 'FROZEN' });
const charity = domainOf(unit, { uLabel: '示例局.公益', aLabel: 'xn--fsqr32a1tw.xn--55qw42g' });
const facts = factsOf(unit, [domain, dead, ending, ended, frozen, charity]);

const found = (members: Partial<SiteForm>, kind: 'opening' | 're-review' = 'opening', known = facts) =>
  findingsOfForm({ form: formWith(domain, members), kind, facts: known }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('a form that is filled in rightly', () => {
  it.each<[string, Partial<SiteForm>]>([
    ['as an own site', {}],
    [
      'as a red page without English domain, addresses and home page',
      { place: 'red-page', englishDomain: undefined, serverIps: [], homePage: undefined },
    ],
    ['with an ICP number and a site code', { icpNumber: '鲁ICP备2021012345号-1', siteCode: '3701020001' }],
    ['with the number in lower case', { icpNumber: '京icp备13012430号-6' }],
    ['with IPv6', { serverIps: ['2400:3200::1', '202.108.22.5'] }],
    ['with a home page under the Chinese domain', { homePage: 'http://示例局.政务/' }],
    ['with a home page with www.', { homePage: 'https://www.slj.lixia.gov.cn/index.html' }],
    ['with a mobile in parts', { mobile: '+86 139-1234-5678' }],
    ['with a domain on its last day', { domainIds: [domain.id, ending.id] }],
    ['with a name of 60 characters', { siteName: '网'.repeat(60) }],
  ])('%s', (_, members) => expect(found(members)).toEqual([]));
});

describe('every field is checked', () => {
  it.each<[keyof SiteForm, Partial<SiteForm>, string]>([
    [
      'place',
      { place: undefined, englishDomain: undefined, serverIps: [], homePage: undefined },
      '/place place-required',
    ],
    ['siteName', { siteName: undefined }, '/siteName field-required'],
    ['siteName', { siteName: '  ' }, '/siteName field-required'],
    ['siteName', { siteName: '网' }, '/siteName field-length'],
    ['siteName', { siteName: '网'.repeat(61) }, '/siteName field-length'],
    ['siteName', { siteName: '中国示例网' }, '/siteName site-name-national-head'],
    ['domainIds', { domainIds: [], homePage: 'https://slj.lixia.gov.cn' }, '/domainIds domain-required'],
    ['domainIds', { domainIds: [domain.id, v7()] }, '/domainIds/1 domain-not-own'],
    ['domainIds', { domainIds: [domain.id, dead.id] }, '/domainIds/1 domain-not-alive'],
    ['domainIds', { domainIds: [domain.id, ended.id] }, '/domainIds/1 domain-not-alive'],
    ['domainIds', { domainIds: [domain.id, frozen.id] }, '/domainIds/1 domain-not-alive'],
    ['domainIds', { domainIds: [domain.id, domain.id] }, '/domainIds/1 domain-twice'],
    ['domainIds', { domainIds: [charity.id] }, '/domainIds/0 domain-suffix-of-organs'],
    [
      'englishDomain',
      { englishDomain: 'lixia gov cn', homePage: 'https://示例局.政务' },
      '/englishDomain english-domain-form',
    ],
    [
      'englishDomain',
      { englishDomain: undefined, homePage: 'https://示例局.政务' },
      '/englishDomain english-domain-required',
    ],
    ['serverIps', { serverIps: [] }, '/serverIps server-ip-required'],
    ['serverIps', { serverIps: ['0.0.0.0'] }, '/serverIps/0 ip-not-public'],
    ['serverIps', { serverIps: ['202.108.22.5', '192.168.1.1'] }, '/serverIps/1 ip-not-public'],
    ['serverIps', { serverIps: ['10.1.2.3'] }, '/serverIps/0 ip-not-public'],
    ['serverIps', { serverIps: ['127.0.0.1'] }, '/serverIps/0 ip-not-public'],
    ['serverIps', { serverIps: ['fe80::1'] }, '/serverIps/0 ip-not-public'],
    ['serverIps', { serverIps: ['::ffff:10.0.0.1'] }, '/serverIps/0 ip-not-public'],
    ['serverIps', { serverIps: ['300.1.1.1'] }, '/serverIps/0 ip-form'],
    ['serverIps', { serverIps: ['202.108.22.5', '202.108.22.5'] }, '/serverIps/1 server-ip-twice'],
    ['icpNumber', { icpNumber: '京ICP备12345号' }, '/icpNumber icp-form'],
    ['icpNumber', { icpNumber: '京ICP证030173号' }, '/icpNumber icp-licence'],
    ['siteCode', { siteCode: '370102' }, '/siteCode site-code-form'],
    ['siteCode', { siteCode: '9999990001' }, '/siteCode site-code-region'],
    ['homePage', { homePage: undefined }, '/homePage home-page-required'],
    ['homePage', { homePage: 'slj.lixia.gov.cn' }, '/homePage home-page-form'],
    ['homePage', { homePage: 'ftp://slj.lixia.gov.cn' }, '/homePage home-page-form'],
    ['homePage', { homePage: 'https://user:pass@slj.lixia.gov.cn' }, '/homePage home-page-form'],
    ['homePage', { homePage: 'javascript:alert(1)' }, '/homePage home-page-form'],
    ['homePage', { homePage: 'https://evil.example.com/slj.lixia.gov.cn' }, '/homePage home-page-host'],
    ['homePage', { homePage: 'https://slj.lixia.gov.cn.example.com' }, '/homePage home-page-host'],
    ['introduction', { introduction: undefined }, '/introduction field-required'],
    ['introduction', { introduction: '太短的简介' }, '/introduction field-length'],
    ['introduction', { introduction: '长'.repeat(501) }, '/introduction field-length'],
    ['address', { address: undefined }, '/address field-required'],
    ['address', { address: '济南' }, '/address field-length'],
    ['postcode', { postcode: undefined }, '/postcode field-required'],
    ['postcode', { postcode: '25001' }, '/postcode postcode-form'],
    ['functions', { functions: undefined }, '/functions field-required'],
    ['responsiblePerson', { responsiblePerson: undefined }, '/responsiblePerson field-required'],
    ['responsiblePerson', { responsiblePerson: '王先生' }, '/responsiblePerson person-name-title'],
    ['handlerName', { handlerName: undefined }, '/handlerName field-required'],
    ['handlerName', { handlerName: 'Li Ming' }, '/handlerName person-name-form'],
    ['mobile', { mobile: undefined }, '/mobile field-required'],
    ['mobile', { mobile: '12345678901' }, '/mobile mobile-form'],
    ['mobile', { mobile: '1391234567' }, '/mobile mobile-form'],
    ['phone', { phone: undefined }, '/phone field-required'],
    ['phone', { phone: '88888888' }, '/phone phone-form'],
    ['phone', { phone: '010-00000000' }, '/phone phone-made-up'],
    ['mail', { mail: undefined }, '/mail field-required'],
    ['mail', { mail: 'handler@' }, '/mail mail-form'],
    ['commitment', { commitment: false }, '/commitment commitment-required'],
  ])('%s: %j', (_, members, expected) => expect(found(members)).toEqual([expected]));

  it('and every finding has its sentence', () => {
    const codes = findingsOfForm({ form: { domainIds: [], serverIps: [], commitment: false }, kind: 'opening', facts });
    expect(codes.length).toBeGreaterThan(12);
    expect(codes.filter(({ code }) => !hasMessage(code))).toEqual([]);
  });

  it('by one rule or another, each field of the form', () => {
    const all = findingsOfForm({
      form: { domainIds: [], serverIps: [], commitment: false, place: 'own-site', siteCode: '1', icpNumber: '1' },
      kind: 'opening',
      facts,
    }).map(({ pointer }) => pointer.split('/')[1]!);
    expect([...new Set(all)].sort()).toEqual(
      [
        'address',
        'commitment',
        'domainIds',
        'englishDomain',
        'functions',
        'handlerName',
        'homePage',
        'icpNumber',
        'introduction',
        'mail',
        'mobile',
        'phone',
        'postcode',
        'responsiblePerson',
        'serverIps',
        'siteCode',
        'siteName',
      ].sort(),
    );
  });
});

describe('a re-review', () => {
  it('of an own site needs its ICP number, of a red page not', () => {
    expect(found({}, 're-review')).toEqual(['/icpNumber icp-required-in-re-review']);
    expect(found({ icpNumber: '鲁ICP备11002306号-2' }, 're-review')).toEqual([]);
    expect(found({ place: 'red-page', homePage: undefined }, 're-review')).toEqual([]);
  });
});

describe('an institution', () => {
  const school = UNITS.localInstitution;
  const its = domainOf(school, { uLabel: '示例学校.公益', aLabel: 'xn--fsqr32a1tw.xn--55qw42g' });
  const known = factsOf(school, [its]);
  const foundHere = (members: Partial<SiteForm>) =>
    findingsOfForm({ form: formWith(its, members), kind: 'opening', facts: known }).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  it('uses 公益, and no word of government', () => {
    expect(foundHere({ siteName: '示例学校' })).toEqual([]);
    expect(foundHere({ siteName: '示例学校人民政府网' })).toEqual(['/siteName site-name-government-word']);
  });
});

describe('a site on this machine', () => {
  it('passes only where the test setting lets it', () => {
    const members = {
      serverIps: ['127.0.0.1'],
      englishDomain: 'slj.localhost',
      homePage: 'http://slj.localhost:8088/',
    };
    expect(found(members)).toEqual(['/serverIps/0 ip-not-public']);
    expect(found(members, 'opening', { ...facts, localSites: true })).toEqual([]);
  });
});
