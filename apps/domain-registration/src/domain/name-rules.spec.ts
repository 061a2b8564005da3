import fc from 'fast-check';
import { allDivisions, CENTRE, checkIdn, variantFold, type Suffix } from '@biaozhi/standards';
import { callings, divisionsCalled } from './division-names.js';
import { nameFindings } from './name-rules.js';
import { ReservedNames } from './reserved-names.js';
import { RESERVED_SEED } from './reserved.js';
import { suggestionsFor } from './suggestions.js';
import type { UnitCopy } from './unit.js';

const reserved = new ReservedNames(RESERVED_SEED);
const unit = (members: Partial<UnitCopy> = {}): UnitCopy => ({
  id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11',
  name: '济南市历下区示例局',
  kind: 'organ',
  administrativeFunctions: false,
  affiliation: 'county',
  region: '370102',
  state: 'ACTIVE',
  ...members,
});
const institution = unit({ name: '济南市历下区示例中心', kind: 'institution' });
const enforcing = unit({ name: '济南市历下区示例执法大队', kind: 'institution', administrativeFunctions: true });
const central = unit({ name: '国家示例局', affiliation: 'central', region: '100000' });
const city = unit({ name: '济南市示例局', affiliation: 'prefecture', region: '370100' });
const codes = (label: string, suffix: Suffix, who: UnitCopy, names = reserved): string[] =>
  nameFindings({ label, suffix, unit: who }, names).map(({ code }) => code);

describe('a name', () => {
  it.each([
    ['an organ’s own', '示例局', '政务', unit(), []],
    ['under the longer suffix', '示例局', '政务.cn', unit(), []],
    ['an institution’s own', '示例中心', '公益', institution, []],
    ['of who serves, for who governs', '示例局', '公益', unit(), ['suffix-not-eligible']],
    ['of who governs, for who serves', '示例中心', '政务', institution, ['suffix-not-eligible']],
    ['of who governs, for an institution with administrative functions', '示例执法', '政务', enforcing, []],
    ['the division’s own', '历下区', '政务', unit(), []],
    ['the division’s own, without its kind', '历下', '政务', unit(), []],
    ['the division’s own government', '历下区人民政府', '政务', unit(), []],
    ['another division’s', '历城区', '政务', unit(), ['name-reserved-division']],
    ['another division’s, in traditional characters', '歷城區', '政务', unit(), ['name-reserved-division']],
    ['another division’s government', '历城区人民政府', '政务', unit(), ['name-reserved-division']],
    ['the upper division’s', '济南市', '政务', unit(), ['name-reserved-division']],
    ['the upper division’s government', '济南市人民政府', '政务', unit(), ['name-reserved-division']],
    ['the upper division’s government, of itself', '济南市人民政府', '政务', city, []],
    ['a lower division’s', '历下区', '政务', city, ['name-reserved-division']],
    ['a province’s', '山东省', '政务', unit(), ['name-reserved-division']],
    ['an autonomous region’s short name', '内蒙古', '政务', unit(), ['name-reserved-division']],
    ['an autonomous region’s short name', '广西', '政务', unit(), ['name-reserved-division']],
    ['an autonomous prefecture’s short name', '延边', '政务', unit(), ['name-reserved-division']],
    ['a division’s, for an institution in it', '历下区', '公益', institution, ['name-reserved-division']],
    ['one that goes on after a division’s', '济南市历下区示例局', '政务', unit(), []],
    ['a country’s', '法国', '政务', unit(), ['name-reserved-country']],
    ['a country’s, in traditional characters', '法國', '政务', unit(), ['name-reserved-country']],
    ['a country’s, of a central body', '中国', '政务', central, ['name-reserved-country', 'name-reserved-national']],
    ['one that begins like a country’s', '法国文化研究处', '政务', unit(), []],
    ['national, for a county', '全国示例', '政务', unit(), ['name-reserved-national']],
    ['national, in traditional characters', '中國示例', '政务', unit(), ['name-reserved-national']],
    ['national, of a central body so called', '国家示例局', '政务', central, []],
    ['national, of a central body not so called', '中华示例局', '政务', central, ['name-reserved-national']],
    ['of government, for an institution', '示例政府', '公益', institution, ['name-government-word']],
    ['of government, for an organ', '示例公安', '政务', unit(), []],
    ['forbidden', '示例赌博网', '政务', unit(), ['name-forbidden']],
    ['forbidden, in traditional characters', '示例賭博網', '政务', unit(), ['name-forbidden']],
    ['forbidden, with a hyphen in the word', '示例赌-博网', '政务', unit(), ['name-forbidden']],
    ['that begins with a hyphen', '-示例局', '政务', unit(), ['domain-hyphen']],
    ['with hyphens at 3 and 4', '示例--局', '政务', unit(), ['domain-hyphen']],
    ['of one character', '局', '政务', unit(), ['domain-length']],
    ['with a zero-width space', '示例\u200B局', '政务', unit(), ['domain-invisible']],
    ['in full width', '示例ＡＢ', '政务', unit(), ['domain-full-width']],
    ['in Cyrillic', '示例а', '政务', unit(), ['domain-characters']],
    ['without a Chinese character', 'shili', '政务', unit(), ['domain-no-han']],
    ['under no suffix of ours', '示例局', '中国' as Suffix, unit(), ['domain-suffix', 'suffix-not-eligible']],
    ['that breaks three rules at once', '全国赌博', '公益', unit(), ['suffix-not-eligible', 'name-reserved-national', 'name-forbidden']],
  ] as const)('%s: %s.%s', (_, label, suffix, who, expected) => expect(codes(label, suffix, who)).toEqual(expected));

  it('is counted in octets where twenty characters do not fit into 63', () => {
    const long = [...Array(20)].map((_, i) => String.fromCodePoint(0x4e00 + i * 997)).join('');
    expect([...long]).toHaveLength(20);
    expect(codes(long, '政务', unit())).toEqual(['domain-octets']);
  });
});

