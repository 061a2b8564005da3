import { Inject, Injectable, Logger } from '@nestjs/common';
import { PRODUCERS, READS, type AggregateType, type ServiceName } from '@biaozhi/contracts';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { Asker } from './asker.js';
import { textOf } from './failures.js';
import type { OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';

/** An event as a reader is asked about it. */
export interface Asked {
  id: string;
  type: AggregateType;
  aggregate: string;
  sequence: number;
}

interface Question {
  by: ServiceName;
  request: string;
  events: Asked[];
}

interface Answer {
  request: string;
  unseen: string[];
}

/** Events that one question may name. */
export const QUESTION = 500;

/** Where a reader is asked which events it has not seen. */
export const seenSubject = (reader: string): string => `ctl.v1.${reader}.seen`;
/** Where the answer goes. */
export const unseenSubject = (producer: string): string => `ctl.v1.${producer}.unseen`;

/** Asks readers what they have not seen, and answers such questions from cursors and dead letters. */
@Injectable()
export class Seen implements OnLink {
  private readonly logger = new Logger(Seen.name);
  private readonly asker = new Asker<Answer>(2000);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /**
   * Which of the events `reader` has neither handled nor stored; nothing when it does not answer within 2 s.
   * @param events at most QUESTION
   */
  async unseen(reader: ServiceName, events: Asked[]): Promise<Set<string> | undefined> {
    const answer = await this.asker.ask(seenSubject(reader), { by: this.settings.service, events });
    return answer && new Set(answer.unseen);
  }

  linked(connection: NatsConnection, lost: AbortSignal): void {
    const { service } = this.settings;
    this.asker.listen(connection, lost, unseenSubject(service));
    connection.subscribe(seenSubject(service), {
      queue: 'seen',
      callback: (error, message) => void (error ?? this.answer(connection, message)),
    });
  }

  private async answer(connection: NatsConnection, message: Msg): Promise<void> {
    try {
      const { by, request, events } = message.json<Question>();
      const ours = events.every(({ type }) => READS[this.settings.service].includes(type) && PRODUCERS[type] === by);
      if (!ours || events.length > QUESTION) throw new Error(`a question of ${String(by)} that it may not ask`);
      const unseen = await this.find(events);
      connection.publish(unseenSubject(by), JSON.stringify({ request, unseen } satisfies Answer));
    } catch (error) {
      this.logger.warn(`cannot say what was seen: ${textOf(error)}`);
    }
  }

  /** The cursor is what counts, since rows of the inbox grow old and are removed: whatever lies below it would be dropped. */
  private async find(events: Asked[]): Promise<string[]> {
    const rows = (await this.dataSource.query(
      `SELECT e.id FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[]) AS e (id, aggregate_type, aggregate_id, sequence)
         LEFT JOIN bus_cursor c USING (aggregate_type, aggregate_id)
        WHERE coalesce(c.sequence, 0) < e.sequence AND NOT EXISTS (SELECT FROM bus_dead_letter d WHERE d.event_id = e.id)`,
      [
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ aggregate }) => aggregate),
        events.map(({ sequence }) => sequence),
      ],
    )) as { id: string }[];
    return rows.map(({ id }) => id);
  }
}
