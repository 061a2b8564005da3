import { Inject, Injectable, Logger } from '@nestjs/common';
import { PRODUCERS, READS, streamOf, type AggregateType, type ServiceName } from '@biaozhi/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { Asker } from './asker.js';
import { textOf } from './failures.js';
import type { OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { shelf } from './shelf.js';
import { streamInfo } from './streams.js';
import { Wakeup } from './wakeup.js';

/**
 * What a consumer misses: a part of one aggregate's events, or (without `id`) all events of a type that the stream
 * holds no more.
 */
export interface Missing {
  type: AggregateType;
  id?: string;
  from?: number;
  to?: number;
}

/** A request on the bus. */
interface Request extends Missing {
  by: ServiceName;
  request: string;
}

/** An answer on the bus. */
interface Answer {
  request: string;
  requeued: number;
  /** The aggregate's first number that the outbox still has. */
  first?: number;
}

/** Where a producer is asked to send again. */
export const resendSubject = (producer: string): string => `ctl.v1.${producer}.resend`;
/** Where the answer goes. */
export const resentSubject = (reader: string): string => `ctl.v1.${reader}.resent`;

/** Asks producers to send events again (same ids), and answers such requests from the outbox. */
@Injectable()
export class Resend implements OnLink {
  private readonly logger = new Logger(Resend.name);
  private readonly asker = new Asker<Answer>();
  /** Requests made and answered since the start. */
  readonly counts = { asked: 0, answered: 0 };

  constructor(
    private readonly dataSource: DataSource,
    private readonly wakeup: Wakeup,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /** Asks the producer. @returns how many events it will send again; nothing when it does not answer within 5 s */
  async ask(missing: Missing): Promise<number | undefined> {
    const producer = PRODUCERS[missing.type];
    this.counts.asked += 1;
    try {
      const answer = await this.asker.ask(resendSubject(producer), { ...missing, by: this.settings.service });
      if (!answer) this.logger.warn(`${producer} does not answer about ${JSON.stringify(missing)}`);
      if (answer?.first) await this.skip(missing, answer.first);
      return answer?.requeued;
    } catch (error) {
      this.logger.warn(`${producer} cannot be asked: ${textOf(error)}`);
      return undefined;
    }
  }

  linked(connection: NatsConnection, lost: AbortSignal): void {
    const { service } = this.settings;
    this.asker.listen(connection, lost, resentSubject(service));
    connection.subscribe(resendSubject(service), {
      queue: 'resend',
      callback: (error, message) => void (error ?? this.answer(connection, message)),
    });
  }

  /**
   * What has grown so old that its producer has removed it is not waited for. We once had it and have forgotten it;
   * each later event holds the whole public state.
   */
  private async skip({ type, id, from = 1 }: Missing, first: number): Promise<void> {
    if (!id || first <= from) return;
    await this.dataSource.query(
      `UPDATE bus_cursor SET sequence = $3 WHERE aggregate_type = $1 AND aggregate_id = $2 AND sequence BETWEEN $4 AND $3`,
      [type, id, first - 1, from - 1],
    );
  }

  private async answer(connection: NatsConnection, message: Msg): Promise<void> {
    try {
      const { by, request, ...missing } = message.json<Request>();
      if (!READS[by]?.includes(missing.type)) throw new Error(`${String(by)} does not read ${String(missing.type)}`);
      const requeued = await this.requeue(connection, missing);
      const first = missing.id ? await shelf.first(this.dataSource.manager, missing.type, missing.id) : undefined;
      this.counts.answered += 1;
      this.wakeup.wake();
      connection.publish(resentSubject(by), JSON.stringify({ request, requeued, first } satisfies Answer));
    } catch (error) {
      this.logger.warn(`cannot send again: ${textOf(error)}`);
    }
  }

  private async requeue(
    connection: NatsConnection,
    { type, id, from = 1, to = Number.MAX_SAFE_INTEGER }: Missing,
  ): Promise<number> {
    if (PRODUCERS[type] !== this.settings.service) throw new Error(`${String(type)} is not ours`);
    if (id) return shelf.requeueAggregate(this.dataSource.manager, type, id, from, to);
    const stream = streamOf(type);
    const info = await streamInfo(await jetstreamManager(connection, { checkAPI: false }), stream);
    return shelf.requeueType(this.dataSource.manager, type, stream, info?.created ?? '', info?.state.first_seq ?? 0);
  }
}
