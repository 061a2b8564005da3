import { v7 } from 'uuid';
import type { ReviewPoint } from '@biaozhi/contracts';
import type { Role } from '@biaozhi/workflow';
import type { Act, Actor, PointVerdict } from '../src/domain/act.js';
import type { BureauCopy, DomainCopy, SiteFacts, UnitCopy } from '../src/domain/facts.js';
import { POINTS } from '../src/domain/reasons.js';
import type { Subject } from '../src/domain/routes.js';
import { SiteApplication } from '../src/domain/site-application.js';
import type { SiteForm } from '../src/domain/site-form.js';
import '../src/domain/messages.js';
import '../src/domain/form-messages.js';

export const TODAY = '2026-11-24';
export const NOW = new Date('2026-11-24T02:00:00Z');

export const LIXIA_BUREAU: BureauCopy = {
  id: v7(),
  region: '370102',
  name: '中共济南市历下区委机构编制委员会办公室',
  level: 'county',
  paperForInstitutions: false,
  state: 'ACTIVE',
};
export const CENTRE: BureauCopy = {
  ...LIXIA_BUREAU,
  id: v7(),
  region: '100000',
  name: '中央编办电子政务中心',
  level: 'centre',
};

const unit = (members: Partial<UnitCopy>): UnitCopy => ({
  id: v7(),
  region: '370102',
  bureauId: LIXIA_BUREAU.id,
  uscc: '11370102004123454P',
  name: '济南市历下区示例局',
  kind: 'organ',
  administrativeFunctions: false,
  affiliation: 'county',
  address: '济南市历下区泺源大街1号',
  postcode: '250011',
  functions: '负责本区示例事务的管理与服务',
  state: 'ACTIVE',
  ...members,
});

/** One unit for each of the four routes, and an institution that is treated as an organ. */
export const UNITS = {
  localOrgan: unit({}),
  localInstitution: unit({ kind: 'institution', uscc: '123202004664000146', name: '无锡市示例学校' }),
  centralOrgan: unit({
    affiliation: 'central',
    region: '100000',
    uscc: '111000000000123437',
    bureauId: CENTRE.id,
    name: '示例部',
  }),
  centralInstitution: unit({
    affiliation: 'central',
    kind: 'institution',
    region: '100000',
    bureauId: CENTRE.id,
    name: '示例部信息中心',
  }),
  actingInstitution: unit({ kind: 'institution', administrativeFunctions: true, name: '济南市历下区示例管理委员会' }),
};

export const domainOf = (owner: UnitCopy, members: Partial<DomainCopy> = {}): DomainCopy => ({
  id: v7(),
  unitId: owner.id,
  uLabel: '示例局.政务',
  aLabel: 'xn--fsqr32a1tw.xn--zfr164b',
  state: 'ACTIVE',
  expiresOn: '2027-11-24',
  ...members,
});

export const factsOf = (owner: UnitCopy, domains: DomainCopy[], members: Partial<SiteFacts> = {}): SiteFacts => ({
  unit: owner,
  bureau: owner.affiliation === 'central' ? CENTRE : LIXIA_BUREAU,
  domains,
  today: TODAY,
  localSites: false,
  ...members,
});

/** A form that can be submitted by an organ with a site of its own. */
export const formWith = (domain: DomainCopy, members: Partial<SiteForm> = {}): SiteForm => ({
  place: 'own-site',
  siteName: '历下区示例局',
  domainIds: [domain.id],
  englishDomain: 'slj.lixia.gov.cn',
  serverIps: ['202.108.22.5'],
  introduction: '历下区示例局门户网站，公开政务信息并提供办事服务。',
  homePage: 'https://slj.lixia.gov.cn/',
  address: '济南市历下区泺源大街1号',
  postcode: '250011',
  functions: '负责本区示例事务的管理与服务',
  responsiblePerson: '王建国',
  handlerName: '李晓明',
  mobile: '13912345678',
  phone: '0531-88888888',
  mail: 'handler@lixia.gov.cn',
  commitment: true,
  ...members,
});

export const actor = (roles: Role[], members: Partial<Actor> = {}): Actor => ({
  accountId: v7(),
  name: roles.join('+'),
  roles,
  ...members,
});
export const handlerOf = (owner: UnitCopy): Actor => actor(['handler'], { unitId: owner.id });
export const bureauReviewer = actor(['bureau-reviewer'], { bureauId: LIXIA_BUREAU.id });
export const centreReviewer = actor(['bureau-reviewer'], { bureauId: CENTRE.id });
export const conacReviewer = actor(['conac-reviewer']);
export const system = actor(['system'], { accountId: 'system' });

export const act = (by: Actor, members: Partial<Act> = {}): Act => ({
  by,
  at: NOW,
  today: TODAY,
  due: { day: '2026-12-01', provisional: false },
  ...members,
});

export const allPassed = (subject: Subject = 'site'): PointVerdict[] =>
  POINTS[subject].map((point) => ({ point, result: 'passed', reasons: [] }));

export const refusing = (
  refused: ReviewPoint,
  reason: string,
  comment?: string,
  subject: Subject = 'site',
): PointVerdict[] =>
  allPassed(subject).map((verdict) =>
    verdict.point === refused
      ? { point: refused, result: 'refused', reasons: [reason], ...(comment ? { comment } : {}) }
      : verdict,
  );

/** A draft that is filled in, with all that its steps need. */
export function filledDraft(owner: UnitCopy = UNITS.localOrgan, members: Partial<SiteForm> = {}) {
  const domain = domainOf(owner);
  const facts = factsOf(owner, [domain]);
  const handler = handlerOf(owner);
  const application = SiteApplication.draft(v7(), 'opening', owner, facts.bureau, undefined, act(handler));
  application.fillIn(formWith(domain, members), act(handler));
  const submit = () => application.submit({ ...act(handler), facts }, () => Promise.resolve('2026-370102-000001'));
  const decide = (by: Actor, verdicts: PointVerdict[] = allPassed()) =>
    application.decide(act(by, { facts, verdicts }));
  return { application, facts, domain, handler, submit, decide };
}
