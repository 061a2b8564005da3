import { ApiProblem } from '../../api/problem.js';
import { api, type Page } from '../../api/client.js';

/** What somebody wants to know: one badge, or everything about a name (a domain, or a part of a unit's name). */
export type Question = { about: 'badge'; id: string } | { about: 'name'; text: string };

/** RDAP document of a domain (RFC 9083), as far as it is shown. */
export interface DomainRecord {
  ldhName: string;
  unicodeName: string;
  status: string[];
  events: { eventAction: string; eventDate: string }[];
  /** The registrant, as a jCard (RFC 7095). */
  entities: { roles: string[]; vcardArray: [string, [string, object, string, string][]] }[];
}

/** What everybody may know of a badge. */
export interface BadgeRecord {
  /** 32 hex digits. */
  publicId: string;
  code: string;
  state: string;
  valid: boolean;
  unitName: string;
  siteName: string;
  domains: { uLabel: string; aLabel: string }[];
  /** `YYYY-MM-DD` */
  issuedOn: string;
}

/** A badge in a list of what was found. */
export type FoundBadge = Pick<BadgeRecord, 'publicId' | 'code' | 'state' | 'valid' | 'unitName' | 'siteName' | 'domains' | 'issuedOn'>;

export type Answer = { about: 'badge'; record: BadgeRecord } | { about: 'name'; text: string; domain: DomainRecord | undefined; badges: Page<FoundBadge> };

/** Fewer characters are in nearly every name. */
export const SHORTEST = 2;
const PAGE = 20;
const CODE_LENGTH = 23;
const BADGE = /^(CA\d{21}|[0-9a-f]{32})$/i;

/** Reads what was typed: a badge's code or public id, the address of a verification page, a domain, a page below it, or a name. */
export function questionOf(typed: string): Question | undefined {
  const text = typed.trim();
  const id = /[?&]id=([0-9a-f]{32})(?:&|$)/i.exec(text)?.[1] ?? BADGE.exec(text)?.[0];
  if (id) return { about: 'badge', id: id.length === CODE_LENGTH ? id.toUpperCase() : id.toLowerCase() };
  const name = nameIn(text);
  return name.length < SHORTEST ? undefined : { about: 'name', text: name };
}

/** The name without scheme, `www.`, port and path; full-width dots become dots. */
const nameIn = (text: string): string =>
  (text.replaceAll('。', '.').replace(/^https?:\/\//i, '').split(/[/?#]/)[0] ?? '').replace(/:\d+$/, '').replace(/^www\.(?=.*\.)/i, '').replace(/\.$/, '').toLowerCase();

/**
 * The answer of the registers, or nothing when they know nothing of it.
 * @throws ApiProblem when they cannot be asked
 */
export async function lookUp(question: Question): Promise<Answer | undefined> {
  if (question.about === 'badge') {
    const record = await unlessUnknown(api.get<BadgeRecord>(`/badges/public/${question.id}`, { quiet: true }));
    return record && { about: 'badge', record };
  }
  const { text } = question;
  const [domain, badges] = await Promise.all([text.includes('.') ? domainOf(text) : undefined, moreBadges(text)]);
  return domain || badges.items.length > 0 ? { about: 'name', text, domain, badges } : undefined;
}

/** Badges whose unit, site or domain has the text in its name. */
export const moreBadges = (text: string, after?: string): Promise<Page<FoundBadge>> =>
  api.get<Page<FoundBadge>>('/badges/public', { quiet: true, query: { q: text, limit: PAGE, after } });

const domainOf = (name: string): Promise<DomainRecord | undefined> =>
  unlessUnknown(api.get<DomainRecord>(`/api/domain-registration/rdap/domain/${encodeURIComponent(name)}`, { quiet: true }));

/** A name that cannot be one is as little registered as one that is free. */
const unlessUnknown = async <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    if (error instanceof ApiProblem && [400, 404, 422].includes(error.status)) return undefined;
    throw error;
  });

/** The public name of the unit that holds the domain. */
export const holderOf = ({ entities }: DomainRecord): string | undefined =>
  entities.find(({ roles }) => roles.includes('registrant'))?.vcardArray[1].find(([name]) => name === 'fn')?.[3];

/** `YYYY-MM-DD` of an RDAP event, in the registry's own time. */
export const dayOf = (record: DomainRecord, action: string): string | undefined =>
  record.events.find(({ eventAction }) => eventAction === action)?.eventDate.slice(0, 10);
