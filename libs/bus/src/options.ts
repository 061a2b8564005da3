import { hostname } from 'node:os';
import type { ServiceName } from '@biaozhi/contracts';

/** How a service takes part in the bus. Everything but `service` has a sensible default. */
export interface BusOptions {
  service: ServiceName;
  /** nats://user:password@host:port[,…]; default: the environment's NATS_URL. */
  url?: string;
  /** This replica's name; default: the host's. */
  pod?: string;
  /** Transactions of the consumer that run at the same time, at most. */
  lanes?: number;
  /** Events that share one transaction of the consumer, at most. */
  batch?: number;
  /** Seconds until an event that a replica took and did not answer for goes to another one. */
  ackWaitSeconds?: number;
  /** Seconds between two transient failures of one event; after the last one it is dead. */
  backoffSeconds?: number[];
  /** Seconds that a gap in an aggregate's sequence may last before its producer is asked to send again. */
  gapAskSeconds?: number;
  /** Seconds that a gap may last before the events behind it are parked. */
  gapParkSeconds?: number;
  /** Seconds between two looks of the relay at the table when nothing wakes it. */
  pollSeconds?: number;
  /** Seconds between two comparisons of outbox and stream; 0: only on a new connection. */
  netSeconds?: number;
  /** Seconds between two comparisons of the outbox with what its readers have seen; 0: never. */
  compareSeconds?: number;
  /** Seconds that an event has for its way before it is compared. */
  compareAfterSeconds?: number;
  /** Seconds after which everything that the stream holds is compared anew, also what a reader had once confirmed. */
  sweepSeconds?: number;
  /** Days after which an event that all its readers have is removed from the outbox, and its note from the inbox. */
  keepDays?: number;
  /** Seconds between two removals. */
  tidySeconds?: number;
  /** Copies of each stream's data in the cluster. */
  replicas?: number;
}

export type BusSettings = Required<BusOptions>;

/** Injection token of the settings. */
export const BUS_SETTINGS = Symbol('bus settings');

/** The options with all defaults. */
export const settingsOf = (options: BusOptions): BusSettings => ({
  url: process.env.NATS_URL ?? 'nats://127.0.0.1:4222',
  pod: hostname(),
  lanes: 6,
  batch: 64,
  ackWaitSeconds: 10,
  backoffSeconds: [1, 5, 30, 120, 600],
  gapAskSeconds: 3,
  gapParkSeconds: 60,
  pollSeconds: 1,
  netSeconds: 60,
  compareSeconds: 60,
  compareAfterSeconds: 120,
  sweepSeconds: 86_400,
  keepDays: Number(process.env.BUS_KEEP_DAYS ?? 90),
  tidySeconds: 3600,
  replicas: 1,
  ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  service: options.service,
});
