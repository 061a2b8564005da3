import { Inject, Injectable, Logger } from '@nestjs/common';
import { PRODUCERS, READS, type ServiceName } from '@biaozhi/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { textOf } from './failures.js';
import { pause, type OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { Relay } from './relay.js';
import { QUESTION, Seen, type Asked } from './seen.js';

/** Batches of one round, at most: the rest has time until the next one. */
const BATCHES = 200;

/** An old row of the outbox. */
interface Old extends Asked {
  /** bigint as text, as pg gives it. */
  place: string;
}

/**
 * Removes what has grown old from outbox and inbox, in small batches. A row of the outbox goes only when each of its
 * readers says that it has the event, and never the last one of its aggregate: who builds a copy anew needs its state.
 * The inbox's memory of an event may go, since the cursor goes on dropping it.
 */
@Injectable()
export class Housekeeping implements OnLink {
  private readonly logger = new Logger(Housekeeping.name);
  private working: Promise<void> = Promise.resolve();
  /** Rows removed since the start. */
  readonly counts = { outbox: 0, inbox: 0 };

  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: Relay,
    private readonly seen: Seen,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  linked(_connection: NatsConnection, lost: AbortSignal): void {
    const before = this.working;
    this.working = before.then(() => this.work(lost));
  }

  /** Waits until the work on the last connection has ended. */
  ended(): Promise<void> {
    return this.working;
  }

  private async work(lost: AbortSignal): Promise<void> {
    for (;;) {
      await pause(this.settings.tidySeconds * 1000, lost);
      if (lost.aborted) return;
      try {
        if (this.relay.leading) await this.tidy(lost);
      } catch (error) {
        this.logger.warn(`old rows cannot be removed: ${textOf(error)}`);
      }
    }
  }

  private async tidy(lost: AbortSignal): Promise<void> {
    for (let batch = 0, removed = QUESTION; batch < BATCHES && removed === QUESTION && !lost.aborted; batch += 1) {
      removed = await this.count(
        `DELETE FROM bus_inbox WHERE event_id IN
           (SELECT event_id FROM bus_inbox WHERE handled_at < now() - make_interval(days => $1) LIMIT $2)`,
        [this.settings.keepDays, QUESTION],
      );
      this.counts.inbox += removed;
    }
    let after = '0';
    for (let batch = 0; batch < BATCHES && !lost.aborted; batch += 1) {
      const old = await this.old(after);
      const kept = await this.wanted(old);
      const ids = old.map(({ id }) => id).filter((id) => !kept.has(id));
      // Between question and removal an administrator may have asked for it again: then it is not confirmed any more.
      this.counts.outbox += await this.count(
        'DELETE FROM bus_outbox WHERE event_id = ANY($1) AND stream_sequence IS NOT NULL',
        [ids],
      );
      if (old.length < QUESTION) return;
      after = old.at(-1)?.place ?? after;
    }
  }

  private old(after: string): Promise<Old[]> {
    return this.dataSource.query(
      `SELECT o.event_id AS id, o.aggregate_type AS type, o.aggregate_id AS aggregate, o.sequence::int AS sequence, o.position AS place
         FROM bus_outbox o JOIN bus_aggregate a USING (aggregate_type, aggregate_id)
        WHERE o.position > $1 AND o.stream_sequence IS NOT NULL AND o.sequence < a.sequence
          AND o.recorded_at < now() - make_interval(days => $2)
        ORDER BY o.position LIMIT $3`,
      [after, this.settings.keepDays, QUESTION],
    ) as Promise<Old[]>;
  }

  /** Ids of the events that some reader has not, or may not have: one that does not answer may lack all of them. */
  private async wanted(old: Old[]): Promise<Set<string>> {
    const wanted = new Set<string>();
    for (const reader of Object.keys(READS) as ServiceName[]) {
      const asked = old.filter(({ type }) => READS[reader].includes(type) && PRODUCERS[type] === this.settings.service);
      if (!asked.length) continue;
      const events = asked.map(({ id, type, aggregate, sequence }) => ({ id, type, aggregate, sequence }));
      const unseen = await this.seen.unseen(reader, events);
      for (const id of unseen ?? asked.map((event) => event.id)) wanted.add(id);
    }
    return wanted;
  }

  private async count(text: string, values: unknown[]): Promise<number> {
    const [, count] = (await this.dataSource.query(text, values)) as [unknown[], number];
    return count;
  }
}
