import { Inject, Injectable } from '@nestjs/common';
import { READS, streamOf } from '@biaozhi/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { DataSource } from 'typeorm';
import { Comparison, type ComparisonCounts } from './comparison.js';
import { DeadLetters } from './dead-letters.js';
import { Fence, type FenceCounts } from './fence.js';
import { Gaps } from './gaps.js';
import { Intake, type IntakeCounts } from './intake.js';
import type { LetterState } from './letters.js';
import { Link } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';
import { Probe } from './probe.js';
import { Relay } from './relay.js';
import { Resend } from './resend.js';
import { durableInfo, durableOf } from './streams.js';

/** What is to be seen of a durable. */
export interface DurableStatus {
  durable: string;
  /** Events that it has not handed out yet. */
  pending: number;
  /** Handed out, not answered. */
  unanswered: number;
  redelivered: number;
}

/** The bus of one replica in numbers. Counts run since its start. */
export interface BusNumbers {
  connected: boolean;
  connections: number;
  /** Whether this replica publishes. */
  leading: boolean;
  published: number;
  unpublished: { count: number; oldestSeconds: number };
  consumer: IntakeCounts & { gaps: number };
  resends: { asked: number; answered: number };
  fence: FenceCounts;
  comparison: ComparisonCounts;
  deadLetters: Record<LetterState, number>;
  durables: DurableStatus[];
}

/** Numbers and health of the bus, for metrics and readiness. */
@Injectable()
export class BusStatus {
  constructor(
    private readonly dataSource: DataSource,
    private readonly link: Link,
    private readonly relay: Relay,
    private readonly fence: Fence,
    private readonly comparison: Comparison,
    private readonly intake: Intake,
    private readonly gaps: Gaps,
    private readonly resend: Resend,
    private readonly deadLetters: DeadLetters,
    private readonly probe: Probe,
    @Inject(BUS_SETTINGS) private readonly settings: BusSettings,
  ) {}

  /** Whether there is a connection to NATS right now. Services work without one; what they say then is said later. */
  get connected(): boolean {
    return this.link.connected;
  }

  /** Has JetStream store something and give it back. */
  health(): Promise<{ ok: true; milliseconds: number } | { ok: false; error: string }> {
    return this.probe.check();
  }

  /** All numbers. Durables are left out while the broker does not answer. */
  async numbers(): Promise<BusNumbers> {
    const [row] = (await this.dataSource.query(
      `SELECT count(*) AS count, coalesce(extract(epoch FROM now() - min(recorded_at)), 0) AS oldest FROM bus_outbox WHERE stream_sequence IS NULL`,
    )) as { count: string; oldest: string }[];
    return {
      connected: this.connected,
      connections: this.link.connections,
      leading: this.relay.leading,
      published: this.relay.published,
      unpublished: { count: Number(row?.count ?? 0), oldestSeconds: Math.max(0, Number(row?.oldest ?? 0)) },
      consumer: { ...this.intake.counts, gaps: this.gaps.seen },
      resends: { ...this.resend.counts },
      fence: { ...this.fence.counts },
      comparison: { ...this.comparison.counts },
      deadLetters: await this.deadLetters.counts(),
      durables: await this.durables().catch(() => []),
    };
  }

  private async durables(): Promise<DurableStatus[]> {
    const connection = this.link.current;
    if (!connection) return [];
    const { service } = this.settings;
    const jsm = await jetstreamManager(connection, { checkAPI: false, timeout: 2000 });
    const all = await Promise.all(
      READS[service].map(async (aggregate) => {
        const durable = durableOf(service, aggregate);
        const info = await durableInfo(jsm, streamOf(aggregate), durable).catch(() => undefined);
        return (
          info && {
            durable,
            pending: info.num_pending,
            unanswered: info.num_ack_pending,
            redelivered: info.num_redelivered,
          }
        );
      }),
    );
    return all.filter((status) => status !== undefined);
  }
}
