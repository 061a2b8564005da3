import { allDivisions, CENTRE, division, divisionsUnder, fullName } from './index.js';

describe('the divisions (GB/T 2260)', () => {
  it.each([
    ['370102', '历下区', 'county', '370100'],
    ['320200', '无锡市', 'prefecture', '320000'],
    ['110101', '东城区', 'county', '110000'],
    ['500101', '万州区', 'county', '500000'],
    ['500229', '城口县', 'county', '500000'],
    ['429004', '仙桃市', 'county', '420000'],
    ['419001', '济源市', 'county', '410000'],
    ['460301', '西沙区', 'county', '460300'],
    ['370000', '山东省', 'province', CENTRE],
  ])('%s is %s, a %s under %s', (code, name, level, parent) =>
    expect(division(code)).toEqual({ code, name, level, parent, real: true }),
  );

  it.each(['110100', '120100', '310100', '500100', '500200', '419000', '429000', '469000', '659000'])(
    '%s is a collective code, no government',
    (code) => expect(division(code)?.real).toBe(false),
  );

  it.each(['441900', '442000', '460400', '620200'])('%s has no counties', (code) => {
    expect(division(code)).toMatchObject({ level: 'prefecture', real: true });
    expect(divisionsUnder(code)).toEqual([]);
  });

  it.each(['990000', '370199', '130171', ''])('%j is none', (code) => expect(division(code)).toBeUndefined());

  it('are a tree: every division hangs under a real one, up to the centre', () => {
    for (const one of allDivisions()) {
      if (one.code === CENTRE) continue;
      expect(division(one.parent!)?.real).toBe(true);
      expect(divisionsUnder(one.parent!)).toContain(one);
    }
    expect(divisionsUnder(CENTRE)).toHaveLength(34);
    expect(allDivisions().filter((d) => d.level === 'prefecture')).toHaveLength(333);
    expect(allDivisions().filter((d) => d.level === 'county').length).toBeGreaterThan(2800);
  });

  it('are named with those above them', () => expect(fullName('370102')).toBe('山东省济南市历下区'));
});
