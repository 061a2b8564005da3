import { setTimeout as pause } from 'node:timers/promises';
import type { ConsumerMessages, JetStreamClient } from '@nats-io/jetstream';
import { STREAMS, type AggregateType, type Envelope, type StreamName } from '@biaozhi/contracts';

/** Reads all streams from their beginning and keeps each event once, also across a killed or emptied server. */
export class Collector {
  private readonly seen = new Map<string, Envelope>();
  private readonly open = new Set<ConsumerMessages>();
  private stopped = false;

  constructor(private readonly js: JetStreamClient) {
    for (const stream of STREAMS) void this.follow(stream);
  }

  events(aggregate?: AggregateType): Envelope[] {
    const all = [...this.seen.values()];
    return aggregate ? all.filter((event) => event.aggregate.startsWith(`${aggregate}/`)) : all;
  }

  /** Reads everything from the first message again: after a restart the streams may be other ones. */
  beginAgain(): void {
    for (const messages of this.open) messages.stop();
  }

  stop(): void {
    this.stopped = true;
    this.beginAgain();
  }

  private async follow(stream: StreamName): Promise<void> {
    while (!this.stopped) {
      try {
        await this.read(stream);
      } catch {
        // The server is away or the stream was emptied: begin again at its first message; `seen` drops the repeats.
        await pause(50);
      }
    }
  }

  private async read(stream: StreamName): Promise<void> {
    const consumer = await this.js.consumers.get(stream);
    const messages = await consumer.consume({ expires: 5000, idle_heartbeat: 500 });
    this.open.add(messages);
    try {
      for await (const message of messages) {
        if (this.stopped) return;
        const envelope = message.json<Envelope>();
        if (!this.seen.has(envelope.id)) this.seen.set(envelope.id, envelope);
      }
    } finally {
      this.open.delete(messages);
    }
  }
}
