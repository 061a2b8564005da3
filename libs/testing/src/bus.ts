import fs from 'node:fs';
import path from 'node:path';
import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { v7 } from 'uuid';
import { resendSubject, resentSubject, streamConfig } from '@biaozhi/bus';
import {
  STREAMS,
  envelopeOf,
  subjectFor,
  type AggregateData,
  type AggregateType,
  type Envelope,
  type EventClass,
} from '@biaozhi/contracts';
import { startNats, type NatsUser } from '../../../tools/infrastructure/nats.mjs';
import { Collector } from './collector.js';
import { eventually } from './eventually.js';
import { forgetProcess, noteProcess, runFolder } from './run.js';

export interface TestBus {
  /** nats://127.0.0.1:port */
  url: string;
  /** Publishes as the producing service's relay would; answers the envelope that went out. */
  publish(
    event: AggregateData,
    about: { sequence: number; id?: string; time?: Date; correlationId?: string },
  ): Promise<Envelope>;
  /** What lies on the bus so far, oldest first inside a stream, each event once; all aggregates or one type. */
  events(aggregate?: AggregateType): Envelope[];
  /** From now on answers for all producers when one is asked to send again: the stream holds everything. */
  answerForProducers(): void;
  /** Ends the server at once (SIGKILL); its streams stay. */
  kill(): Promise<void>;
  /** Brings a killed server back on the same port with the same streams. */
  restart(): Promise<void>;
  /** Kills the server and throws its streams away; they are there again, empty, after `restart`. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/** A nats-server with JetStream for one suite, with the streams of the contracts. */
export async function startTestBus(options: { users?: NatsUser[]; as?: { user: string; pass: string } } = {}): Promise<TestBus> {
  const name = `nats-${v7()}`;
  const dir = path.join(runFolder(), name);
  const server = await startNats({ dir, users: options.users });
  noteProcess(name, server.pid);
  const connection = await connect({
    servers: server.url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    ...options.as,
  });
  await createStreams(connection);
  const js: JetStreamClient = jetstream(connection);
  const collector = new Collector(js);

  return {
    url: server.url,
    async publish(event, { sequence, id = v7(), time = new Date(), correlationId = v7() }) {
      const envelope = envelopeOf(event, { id, sequence, time, correlationId });
      await js.publish(subjectFor(event.constructor as EventClass, event), JSON.stringify(envelope), { msgID: id });
      return envelope;
    },
    events: (aggregate) => collector.events(aggregate),
    answerForProducers() {
      connection.subscribe(resendSubject('*'), {
        callback: (error, message) => {
          if (error) return;
          const { by, request } = message.json<{ by: string; request: string }>();
          connection.publish(resentSubject(by), JSON.stringify({ request, requeued: 0 }));
        },
      });
    },
    kill: () => server.kill(),
    async restart() {
      await server.restart();
      noteProcess(name, server.pid);
      await createStreams(connection);
      collector.beginAgain();
    },
    wipe: () => server.wipe(),
    async stop() {
      collector.stop();
      await connection.close();
      await server.stop();
      forgetProcess(name);
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A request written just before the client noticed a lost connection is never answered, so each try is short. */
async function createStreams(connection: NatsConnection): Promise<void> {
  await eventually(
    async () => {
      const manager = await jetstreamManager(connection, { timeout: 500 });
      const present = new Set<string>();
      for await (const stream of manager.streams.list()) present.add(stream.config.name);
      for (const name of STREAMS) {
        if (!present.has(name)) await manager.streams.add(streamConfig(name));
      }
    },
    { within: 20_000 },
  );
}
