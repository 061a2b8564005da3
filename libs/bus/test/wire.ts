import { envelopeOf, subjectFor, type AggregateData, type EventClass } from '@biaozhi/contracts';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { v7 } from 'uuid';

/** A bare client: says what no relay would say. */
export class Wire {
  private constructor(
    readonly connection: NatsConnection,
    readonly jsm: JetStreamManager,
  ) {}

  static async to(url: string): Promise<Wire> {
    const connection = await connect({ servers: url });
    return new Wire(connection, await jetstreamManager(connection));
  }

  /**
   * Publishes an event with any number, without a message id: the broker's own search for doubles is out of the way.
   */
  async say(event: AggregateData, sequence: number, id: string = v7()): Promise<string> {
    const envelope = envelopeOf(event, { id, sequence, time: new Date(), correlationId: v7() });
    await this.raw(subjectFor(event.constructor as EventClass, event), JSON.stringify(envelope));
    return id;
  }

  /** Publishes any text. */
  async raw(subject: string, text: string): Promise<void> {
    await jetstream(this.connection).publish(subject, text);
  }

  /** Publishes all that a stream holds a second time, in the same order. */
  async repeat(stream: string): Promise<number> {
    const { state } = await this.jsm.streams.info(stream);
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const message = await this.jsm.streams.getMessage(stream, { seq });
      if (message) await this.raw(message.subject, message.string());
    }
    return state.last_seq - state.first_seq + 1;
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
