import { SERVICES } from './services.mjs';

/** What the programs take over from our own environment; settings of ours are passed by name, nothing leaks by accident. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'LOG_LEVEL', 'SSL_CERT_FILE'];

export function inherited(env = process.env) {
  return Object.fromEntries(INHERITED.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}

/** Settings that a trial on one machine needs and a production configuration refuses. */
const TRIAL = {
  // Ten demo accounts for one person: a code for each is for who asks for it (npm start -- --second-factor), or sets it up.
  identity: { STAFF_SECOND_FACTOR: 'if-set-up' },
  'application-review': { ALLOW_LOCAL_SITES: 'true', ALLOW_LOOPBACK_INSPECTION: 'true' },
  'badge-issuance': { ALLOW_LOOPBACK_INSPECTION: 'true' },
};

/** Environment of one service. `settings` are what every service is told, `own` what only this one is. */
export function serviceEnvironment(service, { port, databaseUrl, natsUrl, jwksUrl, publicUrl, settings = {}, own = {} }) {
  return {
    ...inherited(),
    NODE_ENV: 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    ...TRIAL[service],
    ...own,
    ...settings,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    JWKS_URL: jwksUrl,
    PUBLIC_URL: publicUrl,
    SERVICE: service,
  };
}

export function gatewayEnvironment({ port, host, publicUrl, serviceUrls, sessionKey }) {
  return {
    ...inherited(),
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    SESSION_KEYS: sessionKey,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    UPSTREAMS: SERVICES.map((service) => `${service}=${serviceUrls[service]}`).join(','),
    // Everybody on this machine shares one address, load tests included.
    RATE_LIMIT: '1000000',
    LOG_IN_LIMIT: '100000',
  };
}
