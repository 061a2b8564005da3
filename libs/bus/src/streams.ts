import {
  subjectsOf,
  filterOf,
  streamOf,
  type AggregateType,
  type ServiceName,
  type StreamName,
} from '@biaozhi/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type ConsumerInfo,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';

const SECOND = 1_000_000_000;
const DAY = 86_400 * SECOND;
const MIB = 2 ** 20;

/** How long a stream keeps events, in days. Personal data does not lie about on the bus. */
export const retentionDays = (stream: StreamName): number => (stream === 'RESTRICTED' ? 7 : 30);

/** What a stream must be like. A full one refuses (`discard: new`): the outbox keeps what is refused. */
export const streamConfig = (name: StreamName, replicas = 1): Partial<StreamConfig> & { name: string } => ({
  name,
  subjects: subjectsOf(name),
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  max_age: retentionDays(name) * DAY,
  max_bytes: (name === 'RESTRICTED' ? 128 : 512) * MIB,
  max_msg_size: 256 * 1024,
  duplicate_window: 600 * SECOND,
  num_replicas: replicas,
  deny_delete: true,
  deny_purge: true,
});

/** The settings that an existing stream is brought up to. */
const LIVING = [
  'subjects',
  'discard',
  'max_age',
  'max_bytes',
  'max_msg_size',
  'duplicate_window',
  'num_replicas',
  'deny_delete',
  'deny_purge',
] as const;

/** Creates the stream, or brings its settings up to date. */
export async function ensureStream(jsm: JetStreamManager, name: StreamName, replicas?: number): Promise<StreamInfo> {
  const wanted = streamConfig(name, replicas);
  const found = await streamInfo(jsm, name);
  if (!found) return jsm.streams.add(wanted);
  const stale = LIVING.some((key) => JSON.stringify(found.config[key]) !== JSON.stringify(wanted[key]));
  return stale ? jsm.streams.update(name, wanted) : found;
}

/** The stream, or nothing when there is none. */
export const streamInfo = (jsm: JetStreamManager, name: string): Promise<StreamInfo | undefined> =>
  absent(jsm.streams.info(name), STREAM_NOT_FOUND);

/**
 * Whether a stream gives back an event at its place. A broker that cannot read the message any more (its file is damaged) does not
 * hold it; one that cannot be asked right now is an error.
 */
export async function holdsEvent(jsm: JetStreamManager, stream: string, seq: number, eventId: string): Promise<boolean> {
  try {
    const message = await jsm.streams.getMessage(stream, { seq });
    return message?.header.get('Nats-Msg-Id').split('~')[0] === eventId;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status !== UNAVAILABLE) return false;
    throw error;
  }
}

const UNAVAILABLE = 503;
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;

async function absent<T>(answer: Promise<T>, code: number): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === code) return undefined;
    throw error;
  }
}

/** The durable by which a service reads an aggregate type. */
export const durableOf = (service: ServiceName, aggregate: AggregateType): string => `${service}-${aggregate}`;

/** Un-acknowledged events that a durable hands out at most. */
export const MAX_ACK_PENDING = 2000;

/** What a durable must be like: all events of the type from the first one on, each until it is acknowledged. */
export const durableConfig = (
  service: ServiceName,
  aggregate: AggregateType,
  ackWaitSeconds: number,
): Partial<ConsumerConfig> => ({
  name: durableOf(service, aggregate),
  durable_name: durableOf(service, aggregate),
  filter_subject: filterOf(aggregate),
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.All,
  ack_wait: ackWaitSeconds * SECOND,
  max_deliver: -1,
  max_ack_pending: MAX_ACK_PENDING,
});

/** The durable, or nothing when there is none. */
export const durableInfo = (
  jsm: JetStreamManager,
  stream: string,
  durable: string,
): Promise<ConsumerInfo | undefined> => absent(jsm.consumers.info(stream, durable), CONSUMER_NOT_FOUND);

/**
 * Creates the durable when it is missing, and anew when it remembers more than the stream holds: a stream that lost its
 * end
 * gives its next events numbers that such a durable takes for read.
 * @param trust `no`: make it anew in any case; `blind`: believe it, whatever it remembers
 * @returns whether it had to be made
 */
export async function ensureDurable(
  jsm: JetStreamManager,
  service: ServiceName,
  aggregate: AggregateType,
  ackWaitSeconds: number,
  trust: 'yes' | 'no' | 'blind' = 'yes',
): Promise<boolean> {
  const [stream, durable] = [streamOf(aggregate), durableOf(service, aggregate)];
  const config = durableConfig(service, aggregate, ackWaitSeconds);
  const found = await durableInfo(jsm, stream, durable);
  if (found && (trust === 'blind' || (trust === 'yes' && (await plausible(jsm, found))))) {
    const stale = found.config.ack_wait !== config.ack_wait || found.config.max_ack_pending !== config.max_ack_pending;
    if (stale) await jsm.consumers.update(stream, durable, config);
    return false;
  }
  if (found) await jsm.consumers.delete(stream, durable);
  await jsm.consumers.add(stream, config);
  return true;
}

const plausible = async (jsm: JetStreamManager, { stream_name, delivered }: ConsumerInfo): Promise<boolean> =>
  delivered.stream_seq <= (await jsm.streams.info(stream_name)).state.last_seq;

/**
 * Makes every durable of a stream anew, from the stream's first event on. Who has read an event already will know it by
 * its inbox.
 */
export async function remakeDurables(
  jsm: JetStreamManager,
  stream: string,
  which: (info: ConsumerInfo) => boolean,
): Promise<number> {
  const found: ConsumerInfo[] = [];
  for await (const info of jsm.consumers.list(stream)) if (info.config.durable_name && which(info)) found.push(info);
  for (const { name, config } of found) {
    await jsm.consumers.delete(stream, name);
    await jsm.consumers.add(stream, {
      ...config,
      deliver_policy: DeliverPolicy.All,
      opt_start_seq: undefined,
      opt_start_time: undefined,
    });
  }
  return found.length;
}
