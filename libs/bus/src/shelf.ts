import type { AggregateType, StreamName } from '@biaozhi/contracts';
import type { EntityManager, QueryRunner } from 'typeorm';
import { Statement } from './statement.js';

/** An outbox row that is to be published. */
export interface Due {
  /** bigint as text, as pg gives it. */
  position: string;
  event_id: string;
  aggregate_type: string;
  aggregate_id: string;
  stream: StreamName;
  subject: string;
  envelope: string;
  resends: number;
}

/** Where the stream keeps an event. */
export interface Kept {
  eventId: string;
  epoch: string;
  sequence: number;
}

const due = new Statement<Due>(
  'bus_due',
  `SELECT position, event_id, aggregate_type, aggregate_id, stream, subject, envelope, resends
     FROM bus_outbox WHERE stream_sequence IS NULL AND position > $1 ORDER BY position LIMIT $2`,
);
const confirm = new Statement(
  'bus_confirm',
  `UPDATE bus_outbox o SET stream_epoch = k.epoch, stream_sequence = k.sequence
     FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS k (event_id, epoch, sequence)
    WHERE o.event_id = k.event_id AND o.stream_sequence IS NULL`,
);
// A sequence that was never used calls its first value its last.
const drawn = new Statement<{ position: string }>(
  'bus_drawn',
  `SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS position FROM bus_outbox_position_seq`,
);
const now = new Statement<{ xid: string }>('bus_now', `SELECT pg_current_xact_id()::text AS xid`);
const horizon = new Statement<{ settled: boolean; first: string | null }>(
  'bus_horizon',
  `SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8 AS settled,
          (SELECT min(position) FROM bus_outbox WHERE stream_sequence IS NULL AND position > $2) AS first`,
);
const epochs = new Statement<{ epoch: string }>('bus_epoch', `SELECT epoch FROM bus_stream WHERE stream = $1`);
const highest = new Statement<{ event_id: string; sequence: string }>(
  'bus_highest',
  `SELECT event_id, stream_sequence AS sequence FROM bus_outbox
    WHERE stream = $1 AND stream_epoch = $2 AND stream_sequence IS NOT NULL AND stream_sequence > $3 AND stream_sequence <= $4
    ORDER BY stream_sequence DESC LIMIT 1`,
);

