import { publicationOf, type AggregateData, type EventClass } from './event.js';

/** CloudEvents 1.0 in structured JSON, with our extensions. This is what lies on the bus. */
export interface Envelope<D = Record<string, unknown>> {
  specversion: '1.0';
  /** UUIDv7; also the `Nats-Msg-Id`. */
  id: string;
  /** `urn:biaozhi:<service>` */
  source: string;
  /** `cn.biaozhi.<aggregate>.<event>.v<major>` */
  type: string;
  /** The aggregate's id. */
  subject: string;
  /** RFC 3339, UTC, when the change was committed. */
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  /** `<aggregate type>/<id>` */
  aggregate: string;
  /** 1, 2, 3 … for each aggregate, without a gap. */
  sequence: number;
  /** Id of the event, or of the request, that caused this one. */
  causationid?: string;
  /** The same through the whole chain of causes. */
  correlationid: string;
  /** W3C Trace Context. */
  traceparent?: string;
  data: D;
}

/**
 * The subject of an event: `evt.v1.<aggregate>.<event>.<province>.<region>.<id>`, or without the division
 * (`restricted.v1.<aggregate>.<event>.<id>`) where the event holds personal data.
 */
export function subjectFor(event: EventClass, data: Pick<AggregateData, 'id' | 'region'>): string {
  const { aggregate, event: name, restricted, version } = publicationOf(event);
  if (restricted) return `restricted.v${version}.${aggregate}.${name}.${data.id}`;
  return `evt.v${version}.${aggregate}.${name}.${data.region.slice(0, 2)}.${data.region.slice(2)}.${data.id}`;
}

/** Wraps an event for the bus. */
export function envelopeOf<E extends AggregateData>(
  event: E,
  about: { id: string; sequence: number; time: Date; correlationId: string; causationId?: string; traceparent?: string },
): Envelope {
  const { type, dataschema, aggregate, producer } = publicationOf(event.constructor as EventClass);
  return {
    specversion: '1.0',
    id: about.id,
    source: `urn:biaozhi:${producer}`,
    type,
    subject: event.id,
    time: about.time.toISOString(),
    datacontenttype: 'application/json',
    dataschema,
    aggregate: `${aggregate}/${event.id}`,
    sequence: about.sequence,
    ...(about.causationId ? { causationid: about.causationId } : {}),
    correlationid: about.correlationId,
    ...(about.traceparent ? { traceparent: about.traceparent } : {}),
    data: { ...event } as Record<string, unknown>,
  };
}
