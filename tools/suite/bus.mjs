import { AckPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { startNats } from '../infrastructure/nats.mjs';
import { until } from '../infrastructure/processes.mjs';
import { importBuilt } from './prepare.mjs';
import { SERVICES } from './services.mjs';

/** A pretended system of another institution; it reads the events of badges by the one durable that is made for it. */
export const INTEGRATOR = { user: 'demo-integrator', stream: 'BADGE_ISSUANCE', durable: 'demo-integrator-badge' };

/**
 * The bus: `NATS_URL` as it is given, or an embedded nats-server where each service has a user that may do what the
 * contracts say and nothing else. Answers { nats?, urls: { service: url }, adminUrl, integratorUrl }.
 */
export async function provideBus(state, { env = process.env, say } = {}) {
  if (env.NATS_URL) {
    return { urls: Object.fromEntries(SERVICES.map((service) => [service, env.NATS_URL])), adminUrl: env.NATS_URL };
  }
  const { natsPermissions, integratorPermissions } = await importBuilt('libs/bus/src/permissions.js');
  const password = (user) => state.secret(`nats ${user}`);
  const { user, stream, durable } = INTEGRATOR;
  const users = [
    ...SERVICES.map((service) => ({ user: service, password: password(service), permissions: natsPermissions(service) })),
    { user, password: password(user), permissions: integratorPermissions(user, { stream, name: durable }) },
    // For administrators' tools (durables of integrators, looking at streams); no service knows its password.
    { user: 'admin', password: password('admin') },
  ];
  const nats = await startNats({ dir: state.folder('nats'), port: state.ports.nats, users, say });
  state.rememberPort('nats', nats.port);
  const urlOf = (name) => `nats://${name}:${password(name)}@127.0.0.1:${nats.port}`;
  return {
    nats,
    urls: Object.fromEntries(SERVICES.map((service) => [service, urlOf(service)])),
    adminUrl: urlOf('admin'),
    integratorUrl: urlOf(user),
  };
}

/** Makes the durable by which the pretended foreign system reads, as an administrator does once an agreement is signed. */
export async function admitIntegrator(adminUrl) {
  const { username, password, host } = new URL(adminUrl);
  const connection = await connect({ servers: host, user: username, pass: password });
  try {
    const manager = await jetstreamManager(connection);
    const durable = { durable_name: INTEGRATOR.durable, filter_subject: 'evt.v1.badge.>', ack_policy: AckPolicy.Explicit };
    // Its stream is made by the service that publishes to it, which may be a moment behind.
    await until(() => manager.consumers.add(INTEGRATOR.stream, durable), { message: `${INTEGRATOR.stream} does not appear` });
  } finally {
    await connection.close();
  }
}
