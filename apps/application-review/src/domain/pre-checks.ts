import { catalogue } from '@biaozhi/problem';
import { adviseGovCn, checkUscc, division, splitDomain, suffixFits } from '@biaozhi/standards';
import { isAlive, type DomainCopy, type UnitCopy } from './facts.js';
import { verdict, type PreCheck } from './pre-check.js';
import { actsAsOrgan } from './routes.js';
import type { SubmittedSite } from './site-form.js';
import type { SiteVisit } from './site-visit.js';
import { visitChecks } from './visit-checks.js';

catalogue({
  'pre-check-uscc': { 'zh-CN': '统一社会信用代码校验', en: 'Unified social credit code' },
  'pre-check-unit-active': { 'zh-CN': '单位处于正常状态', en: 'The unit is active' },
  'pre-check-unit-changed': { 'zh-CN': '提交后单位名称未变更', en: 'The unit is still called as it was at submission' },
  'pre-check-duplicate': { 'zh-CN': '无其他在办或已办结的同一网站申请', en: 'No other application for the same site' },
  'pre-check-domain-alive': {
    'zh-CN': '域名属于本单位且有效：{name}',
    en: 'The domain is the unit’s own and alive: {name}',
  },
  'pre-check-suffix': { 'zh-CN': '单位可使用该域名后缀：{name}', en: 'The unit may use this suffix: {name}' },
  'pre-check-gov-cn': {
    'zh-CN': '英文域名与单位性质相符（机关应为 .gov.cn）',
    en: 'The English domain suits the unit (organs: .gov.cn)',
  },
  'pre-check-icp': { 'zh-CN': '已填写ICP备案号', en: 'The ICP number is given' },
  'pre-check-site-code': { 'zh-CN': '已填写政府网站标识码', en: 'The government site code is given' },
  'pre-check-own-site': {
    'zh-CN': '县级部门、乡镇原则上不单独建设网站',
    en: 'County departments and townships in principle run no site of their own',
  },
  'pre-check-licence': {
    'zh-CN': '网站名称含“{word}”，须有相应许可',
    en: 'The site’s name uses “{word}”, which needs a permit',
  },
  'pre-check-label-unique': { 'zh-CN': '域名未被登记或申请', en: 'Nobody else has, or applies for, the name' },
});

const unitChecks = (unit: UnitCopy, nameThen: string): PreCheck[] => [
  verdict('uscc', checkUscc(unit.uscc).ok, 'problem', { uscc: unit.uscc }),
  verdict('unit-active', unit.state === 'ACTIVE', 'problem'),
  verdict('unit-changed', unit.name === nameThen, 'advice', { then: nameThen, now: unit.name }),
];

function fits(unit: UnitCopy, uLabel: string): boolean {
  const suffix = splitDomain(uLabel)?.suffix;
  return suffix !== undefined && suffixFits(unit.kind, unit.administrativeFunctions, suffix);
}

/** Names that only bodies with a permit may use (process.md §5.3); a permit cannot be seen from here. */
const LICENSED_WORDS = ['新闻网', '论坛'];

/** What a site's form is compared with. */
export interface KnownOfSite {
  unit: UnitCopy;
  domains: readonly DomainCopy[];
  today: string;
  /** Numbers of the unit's other applications for the same domains. */
  others: readonly string[];
  /** The last visit to the site. */
  visit?: SiteVisit;
}

/** What the reviewer of a site is shown. */
export function preChecksOfSite(site: SubmittedSite, known: KnownOfSite): PreCheck[] {
  const { kind, place, siteName, domains, englishDomain, icpNumber, siteCode, unit: then } = site;
  const { unit, today, others } = known;
  const ownSite = place === 'own-site';
  const level = division(unit.region)?.level;
  const word = LICENSED_WORDS.find((one) => siteName.includes(one));
  return [
    ...unitChecks(unit, then.name),
    verdict('duplicate', !others.length, 'advice', { others: [...others] }),
    ...domains.flatMap(({ id, uLabel }) => {
      const alive = known.domains.some((domain) => domain.id === id && isAlive(domain, today));
      return [
        verdict('domain-alive', alive, 'problem', { name: uLabel }),
        verdict('suffix', fits(unit, uLabel), 'advice', { name: uLabel }),
      ];
    }),
    ...(ownSite
      ? [
          verdict('gov-cn', actsAsOrgan(unit) === (adviseGovCn(englishDomain ?? '') === undefined), 'advice', {
            name: englishDomain,
          }),
        ]
      : []),
    ...visitChecks(site, known.visit),
    ...(kind === 're-review'
      ? [verdict('icp', !!icpNumber, 'advice'), verdict('site-code', !!siteCode, 'advice')]
      : []),
    ...(ownSite && (unit.affiliation === 'township' || (unit.affiliation === 'county' && level === 'county'))
      ? [verdict('own-site', /人民政府/.test(unit.name) && unit.affiliation === 'county', 'advice')]
      : []),
    ...(word ? [verdict('licence', false, 'advice', { word })] : []),
  ];
}

/** What the reviewer of a domain is shown. `taken`: whether another unit has, or applies for, the name. */
export const preChecksOfDomain = (uLabel: string, unit: UnitCopy, nameThen: string, taken: boolean): PreCheck[] => [
  ...unitChecks(unit, nameThen),
  verdict('label-unique', !taken, 'problem', { name: uLabel }),
  verdict('suffix', fits(unit, uLabel), 'problem', { name: uLabel }),
];
