import {
  UNITS,
  TODAY,
  act,
  bureauReviewer,
  conacReviewer,
  domainOf,
  factsOf,
  formWith,
  handlerOf,
} from '../../test/builders.js';
import { difference } from './difference.js';
import type { UnitCopy } from './facts.js';
import { homePageFits } from './home-page.js';
import { preChecksOfDomain, preChecksOfSite } from './pre-checks.js';
import { staffSees, unitSees } from './scope.js';
import { submitted, type SiteForm } from './site-form.js';

describe('pre-checks of a site', () => {
  const of = (
    unit: UnitCopy,
    members: Partial<SiteForm> = {},
    others: string[] = [],
    kind: 'opening' | 're-review' = 'opening',
  ) => {
    const domain = domainOf(unit);
    const data = submitted(formWith(domain, members), kind, factsOf(unit, [domain]));
    const checks = preChecksOfSite(data, { unit, domains: [domain], today: TODAY, others });
    return Object.fromEntries(checks.map(({ code, result }) => [code.replace('pre-check-', ''), result]));
  };

  it('are all well for a proper application of a government', () => {
    expect(of({ ...UNITS.localOrgan, name: '济南市历下区人民政府' })).toEqual({
      uscc: 'ok',
      'unit-active': 'ok',
      'unit-changed': 'ok',
      duplicate: 'ok',
      'domain-alive': 'ok',
      suffix: 'ok',
      'gov-cn': 'ok',
      ip: 'ok',
      'title-unvisited': 'advice',
      'own-site': 'ok',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['county departments should not run their own site', of(UNITS.localOrgan)],
    ['an organ’s English domain is under .gov.cn', of(UNITS.localOrgan, { englishDomain: 'lixia.org.cn' })],
    ['an institution’s is not', of(UNITS.localInstitution)],
    ['another application is told', of(UNITS.localOrgan, {}, ['2026-370102-000009'])],
    ['a forum needs a permit', of(UNITS.localOrgan, { siteName: '历下论坛' })],
    ['a re-review expects ICP number and site code', of(UNITS.localOrgan, {}, [], 're-review')],
  ])('advise: %s', (_, checks) => expect(Object.values(checks)).toContain('advice'));

  it('call a wrong code a problem', () => {
    expect(of({ ...UNITS.localOrgan, uscc: '11370102004123454Q' }).uscc).toBe('problem');
    expect(of({ ...UNITS.localOrgan, state: 'ABOLISHED' })['unit-active']).toBe('problem');
  });
});

it('pre-checks of a domain look at suffix and name', () => {
  const results = (uLabel: string, taken: boolean) =>
    preChecksOfDomain(uLabel, UNITS.localInstitution, UNITS.localInstitution.name, taken).map(
      ({ code, result }) => `${code} ${result}`,
    );
  expect(results('示例学校.公益', false)).not.toEqual(expect.arrayContaining([expect.stringMatching(/problem/)]));
  expect(results('示例学校.政务', true)).toEqual(
    expect.arrayContaining(['pre-check-suffix problem', 'pre-check-label-unique problem']),
  );
});

describe('the difference to the last round', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: { b: 1 } }, { a: { b: 2 } }, [{ pointer: '/a/b', before: 1, after: 2 }]],
    [{ a: ['x'] }, { a: ['x', 'y'] }, [{ pointer: '/a', before: ['x'], after: ['x', 'y'] }]],
    [{ a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, []],
    [{}, { 'a/b': 1 }, [{ pointer: '/a~1b', after: 1 }]],
    [{ a: 1 }, {}, [{ pointer: '/a', before: 1 }]],
  ])('of %j and %j', (before, after, changes) => expect(difference(before, after)).toEqual(changes));
});

describe('a home page', () => {
  it.each([
    ['https://www.a.gov.cn/x', ['a.gov.cn'], 'fits'],
    ['https://a.gov.cn', ['www.a.gov.cn'], 'fits'],
    ['http://示例局.政务:8080/', ['xn--fsqr32a1tw.xn--zfr164b'], 'fits'],
    ['https://b.a.gov.cn', ['a.gov.cn'], 'home-page-host'],
    ['//a.gov.cn', ['a.gov.cn'], 'home-page-form'],
    ['', ['a.gov.cn'], 'home-page-form'],
  ])('%p of %j', (address, names, expected) => expect(homePageFits(address, names)).toBe(expected));
});

describe('who sees a case', () => {
  const { localOrgan } = UNITS;
  const at = (stage?: 'bureau' | 'conac' | 'third') => ({
    unitId: localOrgan.id,
    bureauId: bureauReviewer.bureauId,
    stage,
  });

  it('the bureau sees its own, CONAC what the bureau passed, nobody a draft', () => {
    expect([at(), at('bureau'), at('conac')].map((one) => staffSees(bureauReviewer, one))).toEqual([false, true, true]);
    expect([at(), at('bureau'), at('conac'), at('third')].map((one) => staffSees(conacReviewer, one))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(staffSees({ ...bureauReviewer, bureauId: undefined }, { ...at('bureau'), bureauId: undefined })).toBe(false);
    expect(staffSees(act(handlerOf(localOrgan)).by, at('bureau'))).toBe(false);
  });

  it('a handler sees the own unit’s', () => {
    expect(unitSees(handlerOf(localOrgan), at('bureau'))).toBe(true);
    expect(unitSees(handlerOf(UNITS.localInstitution), at('bureau'))).toBe(false);
    expect(unitSees({ ...handlerOf(localOrgan), unitId: undefined }, at())).toBe(false);
  });
});
