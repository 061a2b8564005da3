import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** Connects as an administrator, does `work` with JetStream, and hangs up. */
export async function asAdministrator(url, work) {
  const { host, username, password } = new URL(url);
  const connection = await connect({ servers: host, user: decodeURIComponent(username), pass: decodeURIComponent(password) });
  try {
    return await work(await jetstreamManager(connection, { checkAPI: false }));
  } finally {
    await connection.close();
  }
}

/**
 * Brings an integrator's durables to what is wanted: new ones are made, others get their new filters and keep their place,
 * and on streams from which nothing is wanted any more they are removed. `of` tells the durable's name on a stream.
 * Answers what was done, a line for each.
 */
export async function bringDurables(manager, { streams, of, wanted, configOf }) {
  const done = [];
  for (const stream of streams) {
    const durable = wanted.find((one) => one.stream === stream);
    const present = await manager.consumers.info(stream, of(stream)).catch(() => undefined);
    if (durable && present) await manager.consumers.update(stream, durable.name, { filter_subjects: durable.filters });
    else if (durable) await manager.consumers.add(stream, configOf(durable));
    else if (present) await manager.consumers.delete(stream, of(stream));
    if (durable) done.push(`${present ? 'changed' : 'made'}: ${durable.name} on ${stream}, ${durable.filters.join(' ')}`);
    else if (present) done.push(`removed: ${of(stream)} on ${stream}`);
  }
  return done;
}
