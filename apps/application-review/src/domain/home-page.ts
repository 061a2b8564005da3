import { domainToASCII } from 'node:url';

/**
 * Whether an address can be the home page of a site with these names: http or https, and its host is one of the names,
 * with or without `www.`.
 * @param names A-labels and English names, lower case
 */
export function homePageFits(address: string, names: readonly string[]): 'fits' | 'home-page-form' | 'home-page-host' {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return 'home-page-form';
  const bare = (host: string): string => host.replace(/\.$/, '').replace(/^www\./, '');
  const host = bare(domainToASCII(url.hostname));
  return names.some((name) => bare(name) === host) ? 'fits' : 'home-page-host';
}
