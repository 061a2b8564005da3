/** What identity and the services' own administration answer. */

export const BUREAU_LEVELS = ['centre', 'province', 'prefecture', 'county'] as const;

/** A bureau (机构编制部门). */
export interface Bureau {
  id: string;
  version: number;
  state: 'ACTIVE' | 'CLOSED';
  name: string;
  level: (typeof BUREAU_LEVELS)[number];
  region: string;
  parentId?: string | null;
  paperAddress: string;
  paperHours: string;
  copiesWanted: number;
  paperForInstitutions: boolean;
}

/** A line of `GET /staff`. */
export interface StaffLine {
  id: string;
  version: number;
  loginName: string;
  displayName: string;
  roles: string[];
  bureauId: string | null;
  bureauName: string | null;
  /** RFC 3339; after too many wrong passwords. */
  lockedUntil: string | null;
  disabled: boolean;
  secondFactor: boolean;
}

/** A year's arrangement: days off, and weekend days that are worked. */
export interface CalendarYear {
  year: number;
  version: number;
  off: string[];
  work: string[];
  source: string;
}

/** Tried again by itself, needs somebody, or stands behind one of these. */
export const LETTER_STATES = ['retrying', 'dead', 'waiting'] as const;

/** An event that a service could not handle. */
export interface DeadLetter {
  id: string;
  aggregate: string | null;
  sequence: number | null;
  eventType: string;
  state: (typeof LETTER_STATES)[number];
  reason: string;
  error: string;
  attempts: number;
  storedAt: string;
  nextAt: string | null;
  envelope: string;
}

/** A line of a service's audit trail. */
export interface AuditLine {
  subject: string;
  position: number;
  at: string;
  actor: string;
  actorName: string;
  action: string;
  details: Record<string, unknown>;
  previous: string;
  hash: string;
}

/** Services that keep a trail and a list of dead letters. */
export const SERVICES = [
  'identity',
  'domain-registration',
  'application-review',
  'archival-filing',
  'badge-issuance',
  'red-page',
  'notification',
] as const;
