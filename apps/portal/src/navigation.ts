import type { Role } from './roles.js';

interface Link {
  to: string;
  /** Key of the label. */
  label: string;
  roles: Role[];
}

const BUREAU: Role[] = ['bureau-reviewer', 'bureau-archivist'];
/** Those who see every unit: CONAC within its stage, administrators, auditors. */
const ABOVE: Role[] = ['conac-reviewer', 'administrator', 'auditor'];

/** The main menu, in the order in which people work. A role has an entry exactly if the services answer it what the page asks. */
export const LINKS: readonly Link[] = [
  { to: '/home', label: 'nav.home', roles: ['handler'] },
  { to: '/domains', label: 'nav.domains', roles: ['handler'] },
  { to: '/sites', label: 'nav.sites', roles: ['handler'] },
  { to: '/redpage', label: 'nav.redpage', roles: ['handler'] },
  { to: '/notices', label: 'nav.notices', roles: ['handler'] },
  { to: '/queue', label: 'nav.queue', roles: [...BUREAU, ...ABOVE] },
  { to: '/paper', label: 'nav.paper', roles: [...BUREAU, 'administrator', 'auditor'] },
  { to: '/settlements', label: 'nav.settlements', roles: BUREAU },
  { to: '/ledger', label: 'nav.ledger', roles: [...BUREAU, ...ABOVE] },
  { to: '/statistics', label: 'nav.statistics', roles: [...BUREAU, ...ABOVE] },
  { to: '/badges', label: 'nav.badges', roles: ['conac-reviewer', 'administrator'] },
  { to: '/reports', label: 'nav.reports', roles: ['conac-reviewer', 'administrator', 'auditor'] },
  { to: '/redpages', label: 'nav.redpages', roles: [...BUREAU, ...ABOVE] },
  { to: '/finance', label: 'nav.finance', roles: ['conac-finance', 'auditor'] },
  { to: '/prices', label: 'nav.prices', roles: ['conac-finance', 'administrator'] },
  { to: '/bureaus', label: 'nav.bureaus', roles: ['administrator'] },
  { to: '/staff', label: 'nav.staff', roles: ['administrator', 'auditor'] },
  { to: '/calendar', label: 'nav.calendar', roles: [...BUREAU, ...ABOVE, 'conac-finance'] },
  { to: '/deadletters', label: 'nav.deadletters', roles: ['administrator'] },
  { to: '/audit', label: 'nav.audit', roles: ['administrator', 'auditor'] },
];

export const navigationOf = (roles: readonly Role[]): Link[] =>
  LINKS.filter((link) => link.roles.some((role) => roles.includes(role)));

/** Who has an entry for a page. */
export const rolesOf = (to: string): Role[] => LINKS.find((link) => link.to === to)?.roles ?? [];
