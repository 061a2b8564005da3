import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Addresses that are not on the public internet (IANA special-purpose registries for IPv4 and IPv6), and those that
 * carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo): a site has no need for them, an attacker has.
 */
const FORBIDDEN: readonly [net: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, prefix] of FORBIDDEN) {
  const family = isIPv4(net) ? 'ipv4' : 'ipv6';
  lists[family].addSubnet(net, prefix, family);
}

/** Whether an address, as a socket reports it, is public. Text that is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  if (!isIP(bare)) return false;
  const family = isIPv4(bare) ? 'ipv4' : 'ipv6';
  return !lists[family].check(bare, family);
}

/** Whether an address is this machine's own: 127.0.0.0/8, ::1, also as a mapped one. */
export function isLoopback(address: string): boolean {
  const bare = address.toLowerCase().replace(/^::ffff:(?=\d)/, '');
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
