// Reads by a durable that was made for us: each event once, in the order of its aggregate.
// NATS_URL=nats://user:password@host:4222 STREAM=BADGE_ISSUANCE DURABLE=… node docs/bus/consumer.mjs
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const { NATS_URL, STREAM, DURABLE } = process.env;
const { host, username, password } = new URL(NATS_URL);
const connection = await connect({ servers: host, user: username, pass: password, inboxPrefix: `_INBOX_${username}` });

// Keep this in your database and write it in the transaction of the effect; memory stands for it here.
const lastOf = new Map();

function apply({ type, aggregate, sequence, data }) {
  console.log(`${aggregate} #${sequence} ${type}: ${data.state}`);
}

const consumer = await jetstream(connection).consumers.get(STREAM, DURABLE);
for await (const message of await consumer.consume({ max_messages: 100 })) {
  const event = message.json();
  const last = lastOf.get(event.aggregate) ?? event.sequence - 1; // it may be older than the stream
  if (event.sequence <= last) message.ack(); // sent again, or overtaken: no effect
  else if (event.sequence > last + 1 && message.info.deliveryCount < 60) message.nak(1000); // one before it is on its way
  else {
    apply(event);
    lastOf.set(event.aggregate, event.sequence);
    message.ack(); // only after the commit
  }
}
