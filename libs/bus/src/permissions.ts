import {
  PRODUCERS,
  READS,
  filterOf,
  streamOf,
  type AggregateType,
  type ServiceName,
  type StreamName,
} from '@biaozhi/contracts';
import type { IntegratorDurable } from './integrators.js';

/** Allow-lists of one NATS user, as nats-server's configuration wants them. What is not named is refused. */
export interface NatsPermissions {
  publish: { allow: string[] };
  subscribe: { allow: string[] };
}

const API = '$JS.API';
const aggregates = Object.keys(PRODUCERS) as AggregateType[];
const unique = (subjects: string[]): string[] => [...new Set(subjects)];

/**
 * What a service may do on the bus: publish its own events, look after the streams it publishes to, read by its own
 * durables with
 * the filters of the contracts, ask producers to send again and readers what they have seen, probe.
 */
export function natsPermissions(service: ServiceName): NatsPermissions {
  const own = aggregates.filter((type) => PRODUCERS[type] === service);
  const streams = unique(own.map(streamOf)) as StreamName[];
  return {
    publish: {
      allow: unique([
        ...own.map(filterOf),
        ...streams.flatMap(producing),
        ...READS[service].flatMap((type) => reading(service, type)),
        ...READS[service].map((type) => `ctl.v1.${PRODUCERS[type]}.resend`),
        ...READS[service].map((type) => `ctl.v1.${PRODUCERS[type]}.unseen`),
        `ctl.v1.${service}.wake`,
        `probe.${service}.*`,
        `${API}.STREAM.CREATE.PROBE`,
        `${API}.STREAM.MSG.GET.PROBE`,
        ...readersOf(own).flatMap((reader) => [`ctl.v1.${reader}.resent`, `ctl.v1.${reader}.seen`]),
      ]),
    },
    subscribe: { allow: [`_INBOX_${service}.>`, `ctl.v1.${service}.>`] },
  };
}

/** The producers' side: the stream, and its durables, which are made anew when the stream has lost its end. */
const producing = (stream: StreamName): string[] => [
  `${API}.STREAM.CREATE.${stream}`,
  `${API}.STREAM.UPDATE.${stream}`,
  `${API}.STREAM.INFO.${stream}`,
  `${API}.STREAM.MSG.GET.${stream}`,
  `${API}.CONSUMER.LIST.${stream}`,
  `${API}.CONSUMER.INFO.${stream}.*`,
  `${API}.CONSUMER.DELETE.${stream}.*`,
  `${API}.CONSUMER.CREATE.${stream}.>`,
];

/** The readers' side. The filter is part of the subject by which a durable is made, so no other can be had. */
function reading(service: ServiceName, type: AggregateType): string[] {
  const [stream, durable] = [streamOf(type), `${service}-${type}`];
  return [
    `${API}.STREAM.INFO.${stream}`,
    // Single messages of the restricted stream are for its producers only.
    ...(stream === 'RESTRICTED' ? [] : [`${API}.STREAM.MSG.GET.${stream}`]),
    `${API}.CONSUMER.CREATE.${stream}.${durable}.${filterOf(type)}`,
    `${API}.CONSUMER.INFO.${stream}.${durable}`,
    `${API}.CONSUMER.DELETE.${stream}.${durable}`,
    `${API}.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

const readersOf = (own: AggregateType[]): ServiceName[] =>
  (Object.keys(READS) as ServiceName[]).filter((reader) => READS[reader].some((type) => own.includes(type)));

/**
 * What a system of another institution may do: read by the durables that we have made for it, and nothing else. It can
 * create nothing (a consumer of its own could have any filter), look at no message by its number, and see nobody's inbox.
 * @param integrator name of the system, e.g. `sys123`; its client uses the inbox prefix `_INBOX_<integrator>`
 * @param durables made by an administrator beforehand, with the filters that were agreed
 */
export function integratorPermissions(
  integrator: string,
  ...durables: Pick<IntegratorDurable, 'stream' | 'name'>[]
): NatsPermissions {
  if (!/^[a-z0-9-]+$/.test(integrator) || !durables.every(({ name }) => /^[A-Za-z0-9_-]+$/.test(name)))
    throw new Error('names of letters, digits and hyphens only');
  return {
    publish: {
      allow: durables.flatMap(({ stream, name }) => [
        `${API}.CONSUMER.INFO.${stream}.${name}`,
        `${API}.CONSUMER.MSG.NEXT.${stream}.${name}`,
        `$JS.ACK.${stream}.${name}.>`,
      ]),
    },
    subscribe: { allow: [`_INBOX_${integrator}.>`] },
  };
}
