import { LINKS, navigationOf, rolesOf } from './navigation.js';
import { entryOf, homeOf, type Role } from './roles.js';

/** The menu of each role. That the services agree is tried in test/portal/audit-part.ts. */
const MENUS: [Role, string][] = [
  ['handler', '/home /domains /sites /redpage /notices'],
  ['bureau-reviewer', '/queue /paper /settlements /ledger /statistics /redpages /calendar'],
  ['bureau-archivist', '/queue /paper /settlements /ledger /statistics /redpages /calendar'],
  ['conac-reviewer', '/queue /ledger /statistics /badges /reports /redpages /calendar'],
  ['conac-finance', '/finance /prices /calendar'],
  ['administrator', '/queue /paper /ledger /statistics /badges /reports /redpages /prices /bureaus /staff /calendar /deadletters /audit'],
  ['auditor', '/queue /paper /ledger /statistics /reports /redpages /finance /staff /calendar /audit'],
];

describe('the menu', () => {
  it.each(MENUS)('of %s is %s', (role, menu) => expect(navigationOf([role]).map(({ to }) => to).join(' ')).toBe(menu));

  it('of somebody with two roles has each entry once, in the order of work', () => {
    const both = navigationOf(['bureau-reviewer', 'bureau-archivist']).map(({ to }) => to);
    expect(both).toEqual([...new Set(both)]);
    expect(both[0]).toBe('/queue');
  });

  it('of nobody is empty', () => expect(navigationOf([])).toEqual([]));

  it.each(MENUS)('of %s has the page that follows the log-in', (role) => {
    expect(navigationOf([role]).map(({ to }) => to)).toContain(homeOf([role]));
  });

  it('says who may open a page, also one that it does not have', () => {
    for (const { to, roles } of LINKS) expect(rolesOf(to)).toEqual(roles);
    expect(rolesOf('/no/such/page')).toEqual([]);
  });
});

describe('the doors', () => {
  it.each(['/sites/apply/1/site?x=1', '/'])('lead whoever is signed in back to %s', (back) => expect(entryOf(['handler'], back)).toBe(back));

  it.each([undefined, ['/account'], '', 'account', '//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example/'])('lead to the first page of the role rather than to %j', (back) => {
    expect(entryOf(['conac-finance'], back)).toBe('/finance');
  });
});
