import { catalogue, type Message } from '@biaozhi/problem';
import { checkPublicIp } from '@biaozhi/standards';
import { homePageFits } from './home-page.js';
import { verdict, type PreCheck } from './pre-check.js';
import { isLoopback } from './server-ips.js';
import type { SubmittedSite } from './site-form.js';
import { visitedAddress, type SeenSite, type SiteVisit } from './site-visit.js';

/** Why a page could not be read, in words. */
const FAILURES: Record<string, [chinese: string, english: string]> = {
  refused: ['地址不是公网地址', 'its address is not a public one'],
  redirects: ['跳转过多', 'too many redirects'],
  'too-large': ['页面过大', 'the page is too large'],
  timeout: ['访问超时', 'it took too long'],
  status: ['服务器返回错误', 'the server answered with an error'],
  'no-html': ['不是网页', 'it is no web page'],
  encoding: ['编码无法识别', 'its encoding is unknown'],
  tls: ['证书有误', 'its certificate is not valid'],
  unreachable: ['无法连接', 'it could not be reached'],
};

catalogue({
  'pre-check-ip': { 'zh-CN': '服务器IP为公网地址：{addresses}', en: 'The server addresses are public: {addresses}' },
  'pre-check-ip-connected': {
    'zh-CN': '访问网站时连接到{address}，不在申报的服务器IP之中',
    en: 'The site answered from {address}, which is not among the server addresses given',
  },
  'pre-check-home-page-moved': {
    'zh-CN': '网站首页跳转到了其他域名：{finalUrl}',
    en: 'The home page leads to another domain: {finalUrl}',
  },
  'pre-check-title': {
    'zh-CN': '网站标题与网站名称一致：{title}',
    en: 'The title of the site is the site’s name: {title}',
  },
  'pre-check-title-differs': {
    'zh-CN': '网站标题“{title}”与网站名称“{siteName}”不一致',
    en: 'The title of the site, “{title}”, is not the site’s name, “{siteName}”',
  },
  'pre-check-title-missing': {
    'zh-CN': '网站首页没有标题，应为网站名称“{siteName}”',
    en: 'The home page has no title; it should be the site’s name, “{siteName}”',
  },
  'pre-check-title-waiting': {
    'zh-CN': '正在访问网站，核对标题与网站名称',
    en: 'The site is being visited, to compare its title with the site’s name',
  },
  'pre-check-title-unvisited': {
    'zh-CN': '尚未访问网站，标题与网站名称未核对',
    en: 'The site has not been visited; its title has not been compared with the site’s name',
  },
  ...Object.fromEntries(
    Object.entries(FAILURES).map(([why, [chinese, english]]): [string, Message] => [
      `pre-check-title-${why}`,
      {
        'zh-CN': `网站暂时无法打开（${chinese}），标题与网站名称未核对`,
        en: `The site cannot be opened yet (${english}); its title has not been compared with the site’s name`,
      },
    ]),
  ),
});

/** What can be told of a site of one's own from its addresses, and from the last visit to it. */
export function visitChecks(site: SubmittedSite, visit: SiteVisit | undefined): PreCheck[] {
  if (site.place !== 'own-site') return [];
  const seen = visit?.state === 'DONE' ? visit : undefined;
  return [
    publicAddresses(site),
    ...(seen ? [...connected(site, seen), ...moved(site, seen)] : []),
    ...(visitedAddress(site) === undefined ? [] : [title(site, visit)]),
  ];
}

/** Loopback comes only from a trial, whose sites run on one machine: nothing to refuse, but to know. */
function publicAddresses({ serverIps }: SubmittedSite): PreCheck {
  const faults = serverIps.filter((ip) => !checkPublicIp(ip).ok);
  const shown = faults.length ? faults : serverIps;
  return verdict('ip', !faults.length, faults.every(isLoopback) ? 'advice' : 'problem', { addresses: shown });
}

function connected({ serverIps }: SubmittedSite, { address }: SeenSite): PreCheck[] {
  if (address === undefined || isLoopback(address)) return [];
  return serverIps.map(written).includes(written(address)) ? [] : [verdict('ip-connected', false, 'advice', { address })];
}

/** An IPv6 address has many spellings; the URL standard has one. */
const written = (ip: string): string => (ip.includes(':') ? new URL(`http://[${ip}]`).hostname : ip);

function moved({ domains, englishDomain }: SubmittedSite, { finalUrl, failure }: SeenSite): PreCheck[] {
  if (finalUrl === undefined || failure !== undefined) return [];
  const names = [...domains.map(({ aLabel }) => aLabel), ...(englishDomain ? [englishDomain] : [])];
  return homePageFits(finalUrl, names) === 'fits' ? [] : [verdict('home-page-moved', false, 'advice', { finalUrl })];
}

/** 网站名称 is what stands in the browser's tab (process.md §5.3). */
function title({ siteName }: SubmittedSite, visit: SiteVisit | undefined): PreCheck {
  if (!visit) return verdict('title-unvisited', false, 'advice');
  if (visit.state !== 'DONE') return { code: 'pre-check-title-waiting', result: 'waiting' };
  if (visit.failure !== undefined) return verdict(`title-${visit.failure}`, false, 'advice');
  if (!visit.title) return verdict('title-missing', false, 'advice', { siteName });
  const same = plain(visit.title) === plain(siteName);
  return verdict(same ? 'title' : 'title-differs', same, 'advice', { title: visit.title, siteName });
}

/** As the eye reads it: full-width letters are letters, any white space is one blank. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
