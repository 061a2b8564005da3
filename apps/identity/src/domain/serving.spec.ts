import { allDivisions, division, fullName } from '@biaozhi/standards';
import { bureauFindings } from './bureau.js';
import { fitsTogether, servedAs, servedFindings, usuallyServed } from './serving.js';
import { usualBureau } from './usual-bureau.js';

describe('the bureau of a unit', () => {
  it('is looked for under affiliation and division, for central units under the centre', () => {
    expect(servedAs('county', '370102')).toEqual({ affiliation: 'county', region: '370102' });
    expect(servedAs('central', '370102')).toEqual({ affiliation: 'central', region: '100000' });
  });

  it.each([
    ['central', '100000', true],
    ['central', '370102', true],
    ['province', '370000', true],
    ['province', '370100', false],
    ['prefecture', '370100', true],
    ['prefecture', '370102', false],
    // 市辖区 of a municipality is no government of its own; its districts are.
    ['prefecture', '110100', false],
    ['county', '110101', true],
    ['county', '370102', true],
    ['county', '370100', false],
    // Run by the province itself: 仙桃.
    ['county', '429004', true],
    ['township', '370102', true],
    ['township', '370100', false],
    // Prefectures without counties.
    ['township', '441900', true],
    ['township', '442000', true],
    ['township', '460400', true],
    ['township', '620200', true],
    ['county', '999999', false],
  ] as const)('%s in %s: %s', (affiliation, region, fits) => expect(fitsTogether(affiliation, region)).toBe(fits));

  it('is found for every unit that can be: each fitting pair is served by the usual bureau of one division', () => {
    const pairs = allDivisions().flatMap((one) =>
      usuallyServed(one).map(({ affiliation, region }) => `${affiliation} ${region}`),
    );
    expect(new Set(pairs).size).toBe(pairs.length);
    const served = new Set(pairs);
    const left = allDivisions().flatMap(({ code }) =>
      (['central', 'province', 'prefecture', 'county', 'township'] as const)
        .filter((affiliation) => fitsTogether(affiliation, code))
        .map((affiliation) => servedAs(affiliation, code))
        .filter(({ affiliation, region }) => !served.has(`${affiliation} ${region}`)),
    );
    expect(left).toEqual([]);
  });

  it('serves each pair once, and only what can be', () => {
    const serves = [
      { affiliation: 'county', region: '370102' },
      { affiliation: 'county', region: '370102' },
      { affiliation: 'county', region: '370100' },
      { affiliation: 'central', region: '370000' },
    ] as const;
    expect(servedFindings(serves).map(({ code, pointer }) => [code, pointer])).toEqual([
      ['served-twice', '/serves/1'],
      ['region-does-not-fit-affiliation', '/serves/2/region'],
      ['region-does-not-fit-affiliation', '/serves/3/region'],
    ]);
  });
});

describe('a bureau', () => {
  it.each([
    ['100000', '中央机构编制委员会办公室电子政务中心'],
    ['370000', '中共山东省委机构编制委员会办公室'],
    ['370100', '中共济南市委机构编制委员会办公室'],
    ['370102', '中共济南市历下区委机构编制委员会办公室'],
    ['110101', '中共东城区委机构编制委员会办公室'],
  ])('of %s is usually called %s', (code, name) => expect(usualBureau(division(code)!).name).toBe(name));

  it('has the level of its division, and one above unless it is the centre', () => {
    expect(bureauFindings({ level: 'county', region: '370102', parentId: 'p' })).toEqual([]);
    expect(bureauFindings({ level: 'centre', region: '100000' })).toEqual([]);
    expect(bureauFindings({ level: 'prefecture', region: '370102' }).map(({ code }) => code)).toEqual([
      'bureau-level-not-of-region',
      'bureau-parent-unknown',
    ]);
  });

  it('takes paper at a place that its name leads to', () => {
    expect(usualBureau(division('370102')!).paperAddress).toContain('历下区');
    expect(fullName('370102')).toContain('历下区');
  });
});
