import type { BadgeState } from '@biaozhi/contracts';
import { allowedHosts } from './hosts.js';

/** What everybody may know of a badge: the verification page shows it. No person is in it. */
export interface PublicBadge {
  /** 32 hex digits. */
  publicId: string;
  /** 标识代码 */
  code: string;
  state: BadgeState['state'];
  colour: BadgeState['colour'];
  unitName: string;
  unitKind: 'organ' | 'institution';
  address: string;
  /** 机构职能 */
  functions: string;
  siteName: string;
  domains: readonly { uLabel: string; aLabel: string }[];
  englishDomain?: string;
  homePage?: string;
  /** Name of the bureau that issued it; nothing: CONAC, or a bureau whose name has not arrived yet. */
  bureauName?: string;
  issuer: 'bureau' | 'conac';
  /** `YYYY-MM-DD` */
  issuedOn: string;
  /** When the inspector last looked, RFC 3339. */
  lastCheckedAt?: string;
}

/** What a badge is found by. */
type Keys = Pick<PublicBadge, 'publicId' | 'code'>;

/** The order in which the rest of a badge is packed; names would take half of the memory. */
const FIELDS = [
  'state',
  'colour',
  'unitName',
  'unitKind',
  'address',
  'functions',
  'siteName',
  'domains',
  'englishDomain',
  'homePage',
  'bureauName',
  'issuer',
  'issuedOn',
  'lastCheckedAt',
] as const satisfies readonly Exclude<keyof PublicBadge, keyof Keys>[];

/** A badge without its keys as compact text. */
export const pack = (badge: PublicBadge): string => JSON.stringify(FIELDS.map((field) => badge[field] ?? null));

/** A badge from its keys and the compact text of the rest. */
export function unpack(text: string, keys: Keys): PublicBadge {
  const values = JSON.parse(text) as unknown[];
  const known = FIELDS.map((field, place) => [field, values[place]] as const).filter(([, value]) => value !== null);
  return { ...keys, ...Object.fromEntries(known) } as unknown as PublicBadge;
}

/** Whether the badge vouches for its site now. */
export const vouches = ({ state }: Pick<PublicBadge, 'state'>): boolean => state !== 'SUSPENDED' && state !== 'REVOKED';

/** The hosts that it vouches on. */
export const hostsOf = (badge: PublicBadge): string[] => allowedHosts(badge);
