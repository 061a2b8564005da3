/** A-labels of 政务 and 公益; red pages have host names below them, or below their `.cn` forms. */
const SUFFIXES = ['xn--zfr164b', 'xn--55qw42g', 'xn--zfr164b.cn', 'xn--55qw42g.cn'];

/**
 * The red page's host name (A-label, lower case) in a Host header; nothing for our own addresses. `.localhost` at the
 * end is cut off: browsers resolve it to loopback, so the host routing works on one machine without a name server.
 */
export function redPageHost(header: string | undefined): string | undefined {
  const host = (header ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const name = host.replace(/\.localhost$/, '');
  if (!/^[a-z0-9.-]{1,253}$/.test(name)) return undefined;
  const below = SUFFIXES.some((suffix) => name.endsWith(`.${suffix}`));
  return below ? name : undefined;
}
