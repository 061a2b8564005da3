import { Inject, Injectable } from '@nestjs/common';
import { READS, type AggregateType } from '@biaozhi/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { Transactions } from './transactions.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { Resend } from './resend.js';
import { JetStreamStrategy } from './strategy.js';
import { ensureDurable } from './streams.js';

/** Reads an aggregate type again from its first event on, for copies that a service keeps of other services' data. */
@Injectable()
export class Rebuild {
  constructor(
    private readonly transactions: Transactions,
    private readonly resend: Resend,
    private readonly strategy: JetStreamStrategy,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /**
   * Forgets what was read of the type, and reads all of it again: what the stream holds by a new durable, the rest from
   * the producer's outbox.
   * @param empty empties the copy, in the same transaction as the inbox is emptied
   * @returns how many events the producer sends again; nothing when it could not be asked
   */
  async rebuild(
    aggregate: AggregateType,
    empty: () => Promise<void> = async () => undefined,
  ): Promise<{ resent: number | undefined }> {
    const { service, ackWaitSeconds } = this.settings;
    if (!READS[service].includes(aggregate)) throw new Error(`${service} does not read ${aggregate}`);
    await this.strategy.without(aggregate, async (connection) => {
      await this.transactions.run(async (manager) => {
        for (const table of ['bus_dead_letter', 'bus_inbox', 'bus_cursor']) {
          await manager.query(`DELETE FROM ${table} WHERE aggregate_type = $1`, [aggregate]);
        }
        await empty();
      });
      const jsm = await jetstreamManager(connection, { checkAPI: false });
      await ensureDurable(jsm, service, aggregate, ackWaitSeconds, 'no');
    });
    return { resent: await this.resend.ask({ type: aggregate }) };
  }
}
