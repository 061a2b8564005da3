import type { EntityManager } from 'typeorm';
import { Statement } from './statement.js';

/** How far an aggregate has been read. */
export interface Cursor {
  sequence: number;
  parked: boolean;
}

/** A run of one aggregate's events, without a gap. */
export interface Run {
  type: string;
  id: string;
  first: number;
  last: number;
  eventIds: string[];
}

/**
 * Takes runs of events for ours, all in one statement: where a run begins right behind the aggregate's cursor, the
 * cursor moves to its
 * end and its events enter the inbox. The rows stay locked until the transaction ends, so of two replicas one waits and
 * then sees.
 */
const claim = new Statement<{ key: string }>(
  'bus_claim',
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[]) AS g (aggregate_type, aggregate_id, first, last)
   ), opened AS (
     INSERT INTO bus_cursor (aggregate_type, aggregate_id, sequence)
     SELECT aggregate_type, aggregate_id, last FROM given WHERE first = 1 ORDER BY 1, 2
     ON CONFLICT DO NOTHING RETURNING aggregate_type, aggregate_id
   ), advanced AS (
     UPDATE bus_cursor c SET sequence = g.last FROM given g
      WHERE c.aggregate_type = g.aggregate_type AND c.aggregate_id = g.aggregate_id AND c.sequence = g.first - 1 AND NOT c.parked
     RETURNING c.aggregate_type, c.aggregate_id
   ), claimed AS (
     SELECT * FROM opened UNION ALL SELECT * FROM advanced
   ), noted AS (
     INSERT INTO bus_inbox (event_id, aggregate_type, aggregate_id, sequence)
     SELECT e.event_id, e.aggregate_type, e.aggregate_id, e.sequence
       FROM unnest($5::uuid[], $6::text[], $7::uuid[], $8::bigint[]) AS e (event_id, aggregate_type, aggregate_id, sequence)
       JOIN claimed USING (aggregate_type, aggregate_id)
   )
   SELECT aggregate_type || '/' || aggregate_id AS key FROM claimed`,
);
const lock = new Statement<{ sequence: string; parked: boolean }>(
  'bus_lock',
  `INSERT INTO bus_cursor AS c (aggregate_type, aggregate_id, sequence) VALUES ($1, $2, 0)
   ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET sequence = c.sequence RETURNING sequence, parked`,
);
const move = new Statement(
  'bus_move',
  `UPDATE bus_cursor SET sequence = $3 WHERE aggregate_type = $1 AND aggregate_id = $2`,
);
const park = new Statement(
  'bus_park',
  `UPDATE bus_cursor SET parked = $3 WHERE aggregate_type = $1 AND aggregate_id = $2`,
);
const note = new Statement<{ event_id: string }>(
  'bus_note',
  `INSERT INTO bus_inbox (event_id, aggregate_type, aggregate_id, sequence) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING RETURNING event_id`,
);

/** Cursors and inbox. */
export const cursors = {
  /** Claims runs. @returns the keys of those that are ours now; each other one is stale, behind a gap, or parked */
  async claim(on: EntityManager, runs: Run[]): Promise<Set<string>> {
    const events = runs.flatMap(({ type, id, first, eventIds }) =>
      eventIds.map((event, index) => ({ event, type, id, sequence: first + index })),
    );
    const rows = await claim.run(
      on,
      runs.map((r) => r.type),
      runs.map((r) => r.id),
      runs.map((r) => r.first),
      runs.map((r) => r.last),
      events.map((e) => e.event),
      events.map((e) => e.type),
      events.map((e) => e.id),
      events.map((e) => e.sequence),
    );
    return new Set(rows.map(({ key }) => key));
  },

  /** Locks an aggregate's cursor until the transaction ends. */
  async lock(on: EntityManager, { type, id }: { type: string; id: string }): Promise<Cursor> {
    const [row] = await lock.run(on, type, id);
    return { sequence: Number(row?.sequence ?? 0), parked: row?.parked ?? false };
  },

  /** The event enters the inbox and the cursor moves to it. @returns false when it was in the inbox before */
  async advance(
    on: EntityManager,
    { type, id }: { type: string; id: string },
    sequence: number,
    eventId: string,
  ): Promise<boolean> {
    const noted = await note.run(on, eventId, type, id, sequence);
    await move.run(on, type, id, sequence);
    return noted.length > 0;
  },

  /** Later events of the aggregate wait, or do not wait any more. */
  async park(on: EntityManager, { type, id }: { type: string; id: string }, parked: boolean): Promise<void> {
    await park.run(on, type, id, parked);
  },
};
