import { setMaxListeners } from 'node:events';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { BUS_SETTINGS, type BusSettings } from './options.js';

/** Something that lives on a connection: begins anew on each one. */
export interface OnLink {
  /** A new connection is up. Must not throw; ends what it started when `lost` is aborted. */
  linked(connection: NatsConnection, lost: AbortSignal): void;
}

/**
 * The service's connection to NATS. It never reconnects by itself (a client that does would flush what it had buffered
 * before anybody
 * looked whether the stream is still the same): each loss is the end of a connection, each new one begins with the
 * fence.
 */
@Injectable()
export class Link {
  private readonly logger = new Logger(Link.name);
  private readonly dwellers: OnLink[] = [];
  private readonly ending = new AbortController();
  private connection?: NatsConnection;
  private loop?: Promise<void>;
  /** Connections made since the start. */
  connections = 0;

  constructor(@Inject(BUS_SETTINGS) private readonly settings: BusSettings) {}

  /** Whether there is a connection right now. */
  get connected(): boolean {
    return this.connection !== undefined && !this.connection.isClosed();
  }

  /** The connection, while there is one. */
  get current(): NatsConnection | undefined {
    return this.connected ? this.connection : undefined;
  }

  /** Registers something that lives on connections; before start(). */
  dwell(dweller: OnLink): void {
    this.dwellers.push(dweller);
  }

  /** Begins to connect, for ever, in the background. */
  start(): void {
    this.loop ??= this.run();
  }

  /** Sends what is still to be sent and ends. */
  async stop(): Promise<void> {
    this.ending.abort();
    const { connection } = this;
    // One that is lost while it is drained may wait for an answer that nobody gives any more.
    if (connection) await Promise.race([connection.drain().catch(() => undefined), connection.closed()]);
    await this.loop;
  }

  /** Cuts the connection as a broken cable would: nothing is flushed. */
  async cut(): Promise<void> {
    await this.connection?.close();
  }

  private async run(): Promise<void> {
    let patience = 100;
    while (!this.ending.signal.aborted) {
      try {
        const connection = await connect(optionsOf(this.settings));
        patience = 100;
        await this.live(connection);
      } catch (error) {
        this.logger.warn(`NATS is out of reach: ${String(error)}`);
      }
      await pause(patience * (0.75 + Math.random() / 2), this.ending.signal);
      patience = Math.min(patience * 2, 2000);
    }
  }

  private async live(connection: NatsConnection): Promise<void> {
    const lost = new AbortController();
    setMaxListeners(0, lost.signal); // each durable waits on it, and each of their pauses
    this.connection = connection;
    this.connections += 1;
    if (this.ending.signal.aborted) await connection.close();
    else for (const dweller of this.dwellers) dweller.linked(connection, lost.signal);
    const reason = await connection.closed();
    this.connection = undefined;
    lost.abort();
    if (reason) this.logger.warn(`connection to NATS lost: ${String(reason)}`);
  }
}

/** Client options that notice a dead peer within 10 s. */
function optionsOf({ url, service, pod }: BusSettings): Parameters<typeof connect>[0] {
  const addresses = url.split(',').map((address) => new URL(address.trim()));
  const { username, password } = addresses[0] as URL;
  return {
    servers: addresses.map(({ host }) => host),
    ...(username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}),
    name: `${service}/${pod}`,
    inboxPrefix: `_INBOX_${service}`,
    reconnect: false,
    timeout: 2000,
    pingInterval: 3000,
    maxPingOut: 2,
    noAsyncTraces: true,
    ignoreClusterUpdates: true,
  };
}

/** Waits, at most until the signal. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
