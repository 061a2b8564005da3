import { comesFromUs } from './origin.js';

describe('comesFromUs', () => {
  it.each([
    ['a read from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }, true],
    ['a write from our page', 'POST', { 'sec-fetch-site': 'same-origin' }, true],
    ['a write from a red page of the same site', 'POST', { 'sec-fetch-site': 'same-site', 'x-biaozhi-request': '1' }, false],
    ['a write from a foreign page', 'DELETE', { 'sec-fetch-site': 'cross-site' }, false],
    ['an older browser on our page', 'POST', { host: 'biaozhi.cn:8080', origin: 'http://biaozhi.cn:8080' }, true],
    ['an older browser elsewhere', 'POST', { host: 'biaozhi.cn', origin: 'http://evil.cn' }, false],
    ['a sandboxed frame', 'POST', { host: 'biaozhi.cn', origin: 'null' }, false],
    ['a script with our header and no browser', 'PATCH', { 'x-biaozhi-request': '1' }, true],
    ['a plain form of an ancient browser', 'POST', {}, false],
  ])('%s', (_, method, headers, expected) => expect(comesFromUs(method, headers)).toBe(expected));
});
