import { Unreadable, type FetchedPage, type PageFetcher } from '@biaozhi/visit';
import { allowedHosts, inspectedAddress, plain, type SiteAddresses } from '../domain/hosts.js';
import { PageTooLarge } from './bounded-tree.js';
import { judgePage, judgeSite, type InspectionFinding } from './finding.js';
import { readBadges, type PageReading } from './read-badge.js';

/** Inner pages that are looked at beside the home page. */
const INNER_PAGES = 3;
/** Endings of links that are no pages. */
const FILE = /\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|svg|ico|mp[34]|css|js|xml|json|exe|apk)$/i;

/** What one page gave: the evidence that is kept. */
export interface PageEvidence {
  url: string;
  finalUrl?: string;
  /** HTTP status of the last answer. */
  status?: number;
  /** The address that was connected. */
  address?: string;
  bytes?: number;
  /** SHA-256 of the body, hex. */
  sha256?: string;
  finding: InspectionFinding;
  /** Why the page could not be read. */
  detail?: string;
  /** The badge's markup. */
  excerpt?: string;
}

export interface SiteEvidence {
  finding: InspectionFinding;
  /** The home page first. */
  pages: PageEvidence[];
}

interface Expected extends SiteAddresses {
  code: string;
  publicId: string;
}

/** Looks at a site as a visitor comes to it: the home page, then some pages that it links to on the same host. */
export class SiteInspector {
  /** @param host `host[:port]` that serves scripts and verification pages */
  constructor(
    private readonly fetcher: Pick<PageFetcher, 'get'>,
    private readonly host: string,
  ) {}

  /** Never throws for what a site does; that is a finding. */
  async inspect(badge: Expected): Promise<SiteEvidence> {
    const allowed = allowedHosts(badge);
    const address = inspectedAddress(badge);
    if (address === undefined) return { finding: 'missing', pages: [] };
    const home = await this.page(address, badge, allowed);
    const pages = [home.evidence];
    if (home.evidence.finding === 'hung') {
      // One after the other: a small site is not to feel us.
      for (const url of innerPages(home.links, home.evidence.finalUrl ?? address)) {
        pages.push((await this.page(url, badge, allowed)).evidence);
      }
    }
    const [first, ...inner] = pages.map(({ finding }) => finding);
    return { finding: judgeSite(first!, inner), pages };
  }

  private async page(url: string, badge: Expected, allowed: readonly string[]): Promise<{ evidence: PageEvidence; links: string[] }> {
    try {
      const page = await this.fetcher.get(url);
      const reading = read(page, this.host);
      const { finding, badge: found } = judgePage(reading, badge, plain(new URL(page.finalUrl).hostname), allowed);
      return { evidence: { ...factsOf(page), finding, excerpt: found?.excerpt }, links: reading.links };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { evidence: { url, ...factsOf(error.page), finding: 'unreadable', detail: error.detail }, links: [] };
    }
  }
}

/** @throws Unreadable */
function read(page: FetchedPage, host: string): PageReading {
  try {
    return readBadges(page.text, host);
  } catch (error) {
    throw error instanceof PageTooLarge ? new Unreadable('too-large', page, error) : error;
  }
}

function factsOf<P extends Partial<FetchedPage>>({ text: _, ...facts }: P): Omit<P, 'text'> {
  return facts;
}

/** Pages on the same host, spread over the links of the home page; always the same for the same page. */
export function innerPages(links: readonly string[], home: string): string[] {
  const base = new URL(home);
  const inner = new Set<string>();
  for (const link of links) {
    if (!URL.canParse(link, base.href)) continue;
    const url = new URL(link, base);
    url.hash = '';
    if (url.origin === base.origin && url.pathname !== base.pathname && !FILE.test(url.pathname)) inner.add(url.href);
  }
  const all = [...inner];
  const picked = [0, Math.floor(all.length / 2), all.length - 1].slice(0, INNER_PAGES).map((place) => all[place]);
  return [...new Set(picked)].filter((url) => url !== undefined);
}
