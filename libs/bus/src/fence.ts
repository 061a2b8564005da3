import { Inject, Injectable, Logger } from '@nestjs/common';
import { PRODUCERS, streamOf, type AggregateType, type StreamName } from '@biaozhi/contracts';
import { jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { QueryRunner } from 'typeorm';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { shelf, type Kept } from './shelf.js';
import { ensureStream, holdsEvent, remakeDurables, retentionDays } from './streams.js';

/** What the fence has found since the start. Each but the first is a reason to look at the broker. */
export interface FenceCounts {
  proofs: number;
  /** A stream was gone, and another one is in its place. */
  epochChanges: number;
  /** A stream had lost its end. */
  rewinds: number;
  /** Events that are sent again because of the two. */
  requeued: number;
  durablesRemade: number;
}

/**
 * Nothing is published on a connection before the stream is proven to hold our newest acknowledged event. PostgreSQL is
 * the record,
 * JetStream a cable: an acknowledgement of JetStream is believed only as long as the stream stands by it.
 */
@Injectable()
export class Fence {
  private readonly logger = new Logger(Fence.name);
  readonly counts: FenceCounts = { proofs: 0, epochChanges: 0, rewinds: 0, requeued: 0, durablesRemade: 0 };

  constructor(@Inject(BUS_SETTINGS) private readonly settings: BusSettings) {}

  /** The streams that this service publishes to. */
  get streams(): StreamName[] {
    const own = (Object.keys(PRODUCERS) as AggregateType[]).filter((type) => PRODUCERS[type] === this.settings.service);
    return [...new Set(own.map(streamOf))];
  }

  /**
   * Proves every stream of this service, and heals what is not as it was.
   * @returns the birth of each stream
   */
  async prove(connection: NatsConnection, on: QueryRunner): Promise<Map<StreamName, string>> {
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const proven = new Map<StreamName, string>();
    for (const stream of this.streams) {
      const info = await ensureStream(jsm, stream, this.settings.replicas);
      await this.proveOne(jsm, on, stream, info);
      proven.set(stream, info.created);
    }
    this.counts.proofs += 1;
    return proven;
  }

  private async proveOne(jsm: JetStreamManager, on: QueryRunner, stream: StreamName, info: StreamInfo): Promise<void> {
    const epoch = info.created;
    const known = await shelf.epoch(on, stream);
    if (known !== epoch) {
      const requeued = await shelf.requeueEpochs(on, stream, epoch, retentionDays(stream));
      await shelf.rememberEpoch(on, stream, epoch);
      if (known !== undefined) this.counts.epochChanges += 1;
      this.counts.requeued += requeued;
      if (known !== undefined)
        this.logger.warn(
          `bus_epoch_changed: ${stream} is another one since ${epoch}; ${requeued} events are sent again`,
        );
    }
    const lost = await this.firstLost(jsm, on, stream, info);
    // Durables before rows: if we die in between, the rows still tell the next proof that something is wrong.
    const remade = await remakeDurables(
      jsm,
      stream,
      ({ delivered }) => lost !== undefined || delivered.stream_seq > info.state.last_seq,
    );
    this.counts.durablesRemade += remade;
    if (lost === undefined && !remade) return;
    const requeued = lost === undefined ? 0 : await shelf.requeueFrom(on, stream, epoch, lost);
    this.counts.rewinds += 1;
    this.counts.requeued += requeued;
    this.logger.warn(
      `bus_rewound: ${stream} lost its end; ${requeued} events are sent again, ${remade} durables made anew`,
    );
  }

  /**
   * The lowest stream sequence at which the stream does not hold our event any more. Losses are at the end: all before
   * it are there.
   */
  private async firstLost(
    jsm: JetStreamManager,
    on: QueryRunner,
    stream: StreamName,
    info: StreamInfo,
  ): Promise<number | undefined> {
    const epoch = info.created;
    const oldest = info.state.first_seq; // whatever is older has been there and has grown old
    const last = await shelf.highest(on, stream, epoch, 0, Number.MAX_SAFE_INTEGER);
    if (!last || (await holds(jsm, stream, last, info))) return undefined;
    let [good, bad] = [Math.min(oldest - 1, info.state.last_seq), last.sequence];
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      const row = await shelf.highest(on, stream, epoch, good, middle);
      if (!row || (await holds(jsm, stream, row, info))) good = middle;
      else bad = row.sequence;
    }
    return bad;
  }
}

async function holds(jsm: JetStreamManager, stream: StreamName, kept: Kept, { state }: StreamInfo): Promise<boolean> {
  if (kept.sequence > state.last_seq) return false;
  if (kept.sequence < state.first_seq) return true;
  return holdsEvent(jsm, stream, kept.sequence, kept.eventId);
}
