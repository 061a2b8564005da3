/** The services in the order of their ports, each with the name of its database and role. */
export const SERVICES = [
  'identity',
  'domain-registration',
  'application-review',
  'archival-filing',
  'badge-issuance',
  'red-page',
  'notification',
];

export const scriptOf = (service) => `dist/apps/${service}/src/main.js`;

/** `domain-registration` → `domain_registration`: names of databases and roles need no quotes. */
export const databaseOf = (service) => service.replaceAll('-', '_');

/** Name of an environment variable that is given per service, e.g. DATABASE_URL_DOMAIN_REGISTRATION. */
export const variableOf = (prefix, service) => `${prefix}_${databaseOf(service).toUpperCase()}`;
