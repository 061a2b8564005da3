import { Inject, Injectable, Logger } from '@nestjs/common';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource, type QueryRunner } from 'typeorm';
import { Fence } from './fence.js';
import { Leadership } from './leadership.js';
import { pause, type OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { messageId, shelf, type Due, type Kept, type Mark } from './shelf.js';
import { Wakeup } from './wakeup.js';

/** What can be switched off, so that a test can show what it is good for. */
export interface RelayMechanisms {
  /** The read position moves only below the oldest open transaction. */
  horizon: boolean;
  /** One relay of a service works at a time. */
  leader: boolean;
  /** The streams are proven before the first publish. */
  fence: boolean;
}

/** Where a replica tells the one that publishes that there is something to publish. */
export const wakeSubject = (service: string): string => `ctl.v1.${service}.wake`;

/** Rows that one round takes. */
const ROUND = 500;

/**
 * Carries the outbox to the streams: in order within an aggregate, in parallel across them, outside of any transaction.
 * A row that could not be published stays, and is tried again.
 */
@Injectable()
export class Relay implements OnLink {
  private readonly logger = new Logger(Relay.name);
  readonly mechanisms: RelayMechanisms = { horizon: true, leader: true, fence: true };
  private readonly leadership: Leadership;
  private working: Promise<void> = Promise.resolve();
  private epochs = new Map<string, string>();
  /** Everything up to here is published, for good. */
  private settled = '0';
  private mark?: Mark;
  private markedAt = 0;
  private provenAt = 0;
  /** Whether the last look at the table found nothing to publish, and nobody has woken us since. */
  private idle = false;
  /** Events published since the start. */
  published = 0;

  constructor(
    dataSource: DataSource,
    private readonly fence: Fence,
    private readonly wakeup: Wakeup,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {
    this.leadership = new Leadership(dataSource);
  }

  /** Whether this replica is the one that publishes. */
  get leading(): boolean {
    return this.leadership.holds || !this.mechanisms.leader;
  }

  linked(connection: NatsConnection, lost: AbortSignal): void {
    const before = this.working;
    this.working = before.then(() => this.work(connection, lost));
    connection.subscribe(wakeSubject(this.settings.service), { callback: () => this.wakeup.wakeSilently() });
    const tellLeader = (): void => {
      if (!lost.aborted && !this.leading) connection.publish(wakeSubject(this.settings.service));
    };
    this.wakeup.onWake(tellLeader);
    lost.addEventListener('abort', () => {
      this.wakeup.offWake(tellLeader);
      this.wakeup.wakeSilently();
    });
  }

  /** Gives what was committed a moment to be published. What is not, stays in the outbox. */
  async drain(): Promise<void> {
    this.wakeup.wakeSilently();
    for (let round = 0; round < 40 && this.leadership.holds && !this.idle; round += 1) await pause(50);
  }

  /** Waits until the work on the last connection has ended; its connection must be lost or its end be signalled. */
  async ended(): Promise<void> {
    await this.working;
    await this.leadership.resign();
  }

  private async work(connection: NatsConnection, lost: AbortSignal): Promise<void> {
    const js = jetstream(connection, { timeout: 5000 });
    this.doubt();
    while (!lost.aborted) {
      try {
        const session = await this.leadership.session(this.mechanisms.leader);
        if (!session) await pause(1000, lost);
        else if (!(await this.round(connection, js, session))) await this.wakeup.wait(this.settings.pollSeconds * 1000);
      } catch (error) {
        if (lost.aborted) return;
        this.logger.warn(`relay: ${String(error)}`);
        this.doubt();
        await this.leadership.check();
        await pause(500, lost);
      }
    }
  }

  /** The stream must be proven again, and the table be read from its beginning. */
  doubt(): void {
    this.provenAt = 0;
    this.settled = '0';
    this.mark = undefined;
  }

  /** Publishes one batch. @returns whether there may be more at once */
  private async round(connection: NatsConnection, js: JetStreamClient, session: QueryRunner): Promise<boolean> {
    const { netSeconds } = this.settings;
    if (this.provenAt && netSeconds && Date.now() - this.provenAt > netSeconds * 1000) this.doubt();
    if (!this.provenAt) {
      if (this.mechanisms.fence || !this.epochs.size) this.epochs = await this.fence.prove(connection, session);
      this.provenAt = Date.now();
    }
    this.idle = false;
    if (this.mechanisms.horizon) await this.settle(session);
    const rows = await shelf.due(session, this.settled, ROUND);
    if (!rows.length) {
      this.idle = true;
      if (!this.mechanisms.horizon) await this.settleBlindly(session);
      return false;
    }
    const { kept, failure } = await this.publish(js, rows);
    if (kept.length) await shelf.confirm(session, kept);
    this.published += kept.length;
    if (failure) throw failure;
    return rows.length === ROUND;
  }

  private async publish(js: JetStreamClient, rows: Due[]): Promise<{ kept: Kept[]; failure?: unknown }> {
    const kept: Kept[] = [];
    let failure: unknown;
    const inOrder = async (events: Due[]): Promise<void> => {
      for (const row of events) {
        const ack = await js.publish(row.subject, row.envelope, {
          msgID: messageId(row),
          expect: { streamName: row.stream },
        });
        kept.push({ eventId: row.event_id, epoch: this.epochs.get(row.stream) ?? '', sequence: ack.seq });
      }
    };
    const aggregates = new Map<string, Due[]>();
    for (const row of rows) {
      const key = `${row.aggregate_type}/${row.aggregate_id}`;
      const events = aggregates.get(key);
      if (events) events.push(row);
      else aggregates.set(key, [row]);
    }
    await Promise.all(
      [...aggregates.values()].map((events) => inOrder(events).catch((error: unknown) => (failure ??= error))),
    );
    return { kept, failure };
  }

  /**
   * Once a second, moves the read position: so that the scan does not wade through the dead entries of what is long
   * published.
   */
  private async settle(session: QueryRunner): Promise<void> {
    if (Date.now() - this.markedAt < 1000) return;
    this.markedAt = Date.now();
    const { position, final } = await shelf.settled(session, (this.mark ??= await shelf.mark(session)), this.settled);
    this.settled = position;
    if (final && (await shelf.drawn(session)) !== this.mark.position) this.mark = await shelf.mark(session);
  }

  /** What a relay does that believes its eyes: whatever lies below the last position it has heard of has been seen. */
  private async settleBlindly(session: QueryRunner): Promise<void> {
    this.settled = (await shelf.mark(session)).position;
  }
}
