import fc from 'fast-check';
import {
  allDivisions,
  checkCitizenId,
  checkIcp,
  checkMobile,
  checkPersonName,
  checkPhone,
  checkSiteCode,
  checkUnitName,
  checkUscc,
  citizenIdCheck,
  hasSmsSignature,
  organisationCheck,
  smsParts,
  usccCheck,
  yuan,
} from './index.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const outcome = (check: { ok: true; value: string } | { ok: false; code: string }) => (check.ok ? 'ok' : check.code);

describe('a unified social credit code (GB 32100-2015)', () => {
  it.each([
    ['91350100M000100Y43', 'business'],
    ['11370102004123454P', 'organ'],
    ['123202004664000146', 'institution'],
    ['11370000004500010K', 'organ'],
    ['111000000000123437', 'organ'],
    ['131000005000008834', 'mass-organisation'],
    ['5137000050001234XN', 'social'],
    ['52370102MJD1234096', 'social'],
    ['113701020046002140', 'organ'],
    ['11370102004800080L', 'organ'],
    ['11370102004123454p', 'organ'],
    [' 1137 0102 0041 2345 4P ', 'organ'],
  ])('%s is valid: %s', (text, kind) => {
    expect(checkUscc(text)).toEqual({ ok: true, value: text.replace(/\s/g, '').toUpperCase(), kind });
  });

  it.each([
    ['11370102004123454Q', 'uscc-check-digit'],
    ['11370102040123454P', 'uscc-organisation-check'],
    ['11370102O04123454P', 'uscc-characters'],
    ['11370102004123454', 'uscc-length'],
    ['91110108MA01ABCD5X', 'uscc-check-digit'],
    ['', 'uscc-length'],
    ['11990102004123454P', 'uscc-region'],
    ['113A0102004123454P', 'uscc-region'],
  ])('%s is refused: %s', (text, code) => expect(outcome(checkUscc(text))).toBe(code));

  it('has the check character 0 when the sum is divisible by 31', () => {
    expect(usccCheck('11370102004600214')).toBe('0');
  });

  it.each([
    ['00412345', '4'],
    ['50001234', 'X'],
    ['00480008', '0'],
  ])('has an organisation code inside: %s → %s (GB 11714)', (first, digit) => expect(organisationCheck(first)).toBe(digit));

  const anyUscc = fc
    .tuple(
      fc.constantFrom('11', '12', '13', '51'),
      fc.constantFrom(...allDivisions().map(({ code }) => code)),
      fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
    )
    .map(([head, region, org]) => {
      const first = head + region + org.join('') + organisationCheck(org.join(''));
      return first + usccCheck(first);
    });

  it('holds for every code that is made by the standard, and for none with one character changed', () => {
    fc.assert(
      fc.property(anyUscc, fc.nat({ max: 17 }), fc.constantFrom(...ALPHABET), (code, at, char) => {
        expect(checkUscc(code).ok).toBe(true);
        fc.pre(code[at] !== char);
        expect(checkUscc(code.slice(0, at) + char + code.slice(at + 1)).ok).toBe(false);
      }),
    );
  });
});

describe('a citizen ID number (GB 11643-1999)', () => {
  const today = '2026-11-25';
  it.each(['11010519491231002X', '440524188001010014', '370102199003070016', '370102198802291232', '11010519491231002x'])(
    '%s is valid',
    (text) => expect(checkCitizenId(text, today)).toEqual({ ok: true, value: text.toUpperCase() }),
  );

  it.each([
    ['370102199003070017', 'citizen-id-check-digit'],
    ['110101199002300014', 'citizen-id-date'],
    ['990101199001010019', 'citizen-id-region'],
    ['100000199001010019', 'citizen-id-region'],
    ['370102209901010011', 'citizen-id-date'],
    ['130503670401001', 'citizen-id-form'],
  ])('%s is refused: %s', (text, code) => expect(outcome(checkCitizenId(text, today))).toBe(code));

  it('has the check character of the worked example', () => expect(citizenIdCheck('37010219900307001')).toBe('6'));
});

