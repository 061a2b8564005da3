import { connect } from '@nats-io/transport-node';

/** Listens to the bus and tells, for a unit, what was said of it and not told yet. */
export async function listen(natsUrl) {
  if (!natsUrl) return { of: () => [], stop: async () => {} };
  const { username, password, host } = new URL(natsUrl);
  const connection = await connect({ servers: host, user: username, pass: password, maxReconnectAttempts: -1 });
  const heard = new Map();
  connection.subscribe('evt.v1.>', {
    callback: (error, message) => {
      if (error) return;
      const { data, type, sequence } = message.json();
      if (!data.unitId) return;
      const [, , aggregate, event] = type.split('.');
      heard.set(data.unitId, [...(heard.get(data.unitId) ?? []), `${aggregate}.${event} #${sequence}`]);
    },
  });
  await connection.flush();
  return {
    of(unitId) {
      const events = heard.get(unitId) ?? [];
      heard.delete(unitId);
      return events;
    },
    stop: () => connection.close(),
  };
}
