import { Inject, Injectable, Logger } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import type { EntityManager } from 'typeorm';
import { cursors, type Run } from './cursors.js';
import { collided, deterministic, reasonOf, textOf } from './failures.js';
import { Gaps } from './gaps.js';
import { Handlers } from './handlers.js';
import { letters } from './letters.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import type { Received } from './received.js';
import { Resend } from './resend.js';
import { Retries } from './retries.js';
import { Transactions } from './transactions.js';

/**
 * An event that was offered more often than this and is still not answered for may be what kills whoever takes it: from
 * here on
 * PostgreSQL counts its attempts.
 */
const SUSPICIOUS = 8;

/** What became of an event. */
type Verdict = 'handled' | 'released' | 'stale' | 'waiting' | 'handed-over' | { missing: [from: number, to: number] };

/** What the consumer has seen since the start. */
export interface IntakeCounts {
  handled: number;
  /** Known already: sent again, or overtaken. */
  stale: number;
  failed: number;
}

/**
 * Takes events in: inbox row, sequence check, effect and own outbox rows in one transaction; the broker is answered
 * after its commit.
 * Usually a batch shares one transaction; whatever is unusual about it sends its events through one by one.
 */
@Injectable()
export class Intake {
  private readonly logger = new Logger(Intake.name);
  /** What can be switched off, so that a test can show what it is good for. */
  readonly mechanisms = { inbox: true };
  readonly counts: IntakeCounts = { handled: 0, stale: 0, failed: 0 };

