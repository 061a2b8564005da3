import { Inject, Injectable } from '@nestjs/common';
import { envelopeOf, publicationOf, subjectFor, type AggregateData, type EventClass } from '@biaozhi/contracts';
import { v7 } from 'uuid';
import { BusContext } from './bus-context.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { Statement } from './statement.js';
import { Transactions } from './transactions.js';
import { Wakeup } from './wakeup.js';

/**
 * Numbers and stores events in one round trip. The aggregate's row is locked before `position` is drawn, so within an
 * aggregate
 * the order of `position`, of `sequence`, of `time` and of commit are the same.
 */
const append = new Statement(
  'bus_append',
  `WITH given AS (
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       WITH ORDINALITY AS g (event_id, aggregate_type, aggregate_id, stream, subject, head, middle, tail, place)
   ), counted AS (
     INSERT INTO bus_aggregate AS a (aggregate_type, aggregate_id, sequence)
     SELECT aggregate_type, aggregate_id, count(*) FROM given GROUP BY 1, 2 ORDER BY 1, 2
     ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET sequence = a.sequence + excluded.sequence
     RETURNING aggregate_type, aggregate_id, sequence
   ), numbered AS (
     SELECT given.*, clock_timestamp() AS now,
            counted.sequence - count(*) OVER (PARTITION BY aggregate_type, aggregate_id)
              + row_number() OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY place) AS sequence
       FROM given JOIN counted USING (aggregate_type, aggregate_id)
   )
   INSERT INTO bus_outbox (event_id, aggregate_type, aggregate_id, sequence, stream, subject, recorded_at, envelope)
   SELECT event_id, aggregate_type, aggregate_id, sequence, stream, subject, now,
          head || to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || middle || sequence || tail
     FROM numbered ORDER BY place`,
);

/**
 * Stand-ins for what only the database knows; each comes before `data` in the envelope, so its first occurrence is the
 * one.
 */
const TIME = new Date(0);
const TIME_TEXT = TIME.toISOString();
const SEQUENCE_TEXT = '"sequence":0,';

/** What the service says to others. It is said when the transaction is committed, and only then. */
@Injectable()
export class Outbox {
  constructor(
    private readonly transactions: Transactions,
    private readonly wakeup: Wakeup,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /**
   * Adds events to the ambient transaction. They get the aggregate's next sequence numbers, and cause and trace of the
   * work at hand.
   * @throws Error outside of Transactions.run, or for an event that another service produces
   */
  async append(...events: AggregateData[]): Promise<void> {
    const manager = this.transactions.current();
    if (!manager)
      throw new Error('Outbox.append belongs inside of Transactions.run: an event without its effect is a lie');
    if (!events.length) return;
    const rows = events.map((event) => this.rowOf(event));
    const column = (index: number): unknown[] => rows.map((row) => row[index]);
    await append.run(manager, ...Array.from({ length: 8 }, (_, index) => column(index)));
    this.transactions.afterCommit(() => this.wakeup.wake());
  }

  private rowOf(event: AggregateData): string[] {
    const kind = event.constructor as EventClass;
    const { aggregate, producer, stream } = publicationOf(kind);
    if (producer !== this.settings.service)
      throw new Error(`${kind.name} is published by ${producer}, not by ${this.settings.service}`);
    const id = v7();
    const { correlationId = id, causationId, traceparent } = BusContext.current() ?? {};
    const about = { id, sequence: 0, time: TIME, correlationId, causationId, traceparent };
    const text = JSON.stringify(envelopeOf(event, about));
    const [time, sequence] = [text.indexOf(TIME_TEXT), text.indexOf(SEQUENCE_TEXT)];
    const number = sequence + SEQUENCE_TEXT.length - 2;
    return [
      id,
      aggregate,
      event.id,
      stream,
      subjectFor(kind, event),
      text.slice(0, time),
      text.slice(time + TIME_TEXT.length, number),
      text.slice(number + 1),
    ];
  }
}
