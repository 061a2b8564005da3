import { Inject, Injectable, Logger } from '@nestjs/common';
import { PRODUCERS, READS, streamOf, type AggregateType, type ServiceName } from '@biaozhi/contracts';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { textOf } from './failures.js';
import { pause, type OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { readers, type Mark, type Published } from './readers.js';
import { Relay } from './relay.js';
import { QUESTION, Seen } from './seen.js';
import { shelf } from './shelf.js';
import { durableInfo, durableOf, holdsEvent, streamInfo } from './streams.js';
import { Wakeup } from './wakeup.js';

/** Questions that one pass puts to one reader about one type, at most. */
const QUESTIONS = 200;

/** What the comparison has done since the start. */
export interface ComparisonCounts {
  passes: number;
  /** Events that a reader was asked about. */
  compared: number;
  /** Events that were lost on their way, and sent again. */
  lost: number;
}

/** A type of ours, and who reads it. */
interface Route {
  reader: ServiceName;
  type: AggregateType;
}

/**
 * The last net: whatever the reason, an event that a reader should have and has not is found and sent again. It costs
 * a question per 500 events, since it goes on from where the reader was last known to have everything.
 */
@Injectable()
export class Comparison implements OnLink {
  private readonly logger = new Logger(Comparison.name);
  private readonly routes: Route[];
  private working: Promise<void> = Promise.resolve();
  readonly counts: ComparisonCounts = { passes: 0, compared: 0, lost: 0 };

  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: Relay,
    private readonly seen: Seen,
    private readonly wakeup: Wakeup,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {
    this.routes = (Object.keys(READS) as ServiceName[]).flatMap((reader) =>
      READS[reader].filter((type) => PRODUCERS[type] === settings.service).map((type) => ({ reader, type })),
    );
  }

  linked(connection: NatsConnection, lost: AbortSignal): void {
    if (!this.settings.compareSeconds || !this.routes.length) return;
    const before = this.working;
    this.working = before.then(() => this.work(connection, lost));
  }

  /** Waits until the work on the last connection has ended. */
  ended(): Promise<void> {
    return this.working;
  }

  private async work(connection: NatsConnection, lost: AbortSignal): Promise<void> {
    const jsm = await jetstreamManager(connection, { checkAPI: false, timeout: 2000 });
    for (;;) {
      await pause(this.settings.compareSeconds * 1000, lost);
      if (lost.aborted) return;
      if (this.relay.leading) await this.pass(jsm, lost);
    }
  }

  private async pass(jsm: JetStreamManager, lost: AbortSignal): Promise<void> {
    const silent = new Set<ServiceName>();
    for (const route of this.routes) {
      if (silent.has(route.reader)) continue;
      try {
        if ((await this.compare(route, jsm, lost)) === 'silent') silent.add(route.reader);
      } catch (error) {
        if (lost.aborted) return;
        this.logger.warn(`${route.reader} and its ${route.type} events cannot be compared: ${textOf(error)}`);
      }
    }
    this.counts.passes += 1;
  }

  private async compare({ reader, type }: Route, jsm: JetStreamManager, lost: AbortSignal): Promise<'silent' | void> {
    const stream = streamOf(type);
    const manager = this.dataSource.manager;
    const epoch = (await streamInfo(jsm, stream))?.created;
    // Before the question: what was acknowledged by now is committed, so the reader must know it.
    const durable = await durableInfo(jsm, stream, durableOf(reader, type));
    if (!epoch || !durable) return; // it has never read; when it begins, it begins with the first event
    let mark: Mark = await readers.mark(manager, reader, type, epoch, this.settings.sweepSeconds);
    for (let question = 0; question < QUESTIONS && !lost.aborted; question += 1) {
      const rows = await readers.window(manager, stream, type, mark, this.settings.compareAfterSeconds, QUESTION);
      if (!rows.length) return;
      const unseen = await this.ask(reader, type, rows);
      if (!unseen) return 'silent';
      const verdicts = await Promise.all(
        unseen.map(async (row) => ({ row, lost: await gone(jsm, stream, row, durable.ack_floor.stream_seq) })),
      );
      await this.sendAgain(reader, verdicts.filter((verdict) => verdict.lost).map(({ row }) => row));
      // What is sent again gets a new number, so the mark need not wait for it.
      const onItsWay = verdicts.find((verdict) => !verdict.lost)?.row;
      const next = { epoch, sequence: onItsWay ? Number(onItsWay.stream_sequence) - 1 : last(rows) };
      await readers.move(manager, reader, type, next, mark);
      if (onItsWay || rows.length < QUESTION) return;
      mark = next;
    }
  }

  private async ask(reader: ServiceName, type: AggregateType, rows: Published[]): Promise<Published[] | undefined> {
    const asked = rows.map((row) => ({
      id: row.event_id,
      type,
      aggregate: row.aggregate_id,
      sequence: Number(row.sequence),
    }));
    const unseen = await this.seen.unseen(reader, asked);
    if (unseen) this.counts.compared += rows.length;
    return unseen && rows.filter(({ event_id }) => unseen.has(event_id));
  }

  private async sendAgain(reader: ServiceName, rows: Published[]): Promise<void> {
    if (!rows.length) return;
    const ids = rows.map(({ event_id }) => event_id);
    const requeued = await shelf.requeueEvents(this.dataSource.manager, ids);
    this.counts.lost += requeued;
    this.logger.warn(`bus_lost: ${requeued} events never reached ${reader} and are sent again, e.g. ${ids[0]}`);
    this.wakeup.wake();
  }
}

const last = (rows: Published[]): number => Number(rows.at(-1)?.stream_sequence);

/** An unseen event is lost when the durable has done with it, or when the stream does not hold it; else it is on its way. */
async function gone(jsm: JetStreamManager, stream: string, row: Published, done: number): Promise<boolean> {
  const seq = Number(row.stream_sequence);
  return seq <= done || !(await holdsEvent(jsm, stream, seq, row.event_id));
}