/** The outbox table as the relay reads and marks it, on the relay's own connection. */
export const shelf = {
  /** The next rows to publish, in order, behind `after`. */
  due: (on: QueryRunner, after: string, limit: number): Promise<Due[]> => due.run(on, after, limit),

  /** Remembers where the stream keeps the events. */
  async confirm(on: QueryRunner, kept: Kept[]): Promise<void> {
    await confirm.run(
      on,
      kept.map((k) => k.eventId),
      kept.map((k) => k.epoch),
      kept.map((k) => k.sequence),
    );
  },

  /** The last position that any transaction has drawn, committed or not. */
  async drawn(on: QueryRunner): Promise<string> {
    return (await drawn.run(on))[0]?.position ?? '0';
  },

  /** The last position drawn, and a transaction number that is above all of those that have drawn one; it uses one up. */
  async mark(on: QueryRunner): Promise<Mark> {
    const position = await shelf.drawn(on);
    const [current] = await now.run(on);
    return { position, xid: current?.xid ?? '0' };
  },

  /**
   * How far nothing unpublished can be any more. A lower position may still be held by an open transaction, so a mark
   * counts
   * only when every transaction that was open at its time has ended, i.e. when it is below the xmin of a snapshot.
   * What another replica has meanwhile requeued is found too: the answer may be lower than the one before.
   */
  async settled(on: QueryRunner, mark: Mark, before: string): Promise<{ position: string; final: boolean }> {
    const [answer] = await horizon.run(on, mark.xid, 0);
    const first = answer?.first ? BigInt(answer.first) - 1n : undefined;
    const upTo = answer?.settled ? mark.position : before;
    return {
      position: first !== undefined && first < BigInt(upTo) ? first.toString() : upTo,
      final: answer?.settled ?? false,
    };
  },

  /** The stream's birth as we last saw it. */
  async epoch(on: QueryRunner, stream: StreamName): Promise<string | undefined> {
    return (await epochs.run(on, stream))[0]?.epoch;
  },

  async rememberEpoch(on: QueryRunner, stream: StreamName, epoch: string): Promise<void> {
    await on.query(
      `INSERT INTO bus_stream (stream, epoch) VALUES ($1, $2)
       ON CONFLICT (stream) DO UPDATE SET epoch = excluded.epoch, proven_at = now()`,
      [stream, epoch],
    );
  },

  /** Our event with the highest stream sequence in (above, upTo]. */
  async highest(
    on: QueryRunner,
    stream: StreamName,
    epoch: string,
    above: number,
    upTo: number,
  ): Promise<Kept | undefined> {
    const [row] = await highest.run(on, stream, epoch, above, upTo);
    return row && { eventId: row.event_id, epoch, sequence: Number(row.sequence) };
  },

  /** Everything from a stream sequence on is to be published again. */
  requeueFrom: (on: QueryRunner, stream: StreamName, epoch: string, sequence: number): Promise<number> =>
    requeue(on, `stream = $1 AND stream_epoch = $2 AND stream_sequence >= $3`, [stream, epoch, sequence]),

  /** Everything that another, lost stream of this name held and that is not too old is to be published again. */
  requeueEpochs: (on: QueryRunner, stream: StreamName, epoch: string, days: number): Promise<number> =>
    requeue(
      on,
      `stream = $1 AND stream_sequence IS NOT NULL AND stream_epoch <> $2 AND recorded_at > now() - make_interval(days => $3)`,
      [stream, epoch, days],
    ),

  /** A part of one aggregate's events is to be published again. */
  requeueAggregate: (on: EntityManager, type: AggregateType, id: string, from: number, to: number): Promise<number> =>
    requeue(
      on,
      `aggregate_type = $1 AND aggregate_id = $2 AND sequence BETWEEN $3 AND $4 AND stream_sequence IS NOT NULL`,
      [type, id, from, to],
    ),

  /** The lowest number of an aggregate that is still there. */
  async first(on: EntityManager, type: AggregateType, id: string): Promise<number | undefined> {
    const [row] = (await on.query(
      'SELECT min(sequence) AS first FROM bus_outbox WHERE aggregate_type = $1 AND aggregate_id = $2',
      [type, id],
    )) as { first: string | null }[];
    return row?.first ? Number(row.first) : undefined;
  },

  /** These events are to be published again. */
  requeueEvents: (on: EntityManager, ids: string[]): Promise<number> =>
    requeue(on, `event_id = ANY($1) AND stream_sequence IS NOT NULL`, [ids]),

  /** Every event of a type that the stream does not hold any more is to be published again. */
  requeueType: (
    on: EntityManager,
    type: AggregateType,
    stream: StreamName,
    epoch: string,
    firstKept: number,
  ): Promise<number> =>
    requeue(
      on,
      `aggregate_type = $1 AND stream = $2 AND stream_sequence IS NOT NULL AND (stream_epoch <> $3 OR stream_sequence < $4)`,
      [type, stream, epoch, firstKept],
    ),
};

/** A point in the drawing of positions. */
export interface Mark {
  position: string;
  xid: string;
}

/**
 * Rows of one statement: a whole stream at once would outlast the time-out of statements. What is left when we die in between is as
 * wrong as it was, and is found again.
 */
const PORTION = 5000;

async function requeue(on: QueryRunner | EntityManager, where: string, values: unknown[]): Promise<number> {
  let requeued = 0;
  for (let portion = PORTION; portion === PORTION; requeued += portion) {
    const [answer] = (await on.query(
      `WITH again AS (
         UPDATE bus_outbox SET stream_sequence = NULL, stream_epoch = NULL, resends = resends + 1
          WHERE event_id IN (SELECT event_id FROM bus_outbox WHERE ${where} LIMIT ${PORTION}) RETURNING 1
       ) SELECT count(*) FROM again`,
      values,
    )) as { count: string }[];
    portion = Number(answer?.count ?? 0);
  }
  return requeued;
}

/** The `Nats-Msg-Id`. An event that is sent again on purpose must not be taken for a duplicate by the broker. */
export const messageId = ({ event_id, resends }: Pick<Due, 'event_id' | 'resends'>): string =>
  resends ? `${event_id}~${resends}` : event_id;
