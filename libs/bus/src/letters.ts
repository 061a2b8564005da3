import type { EntityManager } from 'typeorm';
import type { AggregateType } from '@biaozhi/contracts';

/** retrying: tried again by itself; dead: needs somebody; waiting: behind one of these. */
export const LETTER_STATES = ['retrying', 'dead', 'waiting'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** An event that could not be handled, or that waits behind one. */
export interface Letter {
  event_id: string;
  /** Null when not even the envelope could be read. */
  aggregate_type: AggregateType | null;
  aggregate_id: string | null;
  /** bigint as text. */
  sequence: string | null;
  event_type: string;
  subject: string;
  envelope: string;
  state: LetterState;
  /** Code of the problem, or name of the error. */
  reason: string;
  error: string;
  attempts: number;
  next_at: Date | null;
  stored_at: Date;
  failed_at: Date | null;
}

/** A letter to store. */
export type NewLetter = Pick<
  Letter,
  'event_id' | 'event_type' | 'subject' | 'envelope' | 'state' | 'reason' | 'error' | 'attempts'
> & {
  aggregate?: { type: AggregateType; id: string };
  sequence?: number;
  /** Seconds from now to the next attempt. */
  again?: number;
};

interface Aggregate {
  type: AggregateType;
  id: string;
}

/** The table bus_dead_letter; always in a transaction that holds the aggregate's cursor. */
export const letters = {
  /** Stores a letter; one that lies there already stays as it is. */
  async put(on: EntityManager, letter: NewLetter): Promise<void> {
    await on.query(
      `INSERT INTO bus_dead_letter (event_id, aggregate_type, aggregate_id, sequence, event_type, subject, envelope, state, reason, error, attempts, next_at, failed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now() + make_interval(secs => $12), CASE WHEN $8 = 'waiting' THEN NULL ELSE now() END)
       ON CONFLICT DO NOTHING`,
      [
        letter.event_id,
        letter.aggregate?.type ?? null,
        letter.aggregate?.id ?? null,
        letter.sequence ?? null,
        letter.event_type,
        letter.subject,
        letter.envelope,
        letter.state,
        letter.reason,
        letter.error,
        letter.attempts,
        letter.again ?? null,
      ],
    );
  },

  /** The aggregate's next letter. */
  async head(on: EntityManager, { type, id }: Aggregate): Promise<Letter | undefined> {
    const [letter] = (await on.query(
      `SELECT * FROM bus_dead_letter WHERE aggregate_type = $1 AND aggregate_id = $2 ORDER BY sequence LIMIT 1`,
      [type, id],
    )) as Letter[];
    return letter;
  },

  /** @returns whether it was there */
  async remove(on: EntityManager, eventId: string): Promise<boolean> {
    const [, count] = (await on.query('DELETE FROM bus_dead_letter WHERE event_id = $1', [eventId])) as [
      unknown[],
      number,
    ];
    return count > 0;
  },

  /** Counts an attempt before it is made, so that one which ends the process counts too. */
  async begin(on: EntityManager, eventId: string): Promise<void> {
    await on.query(
      `UPDATE bus_dead_letter SET state = 'retrying', attempts = attempts + 1, next_at = now() + interval '60 s' WHERE event_id = $1`,
      [eventId],
    );
  },

  /** It failed once more. */
  async fail(
    on: EntityManager,
    eventId: string,
    failure: { state: LetterState; reason: string; error: string; attempts: number; again?: number },
  ): Promise<void> {
    await on.query(
      `UPDATE bus_dead_letter SET state = $2, reason = $3, error = $4, attempts = $5, failed_at = now(), next_at = now() + make_interval(secs => $6)
        WHERE event_id = $1`,
      [eventId, failure.state, failure.reason, failure.error, failure.attempts, failure.again ?? null],
    );
  },

  /** It is to be tried now, with its attempts forgotten. */
  async revive(on: EntityManager, eventId: string): Promise<void> {
    await on.query(`UPDATE bus_dead_letter SET state = 'retrying', attempts = 0, next_at = now() WHERE event_id = $1`, [
      eventId,
    ]);
  },

  /** Aggregates whose next attempt is due. */
  due: (on: { query(sql: string): Promise<unknown> }): Promise<Aggregate[]> =>
    on.query(
      `SELECT DISTINCT aggregate_type AS type, aggregate_id AS id FROM bus_dead_letter
        WHERE state = 'retrying' AND next_at <= now() AND aggregate_id IS NOT NULL LIMIT 100`,
    ) as Promise<Aggregate[]>,
};
