import { Inject, Injectable } from '@nestjs/common';
import { DiscardPolicy, jetstream, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { textOf } from './failures.js';
import type { OnLink } from './link.js';
import { BUS_SETTINGS, type BusSettings } from './options.js';

/** Stream of the probes: the last one of each replica. */
export const PROBE_STREAM = 'PROBE';

/** Subject of a replica's probe. */
export const probeSubject = (service: string, pod: string): string =>
  `probe.${service}.${pod.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;

/**
 * Asks JetStream to store something and to give it back: its own health page says 200 while it hangs on a full disk.
 */
@Injectable()
export class Probe implements OnLink {
  private connection?: NatsConnection;
  private ready = false;

  constructor(@Inject(BUS_SETTINGS) private readonly settings: BusSettings) {}

  linked(connection: NatsConnection): void {
    this.connection = connection;
    this.ready = false;
  }

  /** Publishes and reads back, within 2 s for each. @returns milliseconds, or what is wrong */
  async check(): Promise<{ ok: true; milliseconds: number } | { ok: false; error: string }> {
    const begun = performance.now();
    try {
      if (!this.connection || this.connection.isClosed()) throw new Error('not connected');
      const jsm = await jetstreamManager(this.connection, { checkAPI: false, timeout: 2000 });
      if (!this.ready) await jsm.streams.add(PROBES);
      this.ready = true;
      const subject = probeSubject(this.settings.service, this.settings.pod);
      const { seq } = await jetstream(this.connection, { timeout: 2000 }).publish(subject, String(begun));
      const back = await jsm.streams.getMessage(PROBE_STREAM, { seq });
      if (back?.string() !== String(begun)) throw new Error('the stream does not give back what it acknowledged');
      return { ok: true, milliseconds: performance.now() - begun };
    } catch (error) {
      this.ready = false;
      return { ok: false, error: textOf(error) };
    }
  }
}

const PROBES = {
  name: PROBE_STREAM,
  subjects: ['probe.>'],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_msgs_per_subject: 1,
  max_bytes: 2 ** 20,
};
