import { inGroups, recoveryFile } from './offer.js';

it('shows a secret in groups of four', () => {
  expect(inGroups('GEZDGNBVGY3TQOJQ')).toBe('GEZD GNBV GY3T QOJQ');
  expect(inGroups('GEZDGN')).toBe('GEZD GN');
  expect(inGroups('')).toBe('');
});

it('writes the recovery codes below the name whose they are, one a line', () => {
  expect(recoveryFile('auditor', ['AAAA-BBBB', 'CCCC-DDDD'])).toBe('auditor\r\nAAAA-BBBB\r\nCCCC-DDDD\r\n');
});
