import { beside } from '../../../format.js';
import type { CaseView, Change } from './model';

/** A line of the case's data as it is shown. */
export interface Field {
  /** Where the value stands in the submitted data, and the key of its label. */
  pointer: string;
  value: string;
  /** What stood there in the round before; empty text when nothing did. */
  before?: string;
  /** The value is wide and better stands alone. */
  long: boolean;
}

/** Lines that belong together. */
export interface FieldGroup {
  key: 'unit' | 'contact' | 'site' | 'names';
  fields: Field[];
}

/** Says a coded value in words, or gives it back. */
export type InWords = (pointer: string, value: string) => string;

const SITE_GROUPS: [FieldGroup['key'], string[]][] = [
  [
    'unit',
    ['name', 'uscc', 'kind', 'administrativeFunctions', 'affiliation', 'region', 'address', 'postcode', 'functions'].map(
      (key) => `/unit/${key}`,
    ),
  ],
  ['contact', ['responsiblePerson', 'handlerName', 'mobile', 'phone', 'mail'].map((key) => `/contact/${key}`)],
  ['site', ['/siteName', '/kind', '/place', '/homePage', '/introduction', '/icpNumber', '/siteCode']],
  ['names', ['/domains', '/englishDomain', '/serverIps']],
];
const DOMAIN_GROUPS: [FieldGroup['key'], string[]][] = [
  SITE_GROUPS[0]!,
  SITE_GROUPS[1]!,
  ['names', ['/uLabel', '/aLabel', '/years']],
];
const LONG = new Set(['/unit/functions', '/introduction', '/unit/address', '/domains']);

const at = (tree: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree);

/** A value as text; a list is one line for each of its members, a domain is shown by its Chinese name first. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value === 'object') {
    const { uLabel, aLabel } = value as { uLabel?: string; aLabel?: string };
    return uLabel && aLabel ? beside(uLabel, aLabel) : JSON.stringify(value);
  }
  return String(value);
}

/**
 * The data of a case in the order in which it is judged. A domain application's own data holds the name only; unit and
 * contact are then those that the register knows today.
 */
export function groupsOf(one: CaseView, inWords: InWords): FieldGroup[] {
  const site = one.subject === 'site';
  const tree = site ? one.data : { unit: one.unit, contact: one.contact, ...one.data };
  const changes = new Map(one.difference.map((change: Change) => [change.pointer, change]));
  const say = (pointer: string, value: unknown): string => inWords(pointer, textOf(value));
  return (site ? SITE_GROUPS : DOMAIN_GROUPS).map(([key, pointers]) => ({
    key,
    fields: pointers.flatMap((pointer) => {
      const [value, change] = [at(tree, pointer), changes.get(pointer)];
      const text = say(pointer, value);
      if (!text && !change) return [];
      const before = change ? { before: say(pointer, change.before) } : {};
      return [{ pointer, value: text, long: LONG.has(pointer), ...before }];
    }),
  }));
}
