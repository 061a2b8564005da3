import { Inject, Injectable } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { READS, streamOf, type AggregateType } from '@biaozhi/contracts';
import {
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import { Comparison } from './comparison.js';
import { JETSTREAM } from './consumes.js';
import { DeadLetters } from './dead-letters.js';
import { textOf } from './failures.js';
import { Handlers } from './handlers.js';
import { Housekeeping } from './housekeeping.js';
import { Intake } from './intake.js';
import { Lanes } from './lanes.js';
import { Link, pause, type OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { Probe } from './probe.js';
import { envelopeIn, type Received } from './received.js';
import { Relay } from './relay.js';
import { Resend } from './resend.js';
import { Retries } from './retries.js';
import { Seen } from './seen.js';
import { durableOf, ensureDurable } from './streams.js';

/**
 * How we ask for messages: so many ahead of time; and when a request got lost (its durable was just being made anew) two
 * missed heartbeats tell, in seconds.
 */
const ASKING = { max_messages: 500, idle_heartbeat: 2000, abort_on_missing_resource: true };

/**
 * Nest's transport over JetStream: one durable per aggregate type that the service reads, answered only after the
 * commit.
 * Starting it starts the whole bus of the service: connection, relay, consumers, retries.
 */
@Injectable()
export class JetStreamStrategy extends Server implements CustomTransportStrategy, OnLink {
  override readonly transportId = JETSTREAM;
  override readonly propagatesEventHandlerErrors = true;
  /** What can be switched off, so that a test can show what it is good for. */
  readonly mechanisms = { suspicion: true };
  private readonly lanes: Lanes<Received>;
  private readonly inHand = new Set<Received>();
  private readonly open = new Map<AggregateType, ConsumerMessages>();
  private readonly halted = new Set<AggregateType>();
  /** The last message that came by a durable: where, and which event. */
  private readonly latest = new Map<AggregateType, { sequence: number; eventId: string }>();
  private readers: Promise<void>[] = [];
  private heartbeat?: NodeJS.Timeout;
  private closing = false;

  constructor(
    private readonly link: Link,
    private readonly relay: Relay,
    private readonly handlers: Handlers,
    private readonly intake: Intake,
    private readonly retries: Retries,
    private readonly deadLetters: DeadLetters,
    private readonly comparison: Comparison,
    private readonly housekeeping: Housekeeping,
    resend: Resend,
    seen: Seen,
    probe: Probe,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {
    super();
    this.lanes = new Lanes<Received>(
      settings.lanes,
      settings.batch,
      (received) => handlers.slow(received),
      async (batch) => {
        await intake.take(batch);
        for (const received of batch) this.inHand.delete(received);
      },
    );
    for (const dweller of [this, relay, comparison, housekeeping, resend, seen, probe]) link.dwell(dweller);
  }

  listen(callback: (error?: unknown) => void): void {
    for (const [type, handler] of this.messageHandlers) {
      this.handlers.set(type, async (event, meta) => {
        await lastValueFrom(this.transformToObservable(await handler(event, meta)), { defaultValue: undefined });
      });
    }
    // An event that waits for its turn is not lost: the broker must not give it to another replica meanwhile.
    const beat = (): void => this.inHand.forEach(({ answer }) => answer.working());
    this.heartbeat = setInterval(beat, this.settings.ackWaitSeconds * 300);
    this.retries.start();
    this.link.start();
    callback();
  }

  /** Takes nothing new, finishes what it has begun, publishes what it can and hangs up. */
  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    await Promise.all([...this.open.values()].map((messages) => messages.close()));
    await this.lanes.settled();
    await this.retries.stop();
    clearInterval(this.heartbeat);
    await this.relay.drain();
    await this.link.stop();
    await Promise.all(this.readers);
    await Promise.all([this.comparison.ended(), this.housekeeping.ended()]);
    await this.relay.ended();
  }

  linked(connection: NatsConnection, lost: AbortSignal): void {
    lost.addEventListener('abort', () => this.lanes.clear());
    this.readers = READS[this.settings.service].map((aggregate) => this.read(aggregate, connection, lost));
  }

  /** Stops reading an aggregate type, waits for what is in hand, does `work`, and goes on. */
  async without(aggregate: AggregateType, work: (connection: NatsConnection) => Promise<void>): Promise<void> {
    const connection = this.link.current;
    if (!connection) throw new Error('not connected to the bus');
    this.halted.add(aggregate);
    try {
      await this.open.get(aggregate)?.close();
      await this.lanes.settled();
      await work(connection);
    } finally {
      this.halted.delete(aggregate);
    }
  }

  on(): never {
    throw new Error('the transport has no events of its own; see BusStatus');
  }

  unwrap<T>(): T {
    return this.link.current as T;
  }

  private async read(aggregate: AggregateType, connection: NatsConnection, lost: AbortSignal): Promise<void> {
    const stream = streamOf(aggregate);
    const { service, ackWaitSeconds } = this.settings;
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    let trust = await this.trust(aggregate, jsm);
    for (let patience = 100; !lost.aborted && !this.closing; patience = Math.min(patience * 2, 2000)) {
      try {
        if (this.halted.has(aggregate)) throw new Error('halted');
        await ensureDurable(jsm, service, aggregate, ackWaitSeconds, trust);
        if (trust === 'no') trust = 'yes';
        const consumer = await jetstream(connection).consumers.get(stream, durableOf(service, aggregate));
        const messages = await consumer.consume(ASKING);
        this.open.set(aggregate, messages);
        patience = 50;
        if (this.closing) await messages.close();
        for await (const message of messages) await this.take(aggregate, message, lost);
      } catch (error) {
        if (!lost.aborted && !this.halted.has(aggregate))
          this.logger.debug?.(`${durableOf(service, aggregate)}: ${textOf(error)}`);
      }
      await pause(patience, lost);
    }
  }

  /** Not at all, if the stream does not hold any more, at its place, what we have last received from it. */
  private async trust(aggregate: AggregateType, jsm: JetStreamManager): Promise<'yes' | 'no' | 'blind'> {
    if (!this.mechanisms.suspicion) return 'blind';
    const latest = this.latest.get(aggregate);
    const stream = streamOf(aggregate);
    // The restricted stream is shared; nobody but its producers may read single messages of it.
    if (!latest || stream === 'RESTRICTED') return 'yes';
    try {
      const { state } = await jsm.streams.info(stream);
      if (latest.sequence < state.first_seq) return 'yes';
      if (latest.sequence > state.last_seq) return 'no';
      const message = await jsm.streams.getMessage(stream, { seq: latest.sequence });
      return message?.header.get('Nats-Msg-Id') === latest.eventId ? 'yes' : 'no';
    } catch {
      return 'yes'; // no stream: its durables are gone with it
    }
  }

  private async take(aggregate: AggregateType, message: JsMsg, lost: AbortSignal): Promise<void> {
    const text = message.string();
    const answer = answerOf(message, lost);
    this.latest.set(aggregate, { sequence: message.seq, eventId: message.headers?.get('Nats-Msg-Id') ?? '' });
    try {
      const received: Received = {
        ...envelopeIn(text),
        text,
        subject: message.subject,
        deliveries: message.info.deliveryCount,
        answer,
      };
      this.inHand.add(received);
      this.lanes.add(received);
    } catch (error) {
      await this.deadLetters.storeUnreadable(message, error).then(answer.ack, () => answer.later(5000));
    }
  }
}

/** Answers on the connection that the message came by; once that is lost the broker will ask again anyway. */
function answerOf(message: JsMsg, lost: AbortSignal): Received['answer'] {
  const unlessLost = (say: () => void) => (): void => {
    if (lost.aborted) return;
    try {
      say();
    } catch {
      // closed in this very moment
    }
  };
  return {
    ack: unlessLost(() => message.ack()),
    later: (ms) => unlessLost(() => message.nak(ms))(),
    working: unlessLost(() => message.working()),
  };
}
