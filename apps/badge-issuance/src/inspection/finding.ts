import type { Outcome } from '../domain/badge.js';
import type { FoundBadge, PageReading } from './read-badge.js';

/** What was found of a badge on a page or a site. */
export const FINDINGS = [
  'hung',
  /** Nothing of ours is on the page. */
  'missing',
  /** The badge of another site is on it. */
  'wrong-code',
  /** It is there, but markup hides it. */
  'hidden',
  /** It is there, but not at the bottom of the page. */
  'misplaced',
  /** The home page has it, an inner page has not. */
  'partial',
  /** The address led to a host that is not the site's. */
  'foreign-host',
  /** The page could not be read. */
  'unreadable',
] as const;
export type InspectionFinding = (typeof FINDINGS)[number];

/** A badge is at the bottom when a visitor reads no more than this after it: the line of a filing number, an address. */
export const TEXT_AFTER_BADGE = 400;

/** Judges one page. */
export function judgePage(
  { badges }: PageReading,
  expected: { code: string; publicId: string },
  host: string,
  allowed: readonly string[],
): { finding: InspectionFinding; badge?: FoundBadge } {
  if (!allowed.includes(host)) return { finding: 'foreign-host' };
  const own = badges.filter(({ code, publicId }) => code === expected.code || publicId === expected.publicId);
  const best = own.find((badge) => badge.visible && isAtBottom(badge)) ?? own[0];
  if (!best) return badges[0] ? { finding: 'wrong-code', badge: badges[0] } : { finding: 'missing' };
  if (!best.visible) return { finding: 'hidden', badge: best };
  return { finding: isAtBottom(best) ? 'hung' : 'misplaced', badge: best };
}

const isAtBottom = ({ textAfter }: FoundBadge): boolean => textAfter <= TEXT_AFTER_BADGE;

/** Judges a site by its home page and the inner pages that could be read. All pages must carry the badge. */
export function judgeSite(home: InspectionFinding, inner: readonly InspectionFinding[]): InspectionFinding {
  if (home !== 'hung') return home;
  return inner.some((finding) => finding !== 'hung' && finding !== 'unreadable' && finding !== 'foreign-host') ? 'partial' : 'hung';
}

/** What a finding means for the badge. */
export function outcomeOf(finding: InspectionFinding): Outcome {
  if (finding === 'hung' || finding === 'wrong-code') return finding;
  return finding === 'unreadable' ? 'unknown' : 'missing';
}