  constructor(
    private readonly transactions: Transactions,
    private readonly handlers: Handlers,
    private readonly gaps: Gaps,
    private readonly resend: Resend,
    private readonly retries: Retries,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /** Handles events and answers for each of them. Never throws. */
  async take(batch: Received[]): Promise<void> {
    if (!this.mechanisms.inbox) return this.believe(batch);
    const { runs, members, rest } = runsOf(batch.filter(({ deliveries }) => deliveries <= SUSPICIOUS));
    rest.push(...batch.filter(({ deliveries }) => deliveries > SUSPICIOUS));
    let culprit: Received | undefined;
    try {
      const ours = await this.transactions.run(async (manager) => {
        const claimed = await cursors.claim(manager, runs);
        for (const received of members) {
          if (!claimed.has(received.key)) continue;
          culprit = received;
          await this.handlers.handle(received);
        }
        return claimed;
      });
      for (const received of members) {
        if (ours.has(received.key)) this.done(received);
        else rest.unshift(received);
      }
    } catch (error) {
      if (culprit && batch.length === 1 && !collided(error)) return this.fail(culprit, error);
      rest.splice(0, rest.length, ...batch);
    }
    for (const received of inOrder(rest)) await this.takeOne(received);
  }

  private done(received: Received): void {
    this.counts.handled += 1;
    this.gaps.close(received.key);
    received.answer.ack();
  }

  /** One event in its own transaction. */
  private async takeOne(received: Received, collisions = 0): Promise<void> {
    try {
      const verdict = await this.transactions.run((manager) => this.judge(manager, received));
      if (verdict === 'handled' || verdict === 'released') this.done(received);
      if (verdict === 'released' || verdict === 'handed-over') this.retries.resume(received.aggregate);
      if (verdict === 'stale') this.counts.stale += 1;
      if (verdict === 'stale' || verdict === 'waiting' || verdict === 'handed-over') received.answer.ack();
      if (typeof verdict === 'object') await this.gap(received, verdict.missing);
    } catch (error) {
      if (collided(error) && collisions < 3) return this.takeOne(received, collisions + 1);
      await this.fail(received, error);
    }
  }

  private async judge(manager: EntityManager, received: Received): Promise<Verdict> {
    const { aggregate, envelope } = received;
    const cursor = await cursors.lock(manager, aggregate);
    if (envelope.sequence <= cursor.sequence) return 'stale';
    const next = envelope.sequence === cursor.sequence + 1;
    if (cursor.parked) {
      // Only what the parked ones wait for may pass; if that is stored itself, it is its turn by the retries.
      const head = await letters.head(manager, aggregate);
      if (!next || head?.sequence === String(envelope.sequence)) {
        await letters.put(manager, letterOf(received, 'waiting', 'behind-another', '', 0));
        return 'waiting';
      }
    } else if (!next) return { missing: [cursor.sequence + 1, envelope.sequence - 1] };
    else if (received.deliveries > SUSPICIOUS) {
      await letters.put(manager, { ...letterOf(received, 'retrying', 'redelivered', '', 0), again: 0 });
      await cursors.park(manager, aggregate, true);
      return 'handed-over';
    }
    if (await cursors.advance(manager, aggregate, envelope.sequence, envelope.id)) await this.handlers.handle(received);
    return cursor.parked ? 'released' : 'handled';
  }

  private async gap(received: Received, [from, to]: [number, number]): Promise<void> {
    const advice = this.gaps.advise(received.key);
    if (advice !== 'park') {
      if (advice.ask) void this.resend.ask({ type: received.aggregate.type, id: received.aggregate.id, from, to });
      return received.answer.later(advice.wait);
    }
    await this.fail(received, problem(424, 'sequence-gap', { params: { missing: `${received.key} ${from}–${to}` } }));
  }

  /** Stores an event that could not be handled; later ones of its aggregate will wait behind it. */
  private async fail(received: Received, error: unknown): Promise<void> {
    this.counts.failed += 1;
    const dead = deterministic(error);
    const [again] = dead ? [] : this.settings.backoffSeconds;
    this.logger.warn(`${received.envelope.type} ${received.key}#${received.envelope.sequence}: ${textOf(error)}`);
    try {
      await this.transactions.run(async (manager) => {
        const cursor = await cursors.lock(manager, received.aggregate);
        if (received.envelope.sequence <= cursor.sequence) return;
        const state = dead || again === undefined ? 'dead' : 'retrying';
        await letters.put(manager, { ...letterOf(received, state, reasonOf(error), textOf(error), 1), again });
        await cursors.park(manager, received.aggregate, true);
      });
      received.answer.ack();
    } catch (cause) {
      this.logger.error(`cannot store a failed event: ${textOf(cause)}`);
      received.answer.later(5000);
    }
  }

  /** What a consumer without an inbox does: believes the broker. Exists to be shown wrong. */
  private async believe(batch: Received[]): Promise<void> {
    for (const received of batch) {
      await this.transactions.run(() => this.handlers.handle(received));
      this.done(received);
    }
  }
}

const letterOf = (
  received: Received,
  state: 'retrying' | 'dead' | 'waiting',
  reason: string,
  error: string,
  attempts: number,
) => ({
  event_id: received.envelope.id,
  event_type: received.envelope.type,
  subject: received.subject,
  envelope: received.text,
  aggregate: received.aggregate,
  sequence: received.envelope.sequence,
  state,
  reason,
  error,
  attempts,
});

const inOrder = (events: Received[]): Received[] =>
  events.length < 2 ? events : [...events].sort((a, b) => a.envelope.sequence - b.envelope.sequence);

/** Sorts a batch into one run per aggregate, and the rest: doubles, and what lies behind a gap within the batch. */
function runsOf(batch: Received[]): { runs: Run[]; members: Received[]; rest: Received[] } {
  const runs = new Map<string, Run>();
  const [members, rest]: [Received[], Received[]] = [[], []];
  for (const received of inOrder(batch)) {
    const { key, aggregate, envelope } = received;
    const run = runs.get(key);
    if (run && envelope.sequence !== run.last + 1) {
      rest.push(received);
      continue;
    }
    if (run) {
      run.last = envelope.sequence;
      run.eventIds.push(envelope.id);
    } else runs.set(key, { ...aggregate, first: envelope.sequence, last: envelope.sequence, eventIds: [envelope.id] });
    members.push(received);
  }
  return { runs: [...runs.values()], members, rest };
}
