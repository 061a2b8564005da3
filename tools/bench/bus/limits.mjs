import { randomUUID } from 'node:crypto';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

/** What the machine gives at most: the same rows, without anything in between. */
export class Limits {
  constructor(producerUrl, consumerUrl, natsUrl) {
    this.producer = new pg.Pool({ connectionString: producerUrl, max: 8 });
    this.consumer = new pg.Pool({ connectionString: consumerUrl, max: 8 });
    this.natsUrl = natsUrl;
    this.text = JSON.stringify({ pad: 'x'.repeat(1000) });
  }

  async prepare() {
    await this.producer.query('CREATE TABLE limit_work (id uuid PRIMARY KEY, site_name text)');
    await this.producer.query('CREATE TABLE limit_outbox (id uuid PRIMARY KEY, position bigint GENERATED ALWAYS AS IDENTITY, envelope text)');
    await this.consumer.query('CREATE TABLE limit_inbox (id uuid PRIMARY KEY)');
    await this.consumer.query('CREATE TABLE limit_effect (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid, code text)');
  }

  /** One process writes both sides, a transaction each: row and outbox row, then inbox row and effect. Events per second. */
  async flow(seconds, writers) {
    let count = 0;
    const begun = performance.now();
    const writer = async () => {
      for (; performance.now() - begun < seconds * 1000; count += 1) {
        const id = randomUUID();
        await inTransaction(this.producer, async (on) => {
          await on.query({ name: 'w', text: 'INSERT INTO limit_work VALUES ($1, $2)', values: [id, '示例局'] });
          await on.query({ name: 'o', text: 'INSERT INTO limit_outbox (id, envelope) VALUES ($1, $2)', values: [id, this.text] });
        });
        await inTransaction(this.consumer, async (on) => {
          await on.query({ name: 'i', text: 'INSERT INTO limit_inbox VALUES ($1)', values: [id] });
          await on.query({ name: 'e', text: 'INSERT INTO limit_effect (id, code) VALUES ($1, $2)', values: [id, 'CA'] });
        });
      }
    };
    await Promise.all(Array.from({ length: writers }, writer));
    return count / ((performance.now() - begun) / 1000);
  }

  /** Inbox rows and effects of a backlog, 64 events a statement. Events per second. */
  async drain(events) {
    let left = events;
    const begun = performance.now();
    const worker = async () => {
      for (; left > 0; ) {
        left -= 64;
        const ids = Array.from({ length: 64 }, () => randomUUID());
        await this.consumer.query({
          name: 'd',
          text: `WITH i AS (INSERT INTO limit_inbox SELECT unnest($1::uuid[]) RETURNING id)
                 INSERT INTO limit_effect (id, code) SELECT id, 'CA' FROM i`,
          values: [ids],
        });
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    return events / ((performance.now() - begun) / 1000);
  }

  /** JetStream alone: published 64 at a time, then read with an acknowledgement each. Events per second, both. */
  async stream(events) {
    const connection = await connect({ servers: this.natsUrl });
    try {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'LIMIT', subjects: ['limit.>'] });
      await manager.consumers.add('LIMIT', { durable_name: 'limit', ack_policy: AckPolicy.Explicit, max_ack_pending: 2000 });
      const js = jetstream(connection);
      let begun = performance.now();
      for (let sent = 0; sent < events; sent += 64) {
        await Promise.all(Array.from({ length: 64 }, (_, n) => js.publish(`limit.${n}`, this.text, { msgID: randomUUID() })));
      }
      const published = events / ((performance.now() - begun) / 1000);
      const messages = await (await js.consumers.get('LIMIT', 'limit')).consume({ max_messages: 500 });
      begun = performance.now();
      let read = 0;
      for await (const message of messages) {
        message.ack();
        if ((read += 1) >= events) break;
      }
      const consumed = events / ((performance.now() - begun) / 1000);
      await manager.streams.delete('LIMIT');
      return { published, consumed };
    } finally {
      await connection.close();
    }
  }

  async end() {
    await Promise.all([this.producer.end(), this.consumer.end()]);
  }
}

async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
