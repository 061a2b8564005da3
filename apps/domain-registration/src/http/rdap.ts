import type { Domain } from '../domain/domain.js';

/** Status values of RFC 9083 §10.2.2 and RFC 8056. A cancelled domain is none, and not found. */
const STATUS: Record<Exclude<Domain['state'], 'CANCELLED'>, readonly string[]> = {
  ACTIVE: ['active'],
  EXPIRED: ['inactive', 'server hold'],
  FROZEN: ['locked', 'server hold'],
};

/** The registrant by its public name; a unit is no person, and nothing else of it is told. */
const registrant = (name: string): object => ({
  objectClassName: 'entity',
  roles: ['registrant'],
  vcardArray: [
    'vcard',
    [
      ['version', {}, 'text', '4.0'],
      ['kind', {}, 'text', 'org'],
      ['fn', {}, 'text', name],
    ],
  ],
});

/** A domain as RDAP tells it (RFC 9083 §5.3). */
export const rdapOf = ({ aLabel, uLabel, state, registeredOn, expiresOn }: Domain, unitName: string | undefined): object => ({
  rdapConformance: ['rdap_level_0'],
  lang: 'zh-CN',
  objectClassName: 'domain',
  ldhName: aLabel,
  unicodeName: uLabel,
  status: state === 'CANCELLED' ? [] : STATUS[state],
  events: [
    { eventAction: 'registration', eventDate: `${registeredOn}T00:00:00+08:00` },
    { eventAction: 'expiration', eventDate: `${expiresOn}T23:59:59+08:00` },
  ],
  entities: unitName ? [registrant(unitName)] : [],
});
