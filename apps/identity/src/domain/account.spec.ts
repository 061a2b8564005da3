import { LOGIN_NAME, passwordFindings } from './account.js';
import { STAFF_ROLES, staffFindings } from './staff-roles.js';
import type { Role } from '@biaozhi/workflow';

describe('a password', () => {
  it.each(['correct horse 9', '党政机关网站标识2026', 'a1'.repeat(100), 'ABCDEFGHI9'])('may be %s', (password) => {
    expect(passwordFindings(password, ['lixia-unit'], '/password')).toEqual([]);
  });

  it.each(['', 'short 1', 'onlyletters', '1234567890', 'my lixia-unit 1', 'LIXIA-UNIT-1', 'w370102-0a1b2c3d!'])(
    'may not be %s',
    (password) => {
      expect(passwordFindings(password, ['lixia-unit', 'w370102-0a1b2c3d'], '/password')).toEqual([
        { code: 'password-weak', pointer: '/password' },
      ]);
    },
  );
});

describe('a log-in name', () => {
  it.each(['lixia-unit', 'w370102-0a1b2c3d', 'abcd', `a${'b'.repeat(31)}`])('may be %s', (name) =>
    expect(name).toMatch(LOGIN_NAME),
  );
  it.each(['abc', '1abc', 'Abcd', 'a b c', '历下区', `a${'b'.repeat(32)}`, 'abcd\n', "abc'--"])(
    'may not be %j',
    (name) => expect(name).not.toMatch(LOGIN_NAME),
  );
});

describe('separation of duties', () => {
  const codes = (roles: Role[], bureauId?: string) => staffFindings(roles, bureauId).map(({ code }) => code);
  const local = new Set<Role>(['bureau-reviewer', 'bureau-archivist']);
  const pairs = STAFF_ROLES.flatMap((one, i) => STAFF_ROLES.slice(i + 1).map((other): [Role, Role] => [one, other]));

  it.each(pairs)('%s and %s', (one, other) => {
    const together = local.has(one) && local.has(other);
    expect(codes([one, other], 'b').includes('roles-together')).toBe(!together);
  });

  it.each(STAFF_ROLES)('%s alone is fine, with a bureau only if it acts for one', (role) => {
    expect(codes([role], local.has(role) ? 'b' : undefined)).toEqual([]);
    expect(codes([role], local.has(role) ? undefined : 'b')).toEqual([
      local.has(role) ? 'bureau-required' : 'bureau-not-for-role',
    ]);
  });

  it.each<Role>(['handler', 'system'])('%s is no role of staff', (role) =>
    expect(codes([role])).toContain('roles-together'),
  );
});