describe('the table of reserved names', () => {
  const source = '测试';

  it('adds a division that GB/T 2260 does not have, and frees one that is abolished', () => {
    const names = new ReservedNames([
      ...RESERVED_SEED,
      { kind: 'division', word: '示例新区', owner: '370102', reserved: true, source },
      { kind: 'division', word: '历城区', owner: '370112', reserved: false, source },
    ]);
    expect(codes('示例新区', '政务', unit(), names)).toEqual([]);
    expect(codes('示例新区', '政务', city, names)).toEqual(['name-reserved-division']);
    expect(codes('历城区', '政务', unit(), names)).toEqual([]);
  });

  it('frees a word, and is asked about traditional characters too', () => {
    expect(codes('法国', '政务', unit(), new ReservedNames([{ kind: 'country', word: '法国', reserved: false, source }]))).toEqual([]);
    expect(codes('示例局', '政务', unit(), new ReservedNames([{ kind: 'forbidden', word: '示範', reserved: true, source }]))).toEqual([]);
    expect(codes('示范局', '政务', unit(), new ReservedNames([{ kind: 'forbidden', word: '示範', reserved: true, source }]))).toEqual(['name-forbidden']);
  });

  it('reserves every division to its own organs, and to nobody else’s', () => {
    const fits = ({ name }: { name: string }) => checkIdn(name, '政务').ok;
    const wrong = allDivisions()
      .filter((one) => one.code !== CENTRE && fits(one))
      .filter(({ code, name }) => !divisionsCalled(variantFold(name)).includes(code));
    expect(wrong).toEqual([]);
  });

  it('holds the countries once each', () => {
    const countries = RESERVED_SEED.filter(({ kind }) => kind === 'country').map(({ word }) => word);
    expect(new Set(countries).size).toBe(countries.length);
    expect(countries.length).toBeGreaterThanOrEqual(195);
  });
});

it.each([
  ['历下区', ['历下区', '历下']],
  ['内蒙古自治区', ['内蒙古自治区', '内蒙古']],
  ['广西壮族自治区', ['广西壮族自治区', '广西', '广西壮族']],
  ['延边朝鲜族自治州', ['延边朝鲜族自治州', '延边', '延边朝鲜族']],
  ['积石山保安族东乡族撒拉族自治县', ['积石山保安族东乡族撒拉族自治县', '积石山', '积石山保安族东乡族撒拉族']],
  ['香港特别行政区', ['香港特别行政区', '香港']],
  ['郊区', ['郊区']],
])('%s is called %j', (name, expected) => expect(callings(name)).toEqual(expected));

describe('suggestions', () => {
  const of = (label: string, suffix: Suffix, who: UnitCopy) =>
    suggestionsFor(label, suffix, who, reserved).map((one) => `${one.label}.${one.suffix}`);

  it('are the unit’s name, its abbreviation, and the wish with the places before it', () => {
    const who = unit({ name: '济南市历下区卫生健康委员会' });
    const offered = of('卫生局', '政务', who);
    expect(offered).toEqual(
      expect.arrayContaining(['历下区卫生健康委员会.政务', '历下区卫健委.政务', '历下区卫生局.政务', '济南市卫生局.政务', '济南市历下区卫生局.政务']),
    );
    expect(offered[0]).toBe('卫生局.政务.cn');
  });

  it('are under a suffix that the unit may use', () => {
    expect(of('示例中心', '政务', institution).every((one) => /\.公益(\.cn)?$/.test(one))).toBe(true);
    expect(of('示例中心', '政务', institution)[0]).toBe('示例中心.公益');
  });

  it('never hold what was asked for, nor a name that breaks a rule, nor the same one twice', () => {
    const label = fc.array(fc.constantFrom(...'历下城区济南市法国中全示例赌博局中心-a1'), { minLength: 1, maxLength: 12 }).map((chars) => chars.join(''));
    const who = fc.constantFrom(unit(), institution, enforcing, central, city);
    const suffix = fc.constantFrom<Suffix>('政务', '公益', '政务.cn', '公益.cn');
    fc.assert(
      fc.property(label, suffix, who, (wish, under, asker) => {
        const offered = suggestionsFor(wish, under, asker, reserved);
        const names = offered.map((one) => `${one.label}.${one.suffix}`);
        expect(names).not.toContain(`${wish}.${under}`);
        expect(new Set(names).size).toBe(names.length);
        expect(offered.flatMap((one) => nameFindings({ ...one, unit: asker }, reserved))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
