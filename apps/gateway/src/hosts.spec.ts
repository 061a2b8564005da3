import { redPageHost } from './hosts.js';

describe('redPageHost', () => {
  it.each([
    ['xn--4gq1b.xn--zfr164b', 'xn--4gq1b.xn--zfr164b'],
    ['XN--4GQ1B.xn--zfr164b:8080', 'xn--4gq1b.xn--zfr164b'],
    ['xn--4gq1b.xn--zfr164b.localhost:8080', 'xn--4gq1b.xn--zfr164b'],
    ['xn--4gq1b.xn--55qw42g.cn', 'xn--4gq1b.xn--55qw42g.cn'],
    ['www.xn--4gq1b.xn--55qw42g.', 'www.xn--4gq1b.xn--55qw42g'],
  ])('finds the red page in %s', (header, expected) => expect(redPageHost(header)).toBe(expected));

  it.each([
    ['localhost:8080'],
    ['127.0.0.1'],
    ['[::1]:8080'],
    ['xn--zfr164b'],
    ['xn--4gq1b.xn--zfr164b.evil.com'],
    ['evilxn--zfr164b'],
    ['a/../b.xn--zfr164b'],
    ['a%2fb.xn--zfr164b'],
    [''],
    [undefined],
  ])('finds none in %s', (header) => expect(redPageHost(header)).toBeUndefined());
});
