import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AggregateType } from '@biaozhi/contracts';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { cursors } from './cursors.js';
import { deterministic, reasonOf, textOf } from './failures.js';
import { Handlers } from './handlers.js';
import { letters, type Letter } from './letters.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { envelopeIn } from './received.js';
import { Resend } from './resend.js';
import { Transactions } from './transactions.js';

interface Aggregate {
  type: AggregateType;
  id: string;
}

/**
 * Handles the stored events of parked aggregates, in their order, when their time has come. Any number of replicas may
 * do so.
 */
@Injectable()
export class Retries {
  private readonly logger = new Logger(Retries.name);
  private timer?: NodeJS.Timeout;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly handlers: Handlers,
    private readonly resend: Resend,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /** Looks every second whether something is due. */
  start(): void {
    this.timer ??= setInterval(() => this.enqueue(() => this.sweep()), 1000);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
  }

  /** An aggregate goes on, soon. */
  resume(aggregate: Aggregate): void {
    this.enqueue(() => this.replay(aggregate));
  }

  /** Handles the aggregate's stored events one after the other. @returns how many it handled */
  async replay(aggregate: Aggregate): Promise<number> {
    let handled = 0;
    while (await this.step(aggregate)) handled += 1;
    return handled;
  }

  private async sweep(): Promise<void> {
    for (const aggregate of await letters.due(this.dataSource)) await this.replay(aggregate);
  }

  private enqueue(work: () => Promise<unknown>): void {
    this.running = this.running.then(work).catch((error: unknown) => this.logger.warn(`retries: ${textOf(error)}`));
  }

  /** @returns whether an event was handled and there may be another one */
  private async step(aggregate: Aggregate): Promise<boolean> {
    const letter = await this.transactions.run(async (manager) => {
      const next = await this.next(manager, aggregate);
      if (next) await letters.begin(manager, next.event_id);
      return next;
    });
    if (!letter) return false;
    try {
      await this.transactions.run(async (manager) => {
        const { envelope, ...rest } = envelopeIn(letter.envelope);
        await cursors.lock(manager, aggregate);
        if (!(await letters.remove(manager, letter.event_id))) return; // another replica was quicker
        if (await cursors.advance(manager, aggregate, envelope.sequence, envelope.id)) {
          await this.handlers.handle({ envelope, ...rest });
        }
      });
      return true;
    } catch (error) {
      await this.failed(aggregate, letter, error);
      return false;
    }
  }

  /** The letter whose turn it is, with the cursor locked; unparks the aggregate when there is none any more. */
  private async next(manager: EntityManager, aggregate: Aggregate): Promise<Letter | undefined> {
    const cursor = await cursors.lock(manager, aggregate);
    for (;;) {
      const head = await letters.head(manager, aggregate);
      if (!head) {
        if (cursor.parked) await cursors.park(manager, aggregate, false);
        return undefined;
      }
      const sequence = Number(head.sequence);
      if (sequence <= cursor.sequence) {
        await letters.remove(manager, head.event_id);
        continue;
      }
      if (sequence > cursor.sequence + 1) {
        this.transactions.afterCommit(
          () => void this.resend.ask({ ...aggregate, from: cursor.sequence + 1, to: sequence - 1 }),
        );
        if (head.state === 'retrying') await letters.fail(manager, head.event_id, { ...head, again: 60 });
        return undefined;
      }
      if (head.state === 'retrying' && head.attempts > this.settings.backoffSeconds.length) {
        // Only an attempt that ended the process leaves this behind.
        await letters.fail(manager, head.event_id, { ...head, state: 'dead', reason: 'crashed' });
        return undefined;
      }
      const waits = head.state === 'waiting' || head.reason === 'sequence-gap';
      const due = head.state === 'retrying' && head.next_at !== null && head.next_at.getTime() <= Date.now() + 50;
      return waits || due ? head : undefined;
    }
  }

  private async failed(aggregate: Aggregate, letter: Letter, error: unknown): Promise<void> {
    const attempts = letter.attempts + 1;
    const again = deterministic(error) ? undefined : this.settings.backoffSeconds[attempts - 1];
    this.logger.warn(
      `${letter.event_type} ${aggregate.type}/${aggregate.id}#${letter.sequence}, attempt ${attempts}: ${textOf(error)}`,
    );
    await this.transactions.run(async (manager) => {
      await cursors.lock(manager, aggregate);
      await letters.fail(manager, letter.event_id, {
        state: again === undefined ? 'dead' : 'retrying',
        reason: reasonOf(error),
        error: textOf(error),
        attempts,
        again,
      });
    });
  }
}
