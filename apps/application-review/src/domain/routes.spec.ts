import { UNITS } from '../../test/builders.js';
import { CHAINS, followersOf, needsPaper, routeOf, stageAfter } from './routes.js';

describe('the route of a unit', () => {
  it.each([
    ['local organ', UNITS.localOrgan, 'local-organ'],
    ['local institution', UNITS.localInstitution, 'local-institution'],
    ['central organ', UNITS.centralOrgan, 'central-organ'],
    ['central institution', UNITS.centralInstitution, 'central-institution'],
    ['institution with administrative functions', UNITS.actingInstitution, 'local-organ'],
    ['unit of a ministry that sits in a county', { ...UNITS.centralOrgan, region: '370102' }, 'central-organ'],
    [
      'central institution with administrative functions',
      { ...UNITS.centralInstitution, administrativeFunctions: true },
      'central-organ',
    ],
  ] as const)('of a %s', (_, unit, route) => expect(routeOf(unit)).toBe(route));
});

describe('the chains of process.md §3', () => {
  it.each([
    ['local-organ', ['bureau', 'conac'], ['bureau', 'conac'], true, true],
    ['local-institution', ['bureau', 'conac'], ['bureau', 'conac'], false, true],
    ['central-organ', ['bureau', 'conac', 'third'], ['bureau', 'conac'], true, true],
    ['central-institution', ['conac'], ['conac'], false, false],
  ] as const)('%s', (route, site, domain, paper, paperWhenWanted) => {
    expect(CHAINS[route].site).toEqual(site);
    expect(CHAINS[route].domain).toEqual(domain);
    expect(needsPaper(route, false)).toBe(paper);
    expect(needsPaper(route, true)).toBe(paperWhenWanted);
  });

  it('never lead from a stage to itself, and end', () => {
    expect(stageAfter('site', 'central-organ', 'third')).toBeUndefined();
    expect(followersOf('site', 'bureau')).toEqual(['conac']);
    expect(followersOf('site', 'conac')).toEqual([undefined, 'third']);
    expect(followersOf('domain', 'conac')).toEqual([undefined]);
  });
});
