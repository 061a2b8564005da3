import type { AggregateType, ServiceName, StreamName } from '@biaozhi/contracts';
import type { EntityManager } from 'typeorm';

/** Up to where a reader is known to have all of our events of a type. */
export interface Mark {
  /** The stream that the number belongs to. */
  epoch: string;
  /** Stream sequence. */
  sequence: number;
}

/** A published event in the outbox. */
export interface Published {
  event_id: string;
  aggregate_id: string;
  /** bigint as text, as pg gives it. */
  sequence: string;
  stream_sequence: string;
}

/** The table bus_reader, and the outbox as it is compared with readers. */
export const readers = {
  /** Nothing when the mark is of another stream, or older than a day: then all that the stream holds is compared anew. */
  async mark(
    on: EntityManager,
    reader: ServiceName,
    type: AggregateType,
    epoch: string,
    sweepSeconds: number,
  ): Promise<Mark> {
    const [row] = (await on.query(
      `INSERT INTO bus_reader AS r (reader, aggregate_type, epoch, sequence) VALUES ($1, $2, $3, 0)
       ON CONFLICT (reader, aggregate_type) DO UPDATE
         SET epoch = excluded.epoch,
             sequence = CASE WHEN r.epoch = excluded.epoch AND r.begun_at > now() - make_interval(secs => $4) THEN r.sequence ELSE 0 END,
             begun_at = CASE WHEN r.epoch = excluded.epoch AND r.begun_at > now() - make_interval(secs => $4) THEN r.begun_at ELSE now() END
       RETURNING sequence`,
      [reader, type, epoch, sweepSeconds],
    )) as { sequence: string }[];
    return { epoch, sequence: Number(row?.sequence ?? 0) };
  },

  /** Moves it, unless somebody has begun anew meanwhile. */
  async move(
    on: EntityManager,
    reader: ServiceName,
    type: AggregateType,
    { epoch, sequence }: Mark,
    from: Mark,
  ): Promise<void> {
    await on.query(
      `UPDATE bus_reader SET sequence = $4 WHERE reader = $1 AND aggregate_type = $2 AND epoch = $3 AND sequence = $5`,
      [reader, type, epoch, sequence, from.sequence],
    );
  },

  /** The next events of a type behind the mark that are older than some seconds, in the order of the stream. */
  window: (
    on: EntityManager,
    stream: StreamName,
    type: AggregateType,
    { epoch, sequence }: Mark,
    olderThanSeconds: number,
    limit: number,
  ): Promise<Published[]> =>
    on.query(
      `SELECT event_id, aggregate_id, sequence, stream_sequence FROM bus_outbox
        WHERE stream = $1 AND stream_epoch = $2 AND stream_sequence > $3 AND stream_sequence IS NOT NULL
          AND aggregate_type = $4 AND recorded_at <= now() - make_interval(secs => $5)
        ORDER BY stream_sequence LIMIT $6`,
      [stream, epoch, sequence, type, olderThanSeconds, limit],
    ) as Promise<Published[]>,
};
