import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { isPublicIp } from '@biaozhi/standards';

/**
 * Ways to write an IPv4 address as an IPv6 one (mapped, NAT64). As the address of a server they are what is inside; a site that is
 * visited has no need for them, an attacker has.
 */
const WITHIN_IPV6 = new BlockList();
for (const [net, prefix] of [['::ffff:0:0', 96], ['64:ff9b::', 96]] as const) WITHIN_IPV6.addSubnet(net, prefix, 'ipv6');

/** Whether an address, as a socket reports it, is public. Text that is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  return isPublicIp(bare) && !(isIPv6(bare) && WITHIN_IPV6.check(bare, 'ipv6'));
}

/** Whether an address is this machine's own: 127.0.0.0/8, ::1, also as a mapped one. */
export function isLoopback(address: string): boolean {
  const bare = address.toLowerCase().replace(/^::ffff:(?=\d)/, '');
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
