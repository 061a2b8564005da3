import { BlockList, isIP } from 'node:net';
import { catalogue } from '@biaozhi/problem';
import { wrong, type Check } from './check.js';

catalogue({
  'ip-form': { 'zh-CN': '不是正确的IP地址', en: 'This is no IP address' },
  'ip-not-public': { 'zh-CN': '应为公网IP地址，不能使用内网或保留地址', en: 'The address must be public, not private or reserved' },
});

/** IANA special-purpose address registries (RFC 6890 and its updates): what is not globally reachable, and multicast. */
const RESERVED = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.31.196.0', 24], ['192.52.193.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) RESERVED.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16],
  ['2620:4f:8000::', 48], ['3fff::', 20], ['5f00::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) RESERVED.addSubnet(net, bits, 'ipv6');

/** True for an address that anybody in the world may reach. IPv4 inside IPv6 (mapped, NAT64) is judged as the IPv4 it is. */
export function isPublicIp(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !RESERVED.check(address, 'ipv4');
  if (family !== 6) return false;
  const inner = innerIpv4(address);
  return inner ? isPublicIp(inner) : !RESERVED.check(address, 'ipv6');
}

/** The IPv4 address in `::ffff:0:0/96` or `64:ff9b::/96`. */
function innerIpv4(address: string): string | undefined {
  const { hostname } = new URL(`http://[${address}]`);
  const found = /^\[(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname);
  if (!found) return undefined;
  const [high, low] = [parseInt(found[1]!, 16), parseInt(found[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** 服务器IP: IPv4 or IPv6, public. */
export function checkPublicIp(text: string): Check {
  const value = text.trim();
  if (!isIP(value)) return wrong('ip-form');
  return isPublicIp(value) ? { ok: true, value } : wrong('ip-not-public');
}
