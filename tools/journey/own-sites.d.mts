/** Web servers of units that have a site of their own. */
export interface OwnSites {
  /** Address of the home page of a host name. */
  homePage(host: string): string;
  /** Puts the pages of a host up, with a snippet before `</body>`. */
  publish(host: string, title: string, snippet: string): void;
  stop(): Promise<void>;
}

/** One process for all sites, on a free port of loopback. */
export function startOwnSites(): Promise<OwnSites>;
