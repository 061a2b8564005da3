import {
  AccountAssigned,
  ContactChanged,
  UnitRegistered,
  BureauAdded,
  publicationOf,
  type AccountAssigned as Account,
  type AggregateData,
  type BadgeState,
  type DomainApplicationState,
  type DomainReviewState,
  type DomainState,
  type EventClass,
  type FilingState,
  type RedPageState,
  type SiteApplicationState,
} from '@biaozhi/contracts';
import { v7 } from 'uuid';

export const UNIT = v7();
export const BUREAU = v7();
export const DOMAIN_APPLICATION = v7();
const common = { unitId: UNIT, region: '370102', bureauId: BUREAU };
const lixia = { uLabel: '历下区人民政府.政务', aLabel: 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b' };
export const CODE = 'CA161000000608114740001';
export const LINK = 'http://localhost:8080/first-log-in?token=s3cr3t';

const verdicts: SiteApplicationState['verdicts'] = [
  { point: 'unit', result: 'passed', reasons: [] },
  { point: 'site-name', result: 'refused', reasons: ['site-name-misleading'] },
];

const site: Omit<SiteApplicationState, 'id'> = {
  ...common,
  number: 'W20261125-0001',
  state: 'AWAITING_PAPER',
  kind: 'opening',
  route: 'local-organ',
  round: 1,
  place: 'own-site',
  siteName: '历下区人民政府',
  domains: [lixia],
  paperRequired: true,
  stage: 'bureau',
  verdicts,
  dueDay: '2026-12-01',
};

const badge: Omit<BadgeState, 'id'> = {
  ...common,
  code: CODE,
  colour: 'red',
  publicId: 'a'.repeat(32),
  applicationId: v7(),
  state: 'ISSUED',
  place: 'own-site',
  unitName: '济南市历下区人民政府',
  siteName: '历下区人民政府',
  domains: [lixia],
  issuedOn: '2026-11-24',
  deadline: '2026-12-01',
  deadlineProvisional: false,
};

const filing: Omit<FilingState, 'id'> = {
  ...common,
  number: 'F20261125-0001',
  state: 'FAILED',
  applicationId: v7(),
  applicationNumber: 'W20261125-0001',
  place: 'own-site',
  siteName: '历下区人民政府',
  domains: [lixia],
  dataHash: 'a'.repeat(64),
  findings: [
    { item: 'letter', result: 'ok', copies: 3 },
    { item: 'form', result: 'unstamped', copies: 3 },
    { item: 'id-copy', result: 'missing', copies: 0 },
  ],
  dueDay: '2026-12-08',
};

const domain: Omit<DomainState, 'id'> = { ...common, domain: lixia, state: 'ACTIVE', registeredOn: '2026-11-24', expiresOn: '2027-11-23', daysLeft: 30 };

export const domainApplication: Omit<DomainApplicationState, 'id'> = {
  ...common,
  number: 'Y20261125-0001',
  state: 'AWAIT_PAYMENT',
  domain: lixia,
  years: 2,
  round: 1,
  fee: { id: v7(), number: 'P20261125-0001', amountFen: 40000, dueDay: '2026-12-24' },
};

const review: Omit<DomainReviewState, 'id'> = {
  ...common,
  domainApplicationId: DOMAIN_APPLICATION,
  state: 'REFUSED',
  route: 'local-organ',
  round: 1,
  stage: 'conac',
  verdicts,
  dueDay: '2026-12-01',
};

const redPage: Omit<RedPageState, 'id'> = { ...common, badgeId: v7(), state: 'PUBLISHED', host: lixia, badgeInFooter: true };
const account: Omit<Account, 'id'> = { ...common, loginName: 'lixia-0001', firstLoginLink: LINK };

const SAMPLES: Record<string, object> = {
  'site-application': site,
  badge,
  filing,
  domain,
  'domain-application': domainApplication,
  'domain-review': review,
  'red-page': redPage,
  account,
};

/** An event with sensible data. */
export function sample<E extends AggregateData>(kind: EventClass<E>, over: Partial<E> = {}): E {
  const data = { id: v7(), ...SAMPLES[publicationOf(kind as EventClass).aggregate], ...over };
  return (kind as unknown as { of(data: object): E }).of(data);
}

export const unit = (id = UNIT): UnitRegistered =>
  UnitRegistered.of({
    id,
    unitId: id,
    region: '370102',
    bureauId: BUREAU,
    uscc: '11370102004123454P',
    name: '济南市历下区人民政府',
    kind: 'organ',
    administrativeFunctions: true,
    affiliation: 'county',
    address: '山东省济南市历下区解放东路99号',
    postcode: '250014',
    functions: '主管历下区的行政工作',
    state: 'ACTIVE',
  });

export const bureau = (): BureauAdded =>
  BureauAdded.of({
    id: BUREAU,
    region: '370102',
    bureauId: BUREAU,
    name: '中共济南市历下区委机构编制委员会办公室',
    level: 'county',
    paperAddress: '山东省济南市历下区解放东路99号301室',
    paperHours: '工作日9:00—11:30、13:30—17:00',
    copiesWanted: 3,
    paperForInstitutions: false,
    state: 'ACTIVE',
  });

export const MOBILE = '13953112345';
export const MAIL = 'wangxiaoming@lixia.gov.cn';

export const contact = (over: Partial<ContactChanged> = {}): ContactChanged =>
  ContactChanged.of({
    id: UNIT,
    unitId: UNIT,
    region: '370102',
    bureauId: BUREAU,
    handlerName: '王小明',
    mobile: MOBILE,
    mail: MAIL,
    phone: '0531-88150001',
    responsiblePerson: '李大明',
    ...over,
  });

export { AccountAssigned };
