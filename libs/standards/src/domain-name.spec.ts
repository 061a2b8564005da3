import fc from 'fast-check';
import { adviseGovCn, checkDomain, checkEnglishDomain, checkIdn, splitDomain, suffixFits, SUFFIXES, variantFold } from './index.js';

const outcome = (label: string, suffix = '政务') => {
  const check = checkIdn(label, suffix);
  return check.ok ? check.aLabel : check.code;
};

describe('a Chinese domain (UTS 46, RFC 5890)', () => {
  it.each([
    ['中央编办', '政务', 'xn--fiq11i8xgb87b.xn--zfr164b'],
    ['中央编办', '政务.cn', 'xn--fiq11i8xgb87b.xn--zfr164b.cn'],
    ['国家域名注册管理网', '公益.cn', 'xn--26qv4dpwd3zao4ly84ap8k9yo1zh.xn--55qw42g.cn'],
    ['网上名称管理', '公益.cn', 'xn--fhq79lut5a96e49bzzi.xn--55qw42g.cn'],
    ['历下区人民政府', '政务', 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b'],
    ['示例局', '政务', 'xn--fsqr32a1tw.xn--zfr164b'],
  ])('%s.%s is %s', (label, suffix, aLabel) => expect(outcome(label, suffix)).toBe(aLabel));

  it.each([
    ['', 'domain-empty'],
    ['局', 'domain-length'],
    ['示例局'.repeat(7), 'domain-length'],
    ['-示例局', 'domain-hyphen'],
    ['示例局-', 'domain-hyphen'],
    ['示例--局', 'domain-hyphen'],
    ['历下区人\u200b民政府', 'domain-invisible'],
    ['历下区 政府', 'domain-invisible'],
    ['历下区\u00ad政府', 'domain-invisible'],
    ['示例局ＡＢ', 'domain-full-width'],
    ['⼈民政府', 'domain-characters'],
    ['①号政府', 'domain-characters'],
    ['示例_局', 'domain-characters'],
    ['示例局А', 'domain-characters'],
    ['示例😀局', 'domain-characters'],
    ['示例Abc', 'domain-characters'],
    ['かな局', 'domain-characters'],
    ['abc', 'domain-no-han'],
  ])('%j is refused: %s', (label, code) => expect(outcome(label)).toBe(code));

  it('is refused above 63 octets though it has twenty characters', () => {
    const rare = ['龘靐齾爨', '灪麤鸞鱻', '𠀀𠂊𠃌𠄎', '𠔻𠕋𠖇𠗂', '𠘨𠙴𠚤𠛎'].join('');
    expect([...rare]).toHaveLength(20);
    expect(outcome(rare)).toBe('domain-octets');
  });

  it('is refused under a suffix that is not ours', () => expect(outcome('示例局', '中国')).toBe('domain-suffix'));

  it('may hold digits, letters and single hyphens inside', () => expect(outcome('示例-局12a')).toMatch(/^xn--/));

  it('never gives an encoded label that is longer than DNS allows', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.array(han, { minLength: 2, maxLength: 20 }), (chars) => {
        const check = checkIdn(chars.join(''), '公益.cn');
        if (check.ok) expect(check.aLabel.split('.').every((label) => label.length <= 63)).toBe(true);
        else expect(check.code).toBe('domain-octets');
      }),
    );
  });

  it.each([
    ['示例局。政务', { label: '示例局', suffix: '政务' }],
    ['示例局.政务.cn', { label: '示例局', suffix: '政务.cn' }],
    ['示例局.com', undefined],
  ])('%s is split at its suffix', (text, parts) => expect(splitDomain(text)).toEqual(parts));

  it('cannot be had beside its traditional twin', () => {
    expect(variantFold('歷下區人民政府')).toBe(variantFold('历下区人民政府'));
    expect(variantFold('历下区')).not.toBe(variantFold('历城区'));
  });

  it.each([
    ['乾隆', '干隆'],
    ['衞生局', '卫生局'],
    ['臺州', '台州'],
    ['後勤局', '后勤局'],
  ])('%s and %s are one name', (a, b) => expect(variantFold(a)).toBe(variantFold(b)));

  it('folds to a name that folds to itself', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { minLength: 1, maxLength: 20 }), (codes) => {
        const once = variantFold(String.fromCodePoint(...codes));
        expect(variantFold(once)).toBe(once);
      }),
    );
  });

  it.each(['历下区人民政府.政务', '历下区人民政府。政务', 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b', 'XN--ghq9po5iwim30cimjg4l.xn--zfr164b'])(
    '%s is read as a whole',
    (text) =>
      expect(checkDomain(text)).toMatchObject({
        ok: true,
        label: '历下区人民政府',
        suffix: '政务',
        aLabel: 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b',
      }),
  );

  it.each([
    ['示例局.com', 'domain-suffix'],
    ['xn----lb7ap02bz92a.xn--zfr164b', 'domain-hyphen'],
    ['xn--a.xn--zfr164b', 'domain-invisible'],
  ])('%s is refused: %s', (text, code) => expect(checkDomain(text)).toEqual({ ok: false, code }));
});

describe('a suffix', () => {
  it.each(
    SUFFIXES.flatMap((suffix) => [
      ['organ', false, suffix, suffix.startsWith('政务')] as const,
      ['institution', true, suffix, suffix.startsWith('政务')] as const,
      ['institution', false, suffix, suffix.startsWith('公益')] as const,
    ]),
  )('%s (administrative functions %p) under %s: %p', (kind, functions, suffix, fits) =>
    expect(suffixFits(kind, functions, suffix)).toBe(fits),
  );
});

describe('an English domain', () => {
  it.each(['www.lixia.gov.cn', 'lixia.gov.cn', 'WWW.Example.ORG'])('%s', (text) =>
    expect(checkEnglishDomain(text)).toEqual({ ok: true, value: text.toLowerCase() }),
  );
  it.each(['lixia', 'http://lixia.gov.cn', '-a.gov.cn', 'a_b.gov.cn', '历下.gov.cn', '10.0.0.1', 'xn--fsqr32a1tw.cn'])('not %s', (text) =>
    expect(checkEnglishDomain(text).ok).toBe(false),
  );
  it('of an organ should end in .gov.cn', () => {
    expect(adviseGovCn('www.lixia.gov.cn')).toBeUndefined();
    expect(adviseGovCn('www.lixiagov.cn')).toBe('english-domain-not-gov-cn');
  });
});
