import type { Affiliation, ApplicationKind, Place, UnitKind } from '@biaozhi/contracts';
import { checkEnglishDomain, checkIcp, checkMobile, checkPhone, checkPublicIp, type Check } from '@biaozhi/standards';
import type { ContactCopy, SiteFacts, UnitCopy } from './facts.js';

/** The form while it is being filled in: anything may be missing, nothing has been checked. */
export interface SiteForm {
  /** 挂标位置 */
  place?: Place;
  /** 网站名称; the title of the site. */
  siteName?: string;
  /** Ids of own domains that lead to the site, the main one first. */
  domainIds: string[];
  /** Only with a site of its own. */
  englishDomain?: string;
  /** Only with a site of its own. */
  serverIps: string[];
  /** ICP备案号 of the site. */
  icpNumber?: string;
  /** 政府网站标识码, ten digits. */
  siteCode?: string;
  /** 网站简介 */
  introduction?: string;
  /** 网站首页网址 */
  homePage?: string;
  /** Address, postcode and functions begin as the unit registered them. */
  address?: string;
  postcode?: string;
  functions?: string;
  /** 法定代表人 / 机构负责人 */
  responsiblePerson?: string;
  /** 经办人 */
  handlerName?: string;
  mobile?: string;
  phone?: string;
  mail?: string;
  /** The tick that everything is true (承诺). */
  commitment: boolean;
}

/** The form as submitted: complete, checked, written the normal way. This is what is reviewed and what passes. */
export interface SubmittedSite {
  kind: ApplicationKind;
  unit: {
    name: string;
    uscc: string;
    kind: UnitKind;
    administrativeFunctions: boolean;
    affiliation: Affiliation;
    region: string;
    address: string;
    postcode: string;
    functions: string;
  };
  contact: { responsiblePerson: string; handlerName: string; mobile: string; phone: string; mail: string };
  place: Place;
  siteName: string;
  domains: { id: string; uLabel: string; aLabel: string }[];
  englishDomain?: string;
  serverIps: string[];
  icpNumber?: string;
  siteCode?: string;
  introduction: string;
  homePage?: string;
}

/** An empty form with what is known already. */
export const prefilled = (unit: UnitCopy, contact: ContactCopy | undefined): SiteForm => ({
  domainIds: [],
  serverIps: [],
  commitment: false,
  address: unit.address,
  postcode: unit.postcode,
  functions: unit.functions,
  ...(contact
    ? {
        responsiblePerson: contact.responsiblePerson,
        handlerName: contact.handlerName,
        mobile: contact.mobile,
        phone: contact.phone,
        mail: contact.mail,
      }
    : {}),
});

/** The form with some fields filled in anew; `null` empties one. */
export function filledIn(form: SiteForm, fields: { [K in keyof SiteForm]?: SiteForm[K] | null }): SiteForm {
  const entries = Object.entries({ ...form, ...fields }).filter(([, value]) => value !== null && value !== undefined);
  return { domainIds: [], serverIps: [], commitment: false, ...(Object.fromEntries(entries) as Partial<SiteForm>) };
}

const said = (checked: Check, typed: string): string => (checked.ok ? checked.value : typed);
const trimmed = (text: string | undefined): string => (text ?? '').normalize('NFC').trim();
const optional = (text: string | undefined, write: (text: string) => string = (same) => same): string | undefined =>
  trimmed(text) ? write(trimmed(text)) : undefined;

/** Writes a checked form the normal way. Fields of an own site do not belong to a red page and are left out there. */
export function submitted(form: SiteForm, kind: ApplicationKind, { unit, domains }: SiteFacts): SubmittedSite {
  const own = form.place === 'own-site';
  const picked = form.domainIds.flatMap((id) => domains.find((domain) => domain.id === id) ?? []);
  const { name, uscc, kind: unitKind, administrativeFunctions, affiliation, region } = unit;
  return {
    kind,
    unit: {
      name,
      uscc,
      kind: unitKind,
      administrativeFunctions,
      affiliation,
      region,
      address: trimmed(form.address),
      postcode: trimmed(form.postcode),
      functions: trimmed(form.functions),
    },
    contact: {
      responsiblePerson: trimmed(form.responsiblePerson),
      handlerName: trimmed(form.handlerName),
      mobile: said(checkMobile(trimmed(form.mobile)), trimmed(form.mobile)),
      phone: said(checkPhone(trimmed(form.phone)), trimmed(form.phone)),
      mail: trimmed(form.mail),
    },
    place: form.place ?? 'red-page',
    siteName: trimmed(form.siteName),
    domains: picked.map(({ id, uLabel, aLabel }) => ({ id, uLabel, aLabel })),
    englishDomain: own ? optional(form.englishDomain, (text) => said(checkEnglishDomain(text), text)) : undefined,
    serverIps: own ? form.serverIps.map((ip) => said(checkPublicIp(trimmed(ip)), trimmed(ip))) : [],
    icpNumber: optional(form.icpNumber, (text) => said(checkIcp(text), text)),
    siteCode: optional(form.siteCode),
    introduction: trimmed(form.introduction),
    homePage: optional(form.homePage),
  };
}