describe('a mobile number', () => {
  it.each(['13912345678', '+86 139 1234 5678', '8613912345678', '0086-139-1234-5678', '17012345678'])('%s', (text) => {
    expect(outcome(checkMobile(text))).toBe('ok');
    expect(checkMobile(text)).toMatchObject({ value: expect.stringMatching(/^1\d{10}$/) });
  });
  it.each(['12345678901', '1391234567', '139123456789', '', '0531-88888888'])('not %s', (text) =>
    expect(outcome(checkMobile(text))).toBe('mobile-form'),
  );
});

describe('a landline', () => {
  it.each([
    ['0531-88888888', 'ok'],
    ['0531-86012345-801', 'ok'],
    ['010-63092345', 'ok'],
    ['010-00000000', 'phone-made-up'],
    ['88888888', 'phone-form'],
    ['0531 88888888', 'phone-form'],
  ])('%s: %s', (text, code) => expect(outcome(checkPhone(text))).toBe(code));
});

describe('a name', () => {
  it.each([
    ['王小明', 'ok'],
    ['阿卜杜拉·买买提', 'ok'],
    ['阿卜杜拉•买买提', 'ok'],
    ['王先生', 'person-name-title'],
    ['王1', 'person-name-form'],
    ['Wang', 'person-name-form'],
    ['王', 'person-name-form'],
    ['·王', 'person-name-form'],
  ])('of a person: %s: %s', (text, code) => expect(outcome(checkPersonName(text))).toBe(code));

  it.each([
    ['济南市历下区人民政府', 'ok'],
    ['济南市第12中学', 'ok'],
    ['A局', 'unit-name-form'],
    ['局', 'unit-name-form'],
  ])('of a unit: %s: %s', (text, code) => expect(outcome(checkUnitName(text))).toBe(code));

  it('of a unit gets full-width brackets', () => {
    expect(checkUnitName('示例局(本级)')).toEqual({ ok: true, value: '示例局（本级）' });
  });
});

describe('an ICP filing number', () => {
  it.each(['京ICP备13012430号-6', '赣ICP备11002306号', '鲁ICP备2021012345号-1', '京icp备13012430号'])('%s', (text) =>
    expect(outcome(checkIcp(text))).toBe('ok'),
  );
  it.each([
    ['京ICP备12345号', 'icp-form'],
    ['辽ICP06018765', 'icp-form'],
    ['京ICP证030173号', 'icp-licence'],
  ])('not %s: %s', (text, code) => expect(outcome(checkIcp(text))).toBe(code));
});

describe('a government site code', () => {
  it.each([
    ['1500000007', 'ok'],
    ['1304000009', 'ok'],
    ['3609220011', 'ok'],
    ['150000000', 'site-code-form'],
    ['9900000007', 'site-code-region'],
  ])('%s: %s', (text, code) => expect(outcome(checkSiteCode(text))).toBe(code));
});

describe('a short message', () => {
  it.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('of %i units has %i parts', (length, parts) => expect(smsParts('字'.repeat(length))).toBe(parts));
});

describe('the text of a short message', () => {
  it('of the process is two parts', () => {
    const text =
      '【域名注册管理中心】您单位网站“历下区人民政府”开办申请已通过审核,标识已生成,请登录系统获取代码,并于2026年12月1日前加挂在网站所有页面底部中间显著位置。';
    expect(text).toHaveLength(81);
    expect(smsParts(text)).toBe(2);
    expect(hasSmsSignature(text)).toBe(true);
  });
  it('is never cut inside a character', () => expect(smsParts('字'.repeat(66) + '𠮷' + '字'.repeat(66))).toBe(3));
  it.each(['通知【域名注册管理中心】', '【局】通知', `【${'局'.repeat(19)}】通知`])('%s has no signature', (text) =>
    expect(hasSmsSignature(text)).toBe(false),
  );
});

it('writes an amount in yuan', () => expect(yuan(20000)).toBe('200.00'));
