import { Unreadable, type FetchedPage, type PageFetcher } from '@biaozhi/visit';
import type { SeenSite } from '../domain/site-visit.js';
import { pageTitle } from './page-title.js';

/** An address that redirects as far as it likes is kept as far as a person reads it. */
const MAX_ADDRESS = 500;

/** Looks at the home page of a site as a visitor comes to it. What a site does is never an error. */
export class SiteVisitor {
  constructor(private readonly fetcher: Pick<PageFetcher, 'get'>) {}

  async look(address: string): Promise<SeenSite> {
    try {
      const page = await this.fetcher.get(address);
      return { ...factsOf(page), title: pageTitle(page.text) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { ...factsOf(error.page), failure: error.detail };
    }
  }
}

const factsOf = ({ status, finalUrl, address }: Partial<FetchedPage>): SeenSite => ({
  status,
  finalUrl: finalUrl?.slice(0, MAX_ADDRESS),
  address,
});
