import { fromBase64url, toBase64url } from './base64url.js';

it.each([
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['\u00fb\u00ff\u00bf', '-_-_'],
])('writes %j as %s, and reads it back', (bytes, text) => {
  const buffer = Buffer.from(bytes, 'latin1');
  expect(toBase64url(Uint8Array.from(buffer).buffer)).toBe(text);
  expect(Buffer.from(fromBase64url(text))).toEqual(buffer);
});
