import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { hasMessage, say } from '@biaozhi/problem';
import {
  IsCitizenId,
  IsDivision,
  IsDomainLabel,
  IsEnglishDomain,
  IsIcpNumber,
  IsMobile,
  IsPersonName,
  IsPhone,
  IsPostcode,
  IsPublicIp,
  IsSiteCode,
  IsUnitName,
  IsUscc,
} from './index.js';

class Particulars {
  @IsUscc() uscc: unknown;
  @IsCitizenId() citizen: unknown;
  @IsMobile() mobile: unknown;
  @IsPhone() phone: unknown;
  @IsDivision() region: unknown;
  @IsIcpNumber() icp: unknown;
  @IsSiteCode() siteCode: unknown;
  @IsPersonName() person: unknown;
  @IsUnitName() unit: unknown;
  @IsPostcode() postcode: unknown;
  @IsPublicIp({ each: true }) ips: unknown;
  @IsEnglishDomain() english: unknown;
  @IsDomainLabel() label: unknown;
}

const good = {
  uscc: '11370102004123454p',
  citizen: '11010519491231002x',
  mobile: '+86 13912345678',
  phone: '0531-86012345',
  region: '370102',
  icp: '鲁icp备2021012345号-1',
  siteCode: '1500000007',
  person: '王小明',
  unit: '示例局(本级)',
  postcode: '250014',
  ips: ['8.8.8.8', ' 2400:3200::1'],
  english: 'WWW.Lixia.gov.cn',
  label: '示例局',
};

const codesOf = (data: object): string[] =>
  validateSync(plainToInstance(Particulars, data)).flatMap((e) => Object.keys(e.constraints ?? {}));

describe('the decorators', () => {
  it('let good particulars pass and put them into their normal form', () => {
    const instance = plainToInstance(Particulars, good);
    expect(validateSync(instance)).toEqual([]);
    expect(instance).toMatchObject({
      uscc: '11370102004123454P',
      citizen: '11010519491231002X',
      mobile: '13912345678',
      icp: '鲁ICP备2021012345号-1',
      unit: '示例局（本级）',
      ips: ['8.8.8.8', '2400:3200::1'],
      english: 'www.lixia.gov.cn',
    });
  });

  it.each([
    [{ uscc: '11370102004123454Q' }, 'uscc-check-digit'],
    [{ uscc: 5 }, 'uscc-length'],
    [{ citizen: '370102199003070017' }, 'citizen-id-check-digit'],
    [{ mobile: '1391234567' }, 'mobile-form'],
    [{ phone: '010-00000000' }, 'phone-made-up'],
    [{ region: '110100' }, 'division-unknown'],
    [{ icp: '京ICP证030173号' }, 'icp-licence'],
    [{ siteCode: '9900000007' }, 'site-code-region'],
    [{ person: '王先生' }, 'person-name-title'],
    [{ unit: 'A' }, 'unit-name-form'],
    [{ postcode: '25' }, 'postcode-form'],
    [{ ips: ['8.8.8.8', '10.0.0.1'] }, 'ip-not-public'],
    [{ label: '-示例局' }, 'domain-hyphen'],
    [{ label: 7 }, 'domain-empty'],
    [{ english: 'x' }, 'english-domain-form'],
  ])('%j: exactly %s, in both languages', (bad, code) => {
    expect(codesOf({ ...good, ...bad })).toEqual([code]);
    expect(hasMessage(code)).toBe(true);
    expect(say(code, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(say(code, 'en')).toMatch(/^[A-Z]/);
  });
});
