import {
  PRODUCERS,
  RESTRICTED,
  eventClasses,
  publicationOf,
  streamOf,
  type AggregateType,
  type StreamName,
} from '@biaozhi/contracts';
import { AckPolicy, DeliverPolicy, type ConsumerConfig } from '@nats-io/jetstream';

/** What was agreed with another institution about what its system may read. */
export interface Admission {
  /** Name of the system and of its NATS user: lower case letters, digits and hyphens, e.g. `province-37`. */
  name: string;
  /** `all`, the two digits of a province, or the six of a division of GB/T 2260. */
  region: string;
  /** Aggregate types and single events, e.g. `badge`, `domain.expired`. */
  events: string[];
}

/** A stream that integrators may read. */
export type PublicStream = Exclude<StreamName, 'RESTRICTED'>;

/** One durable consumer of an integrator: it has one for each stream from which it reads something. */
export interface IntegratorDurable {
  stream: PublicStream;
  name: string;
  /** Subjects that it gets, and no others. */
  filters: string[];
}

/** Name of an integrator's durable on a stream. */
export const integratorDurable = (integrator: string, stream: PublicStream): string =>
  `${integrator}-${stream.toLowerCase().replaceAll('_', '-')}`;

/**
 * The durables that an admission comes to.
 * @throws Error naming what is wrong with it, e.g. an event that does not exist or holds personal data
 */
export function durablesOf({ name, region, events }: Admission): IntegratorDurable[] {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(name)) throw new Error(`'${name}' is no name: lower case letters, digits, hyphens`);
  if (!events.length) throw new Error('no events are named');
  const where = regionTokens(region);
  const wanted = new Map<PublicStream, string[]>();
  for (const written of new Set(events)) {
    const [type, event] = known(written);
    if (event && events.includes(type)) continue; // the whole type is wanted: filters must not overlap
    const stream = streamOf(type) as PublicStream;
    wanted.set(stream, [...(wanted.get(stream) ?? []), `evt.v1.${type}.${[event ?? '*', ...where].join('.')}.>`]);
  }
  return [...wanted].map(([stream, filters]) => ({ stream, name: integratorDurable(name, stream), filters: filters.sort() }));
}

/** Subject tokens of a region: the province's and the rest of the division's code. */
function regionTokens(region: string): string[] {
  if (region === 'all') return [];
  if (/^\d{2}$/.test(region)) return [region];
  if (/^\d{6}$/.test(region)) return [region.slice(0, 2), region.slice(2)];
  throw new Error(`'${region}' is no region: 'all', two digits of a province, or six of a division`);
}

function known(written: string): [type: AggregateType, event?: string] {
  const [type = '', event, ...more] = written.split('.');
  const of = eventClasses().map(publicationOf).filter(({ aggregate }) => aggregate === type);
  if (!Object.hasOwn(PRODUCERS, type) || more.length || (event !== undefined && !of.some((one) => one.event === event)))
    throw new Error(`'${written}' is neither an aggregate type nor one of its events`);
  const aggregate = type as AggregateType;
  if (RESTRICTED.includes(aggregate)) throw new Error(`'${written}' holds personal data and is never for others`);
  return event === undefined ? [aggregate] : [aggregate, event];
}

/** What an integrator's durable must be like: all that the stream holds, each event until it is acknowledged. */
export const integratorDurableConfig = ({ name, filters }: IntegratorDurable): Partial<ConsumerConfig> => ({
  name,
  durable_name: name,
  filter_subjects: filters,
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.All,
  ack_wait: 60_000_000_000,
  max_deliver: -1,
  max_ack_pending: 1000,
});
