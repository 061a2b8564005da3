import { checkPublicIp, isPublicIp } from './index.js';

describe('a public address', () => {
  it.each(['8.8.8.8', '202.108.22.5', '2400:3200::1', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s', (ip) =>
    expect(isPublicIp(ip)).toBe(true),
  );
  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1',
    '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255', '::', '::1', 'fc00::1', 'fd12::1', 'fe80::1',
    'ff02::1', '2001:db8::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '::127.0.0.1', '2002:7f00:1::', '2620:4f:8000::1',
  ])('not %s', (ip) => expect(isPublicIp(ip)).toBe(false));

  it.each([
    ['192.168.0.1', 'ip-not-public'],
    ['127.1', 'ip-form'],
    ['2130706433', 'ip-form'],
    ['www.gov.cn', 'ip-form'],
    ['', 'ip-form'],
  ])('%j: %s', (text, code) => expect(checkPublicIp(text)).toEqual({ ok: false, code }));
});
