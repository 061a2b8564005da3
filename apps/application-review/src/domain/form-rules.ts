import { isEmail } from 'class-validator';
import type { ApplicationKind } from '@biaozhi/contracts';
import { finding, type Finding } from '@biaozhi/problem';
import {
  checkEnglishDomain,
  checkIcp,
  checkMobile,
  checkPersonName,
  checkPhone,
  checkPostcode,
  checkPublicIp,
  checkSiteCode,
  type Check,
} from '@biaozhi/standards';
import { isAlive, type SiteFacts } from './facts.js';
import { homePageFits } from './home-page.js';
import { actsAsOrgan } from './routes.js';
import { isLoopback } from './server-ips.js';
import type { SiteForm } from './site-form.js';

/** A form, and what it is checked against. */
export interface Filled {
  form: SiteForm;
  kind: ApplicationKind;
  facts: SiteFacts;
}
type FormRule = (filled: Filled) => Finding | Finding[] | undefined;

const own = ({ form }: Filled): boolean => form.place === 'own-site';
const text = (value: string | undefined): string => (value ?? '').normalize('NFC').trim();
const lengthOf = (value: string): number => [...value].length;

/** A required text of `min` to `max` characters. */
const sized =
  (field: keyof SiteForm & string, min: number, max: number): FormRule =>
  ({ form }) => {
    const value = text(form[field] as string | undefined);
    if (!value) return finding('field-required', `/${field}`);
    const length = lengthOf(value);
    return length < min || length > max ? finding('field-length', `/${field}`, { min, max }) : undefined;
  };

/** A text that a standard checks. */
const standard =
  (field: keyof SiteForm & string, check: (value: string) => Check, required = true): FormRule =>
  ({ form }) => {
    const value = text(form[field] as string | undefined);
    if (!value) return required ? finding('field-required', `/${field}`) : undefined;
    const checked = check(value);
    return checked.ok ? undefined : finding(checked.code, `/${field}`);
  };

const placeChosen: FormRule = ({ form }) => (form.place ? undefined : finding('place-required', '/place'));

/** Words that only organs may use, and heads that only national bodies may use (process.md §5.3). */
const GOVERNMENT_WORDS = ['人民政府', '政府', '监察'];
const NATIONAL_HEADS = ['中国', '中华', '国家', '全国'];

const siteNameWords: FormRule = ({ form, facts: { unit } }) => {
  const name = text(form.siteName);
  const word = actsAsOrgan(unit) ? undefined : GOVERNMENT_WORDS.find((one) => name.includes(one));
  const head = unit.affiliation === 'central' ? undefined : NATIONAL_HEADS.find((one) => name.startsWith(one));
  return [
    ...(word ? [finding('site-name-government-word', '/siteName', { word })] : []),
    ...(head ? [finding('site-name-national-head', '/siteName', { word: head })] : []),
  ];
};

const domainsOwnAndAlive: FormRule = ({ form: { domainIds }, facts }) => {
  if (!domainIds.length) return finding('domain-required', '/domainIds');
  return domainIds.flatMap((id, place): Finding[] => {
    const pointer = `/domainIds/${place}`;
    if (domainIds.indexOf(id) < place) return [finding('domain-twice', pointer)];
    const domain = facts.domains.find((one) => one.id === id);
    if (!domain) return [finding('domain-not-own', pointer)];
    return isAlive(domain, facts.today) ? [] : [finding('domain-not-alive', pointer, { name: domain.uLabel })];
  });
};

/** 党政机关网站的中文域名须以“.政务”结尾 (process.md §5.3); the main one decides. */
const mainSuffixOfOrgans: FormRule = ({ form: { domainIds }, facts }) => {
  const main = facts.domains.find((domain) => domain.id === domainIds[0]);
  if (!main || !actsAsOrgan(facts.unit)) return undefined;
  return /\.政务(\.cn)?$/.test(main.uLabel) ? undefined : finding('domain-suffix-of-organs', '/domainIds/0');
};

const englishDomain: FormRule = (filled) => {
  if (!own(filled)) return undefined;
  const value = text(filled.form.englishDomain).toLowerCase();
  if (!value) return finding('english-domain-required', '/englishDomain');
  const checked = checkEnglishDomain(value);
  return checked.ok ? undefined : finding(checked.code, '/englishDomain');
};

const serverIps: FormRule = (filled) => {
  if (!own(filled)) return undefined;
  const ips = filled.form.serverIps.map(text);
  if (!ips.length) return finding('server-ip-required', '/serverIps');
  return ips.flatMap((ip, place): Finding[] => {
    const pointer = `/serverIps/${place}`;
    if (ips.indexOf(ip) < place) return [finding('server-ip-twice', pointer)];
    if (filled.facts.localSites && isLoopback(ip)) return [];
    const checked = checkPublicIp(ip);
    return checked.ok ? [] : [finding(checked.code, pointer)];
  });
};

/** ICP filing comes after the opening (process.md §3.2), so only an opened site has a number to give. */
const icpNumber: FormRule = (filled) => {
  const missing = !text(filled.form.icpNumber);
  if (missing && filled.kind === 're-review' && own(filled)) return finding('icp-required-in-re-review', '/icpNumber');
  return standard('icpNumber', checkIcp, false)(filled);
};

const homePage: FormRule = (filled) => {
  const value = text(filled.form.homePage);
  if (!value) return own(filled) ? finding('home-page-required', '/homePage') : undefined;
  const names = filled.form.domainIds.flatMap(
    (id) => filled.facts.domains.find((domain) => domain.id === id)?.aLabel ?? [],
  );
  const english = own(filled) ? text(filled.form.englishDomain).toLowerCase() : '';
  const fit = homePageFits(value, english ? [...names, english] : names);
  return fit === 'fits' ? undefined : finding(fit, '/homePage');
};

const mail: FormRule = ({ form }) => {
  const value = text(form.mail);
  if (!value) return finding('field-required', '/mail');
  return isEmail(value) ? undefined : finding('mail-form', '/mail');
};

const commitment: FormRule = ({ form }) =>
  form.commitment ? undefined : finding('commitment-required', '/commitment');

/** Every field of the form (process.md §5.3), in the order in which it is filled in. */
export const FORM_RULES: readonly FormRule[] = [
  placeChosen,
  sized('siteName', 2, 60),
  siteNameWords,
  domainsOwnAndAlive,
  mainSuffixOfOrgans,
  englishDomain,
  serverIps,
  icpNumber,
  standard('siteCode', checkSiteCode, false),
  homePage,
  sized('introduction', 10, 500),
  sized('address', 5, 200),
  standard('postcode', checkPostcode),
  sized('functions', 2, 1000),
  standard('responsiblePerson', checkPersonName),
  standard('handlerName', checkPersonName),
  standard('mobile', checkMobile),
  standard('phone', checkPhone),
  mail,
  commitment,
];

/** Everything that is wrong with the form; empty when it can be submitted. Pointers name the form's fields. */
export const findingsOfForm = (filled: Filled): Finding[] => FORM_RULES.flatMap((rule) => rule(filled) ?? []);
