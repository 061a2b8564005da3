import { catalogue } from '@biaozhi/problem';
import { REVIEW_POINTS, type ReviewPoint } from '@biaozhi/contracts';
import type { Subject } from './routes.js';

/** What a reviewer judges, by subject. A domain application has no site name. */
export const POINTS: Record<Subject, readonly ReviewPoint[]> = {
  site: REVIEW_POINTS,
  domain: ['unit', 'contact', 'domain-name'],
};

/** The reason that needs the reviewer's own words. */
export const OTHER = 'other';
/** How many characters those words have at least. */
export const OTHER_WORDS = 5;

/** Catalogue of reasons to refuse a point (process.md §5.4); the code travels on the bus, the sentence is read by people. */
export const REASONS = catalogue({
  'reason-name-differs': {
    'zh-CN': '单位名称与印章或机构编制名册不一致',
    en: 'The unit’s name differs from its seal or from the roster',
  },
  'reason-not-on-roster': { 'zh-CN': '单位不在机构编制名册内', en: 'The unit is not on the roster of bodies' },
  'reason-unit-not-eligible': {
    'zh-CN': '单位不具备使用该后缀域名的资格',
    en: 'The unit is not eligible for this suffix',
  },
  'reason-duplicate': { 'zh-CN': '重复申请', en: 'The application is a duplicate' },
  'reason-own-site-unjustified': {
    'zh-CN': '县级部门、乡镇原则上不单独建设网站，理由不充分',
    en: 'A county department or township should not run a site of its own; no sufficient grounds',
  },
  'reason-contact-not-in-service': {
    'zh-CN': '联系人不是本单位在职人员',
    en: 'The contact is not in service of the unit',
  },
  'reason-contact-unreachable': { 'zh-CN': '联系人无法联系', en: 'The contact cannot be reached' },
  'reason-site-name-misleading': {
    'zh-CN': '网站名称易引起误解或与职能不符',
    en: 'The site’s name misleads or does not fit the unit’s functions',
  },
  'reason-site-name-not-title': {
    'zh-CN': '网站名称与网站标题不一致',
    en: 'The site’s name is not the title of the site',
  },
  'reason-introduction-empty': {
    'zh-CN': '网站简介空泛或系抄录',
    en: 'The introduction says nothing, or is copied',
  },
  'reason-domain-not-own': {
    'zh-CN': '域名不属于本单位或已过期',
    en: 'The domain is not the unit’s own, or has expired',
  },
  'reason-domain-name-unfit': {
    'zh-CN': '域名与单位名称或职能不符',
    en: 'The domain name does not fit the unit’s name or functions',
  },
  'reason-english-not-gov-cn': {
    'zh-CN': '英文域名未使用 .gov.cn',
    en: 'The English domain is not under .gov.cn',
  },
  'reason-ip-not-public': { 'zh-CN': '服务器IP地址不是公网地址', en: 'A server’s IP address is not public' },
  [OTHER]: { 'zh-CN': '其他（请说明）', en: 'Other (say which)' },
});

export type ReasonCode = keyof typeof REASONS;

/** Which reasons fit which point. */
export const REASONS_OF: Record<ReviewPoint, readonly ReasonCode[]> = {
  unit: [
    'reason-name-differs',
    'reason-not-on-roster',
    'reason-unit-not-eligible',
    'reason-duplicate',
    'reason-own-site-unjustified',
    OTHER,
  ],
  contact: ['reason-contact-not-in-service', 'reason-contact-unreachable', OTHER],
  'site-name': ['reason-site-name-misleading', 'reason-site-name-not-title', 'reason-introduction-empty', OTHER],
  'domain-name': [
    'reason-domain-not-own',
    'reason-domain-name-unfit',
    'reason-unit-not-eligible',
    'reason-english-not-gov-cn',
    'reason-ip-not-public',
    OTHER,
  ],
};

/** The points, with what each is called. */
export const POINT_NAMES = catalogue({
  'point-unit': { 'zh-CN': '单位资质', en: 'Unit' },
  'point-contact': { 'zh-CN': '联系人', en: 'Contact' },
  'point-site-name': { 'zh-CN': '网站名称', en: 'Site name' },
  'point-domain-name': { 'zh-CN': '域名名称', en: 'Domain name' },
});
