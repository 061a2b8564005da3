/** What leads to a site, as far as its badge knows. */
export interface SiteAddresses {
  domains: readonly { aLabel: string }[];
  englishDomain?: string;
  homePage?: string;
}

/** A host name in its ASCII form: lower case, no port, no dot at the end. */
const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9-]{1,63})*$/;

/** The host of an address; nothing for text that is none. */
export function hostOf(address: string): string | undefined {
  try {
    return plain(new URL(address).hostname);
  } catch {
    return undefined;
  }
}

/** The form in which host names are compared. */
export const plain = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/**
 * Hosts on which a badge vouches: the unit's domains by their A-labels, the English domain and the home page's host,
 * each with and without `www.`. Sorted, and only of letters, digits, hyphens and dots: they are written into a script.
 */
export function allowedHosts({ domains, englishDomain, homePage }: SiteAddresses): string[] {
  const given = [
    ...domains.map(({ aLabel }) => aLabel),
    ...(englishDomain === undefined ? [] : [englishDomain]),
    ...(homePage === undefined ? [] : [hostOf(homePage) ?? '']),
  ].map(plain);
  const bare = given.filter((host) => HOST.test(host)).map((host) => host.replace(/^www\./, ''));
  const hosts = bare.flatMap((host) => (/^[\d.]+$/.test(host) ? [host] : [host, `www.${host}`]));
  return [...new Set(hosts)].toSorted();
}

/** The site's address that is inspected: its home page, else its English domain, else its main domain. */
export function inspectedAddress({ domains, englishDomain, homePage }: SiteAddresses): string | undefined {
  if (homePage !== undefined) return homePage;
  const host = englishDomain ?? domains[0]?.aLabel;
  return host === undefined ? undefined : `http://${host}/`;
}
