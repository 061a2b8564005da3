import type { SubmittedSite } from './site-form.js';

/** How a site's home page looked to a stranger. */
export interface SeenSite {
  /** The text of `<title>`, white space collapsed, cut; absent when the page has none. */
  title?: string;
  /** HTTP status of the last answer. */
  status?: number;
  /** Where the redirects ended. */
  finalUrl?: string;
  /** The address that was connected. */
  address?: string;
  /** Why the page could not be read; see `UNREADABLE` of `@biaozhi/visit`. */
  failure?: string;
}

/** A visit to the site of a round: asked for, at work, or done with what was seen. It advises, nothing waits for it. */
export interface SiteVisit extends SeenSite {
  id: string;
  /** `submission`: the round was submitted; `person`: a reviewer asked. */
  askedBy: 'submission' | 'person';
  /** RFC 3339 */
  askedAt: string;
  state: 'QUEUED' | 'RUNNING' | 'DONE';
  /** RFC 3339 */
  finishedAt?: string;
}

/** What there is to visit: the home page of a site of one's own. A red page is ours, and is built after the review. */
export const visitedAddress = ({ place, homePage }: Pick<SubmittedSite, 'place' | 'homePage'>): string | undefined =>
  place === 'own-site' ? homePage : undefined;
