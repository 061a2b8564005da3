import { Injectable } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import type { JsMsg } from '@nats-io/jetstream';
import { DataSource } from 'typeorm';
import { v5 } from 'uuid';
import { cursors } from './cursors.js';
import { reasonOf, textOf } from './failures.js';
import { letters, type Letter, type LetterState } from './letters.js';
import { envelopeIn } from './received.js';
import { Retries } from './retries.js';
import { Transactions } from './transactions.js';

/** A dead letter as an administrator sees it. */
export interface DeadLetter {
  /** The event's id. */
  id: string;
  /** Null when not even the envelope could be read. */
  aggregate: string | null;
  sequence: number | null;
  eventType: string;
  /** retrying: tried again by itself; dead: needs somebody; waiting: behind one of these. */
  state: LetterState;
  /** Code of the problem, or name of the error. */
  reason: string;
  error: string;
  attempts: number;
  storedAt: Date;
  /** When it is tried again. */
  nextAt: Date | null;
  /** The exact message. */
  envelope: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What this service could not handle, and the way back. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly retries: Retries,
  ) {}

  /**
   * Letters, oldest event first: ids of events are drawn in the order of time.
   * @param options.after id of the last letter of the page before, which need not be there any more
   * @param options.state default: all
   */
  async list({ after, limit = 50, state }: { after?: string; limit?: number; state?: LetterState } = {}): Promise<
    DeadLetter[]
  > {
    const rows = (await this.dataSource.query(
      `SELECT * FROM bus_dead_letter
        WHERE ($1::uuid IS NULL OR event_id > $1) AND ($2::text IS NULL OR state = $2)
        ORDER BY event_id LIMIT $3`,
      [after ?? null, state ?? null, Math.min(limit, 500)],
    )) as Letter[];
    return rows.map(shown);
  }

  /** How many there are of each state. */
  async counts(): Promise<Record<LetterState, number>> {
    const rows = (await this.dataSource.query(`SELECT state, count(*) FROM bus_dead_letter GROUP BY state`)) as {
      state: LetterState;
      count: string;
    }[];
    return {
      retrying: 0,
      dead: 0,
      waiting: 0,
      ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])),
    };
  }

  /**
   * Has the event, and what waits behind it, handled again, in order.
   * @returns how many events were handled; the first one that fails again stops it
   * @throws Problem 404
   */
  async requeue(eventId: string): Promise<{ handled: number }> {
    const aggregate = await this.transactions.run(async (manager) => {
      const letter = await this.find(eventId);
      const { aggregate } = envelopeIn(letter.envelope);
      await cursors.lock(manager, aggregate);
      const head = letter.aggregate_id === null ? letter : ((await letters.head(manager, aggregate)) ?? letter);
      await letters.revive(manager, head.event_id);
      return aggregate;
    });
    return { handled: await this.retries.replay(aggregate) };
  }

  /**
   * Gives the event up: it counts as read, without any effect, and what waits behind it goes on.
   * @param note records that it was given up, in the same transaction
   * @throws Problem 404; 409 `wrong-state` when earlier events of its aggregate are still open
   */
  async discard(
    eventId: string,
    note: (letter: DeadLetter) => Promise<void> = async () => undefined,
  ): Promise<{ handled: number }> {
    const aggregate = await this.transactions.run(async (manager) => {
      const letter = await this.find(eventId);
      const { aggregate_type: type, aggregate_id: id, state } = letter;
      const read = type !== null && id !== null ? { type, id } : undefined;
      const cursor = read && (await cursors.lock(manager, read));
      const [sequence, next] = [Number(letter.sequence), (cursor?.sequence ?? 0) + 1];
      if (read && sequence > next) throw problem(409, 'wrong-state', { params: { state, step: 'discard' } });
      // Until we had the lock, somebody else may have requeued it or given it up.
      if (!(await letters.remove(manager, eventId))) throw problem(404, 'not-found');
      if (read && sequence === next) await cursors.advance(manager, read, sequence, eventId);
      await note(shown(letter));
      return read;
    });
    return { handled: aggregate ? await this.retries.replay(aggregate) : 0 };
  }

  /** Keeps a message whose envelope cannot be read. */
  async storeUnreadable(message: Pick<JsMsg, 'subject' | 'seq' | 'headers' | 'string'>, error: unknown): Promise<void> {
    const given = UUID.exec(message.headers?.get('Nats-Msg-Id') ?? '')?.[0];
    await letters.put(this.dataSource.manager, {
      event_id: given ?? v5(`${message.subject}#${message.seq}`, v5.URL),
      event_type: 'unreadable',
      subject: message.subject,
      envelope: message.string(),
      state: 'dead',
      reason: reasonOf(error),
      error: textOf(error),
      attempts: 1,
    });
  }

  private async find(eventId: string): Promise<Letter> {
    const manager = this.transactions.manager;
    const [letter] = (await manager.query('SELECT * FROM bus_dead_letter WHERE event_id = $1', [eventId])) as Letter[];
    if (!letter) throw problem(404, 'not-found');
    return letter;
  }
}

const shown = (letter: Letter): DeadLetter => ({
  id: letter.event_id,
  aggregate: letter.aggregate_id === null ? null : `${letter.aggregate_type}/${letter.aggregate_id}`,
  sequence: letter.sequence === null ? null : Number(letter.sequence),
  eventType: letter.event_type,
  state: letter.state,
  reason: letter.reason,
  error: letter.error,
  attempts: letter.attempts,
  storedAt: letter.stored_at,
  nextAt: letter.next_at,
  envelope: letter.envelope,
});
