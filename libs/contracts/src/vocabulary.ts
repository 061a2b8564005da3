/** The services that speak on the bus. */
export const SERVICES = [
  'identity',
  'domain-registration',
  'application-review',
  'archival-filing',
  'badge-issuance',
  'red-page',
  'notification',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Each aggregate type has exactly one producing service. */
export const PRODUCERS = {
  unit: 'identity',
  bureau: 'identity',
  calendar: 'identity',
  account: 'identity',
  contact: 'identity',
  'domain-application': 'domain-registration',
  domain: 'domain-registration',
  'domain-review': 'application-review',
  'site-application': 'application-review',
  dossier: 'application-review',
  filing: 'archival-filing',
  badge: 'badge-issuance',
  'red-page': 'red-page',
  notice: 'notification',
} as const satisfies Record<string, ServiceName>;
export type AggregateType = keyof typeof PRODUCERS;

/** Aggregates whose events hold personal data: own stream, own permissions, never for integrators. */
export const RESTRICTED: readonly AggregateType[] = ['account', 'contact', 'dossier'];

/** What each service reads; it has one durable per aggregate type in its row. */
export const READS: Record<ServiceName, readonly AggregateType[]> = {
  identity: ['domain'],
  'domain-registration': ['unit', 'calendar', 'domain-review'],
  // The contact is a point of every review, and a domain application's public state does not hold it.
  'application-review': ['unit', 'bureau', 'calendar', 'contact', 'domain-application', 'domain', 'filing', 'badge'],
  'archival-filing': ['unit', 'bureau', 'calendar', 'site-application', 'dossier'],
  'badge-issuance': ['unit', 'bureau', 'calendar', 'domain', 'site-application', 'filing', 'red-page', 'notice'],
  'red-page': ['unit', 'domain', 'badge'],
  notification: [
    'unit',
    'bureau',
    'account',
    'contact',
    'domain-application',
    'domain',
    'domain-review',
    'site-application',
    'filing',
    'badge',
    'red-page',
  ],
};

/** One JetStream stream per producing service, and one for restricted subjects. */
export const STREAMS = [
  'IDENTITY',
  'DOMAIN_REGISTRATION',
  'APPLICATION_REVIEW',
  'ARCHIVAL_FILING',
  'BADGE_ISSUANCE',
  'RED_PAGE',
  'NOTIFICATION',
  'RESTRICTED',
] as const;
export type StreamName = (typeof STREAMS)[number];

/** The stream that carries an aggregate's events. */
export const streamOf = (aggregate: AggregateType): StreamName =>
  RESTRICTED.includes(aggregate)
    ? 'RESTRICTED'
    : (PRODUCERS[aggregate].toUpperCase().replaceAll('-', '_') as StreamName);

/** The aggregate types that a stream carries. */
export const aggregatesOn = (stream: StreamName): AggregateType[] =>
  (Object.keys(PRODUCERS) as AggregateType[]).filter((aggregate) => streamOf(aggregate) === stream);

/** The subjects that a stream collects. */
export const subjectsOf = (stream: StreamName): string[] =>
  stream === 'RESTRICTED'
    ? aggregatesOn(stream).map((aggregate) => `restricted.v1.${aggregate}.>`)
    : aggregatesOn(stream).map((aggregate) => `evt.v1.${aggregate}.>`);

/** The filter of a durable that reads every event of an aggregate type. */
export const filterOf = (aggregate: AggregateType): string =>
  `${RESTRICTED.includes(aggregate) ? 'restricted' : 'evt'}.v1.${aggregate}.>`;
