import { eventClasses, publicationOf, type AggregateType, type Envelope, type EventClass } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import type { EventMeta } from './consumes.js';

/** How we answer the broker for a message. */
export interface Answer {
  /** Handled, or safely stored. */
  ack(): void;
  /** Not now: again in some milliseconds. */
  later(ms: number): void;
  /** Still at it. */
  working(): void;
}

/** An event as it came, with the way to answer for it. */
export interface Received {
  envelope: Envelope;
  /** The exact text. */
  text: string;
  subject: string;
  /** `<type>/<id>` */
  key: string;
  aggregate: { type: AggregateType; id: string };
  /** How often the broker has offered it, this time included. */
  deliveries: number;
  answer: Answer;
}

const AGGREGATE = /^([a-z-]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads an envelope.
 * @throws Problem 422 `envelope-unreadable` when it is none
 */
export function envelopeIn(text: string): Pick<Received, 'envelope' | 'aggregate' | 'key'> {
  let envelope: Partial<Envelope>;
  try {
    envelope = JSON.parse(text) as Partial<Envelope>;
  } catch (cause) {
    throw problem(422, 'envelope-unreadable', { cause });
  }
  const [, type, id] = AGGREGATE.exec(String(envelope?.aggregate)) ?? [];
  const sound =
    type &&
    id &&
    UUID.test(String(envelope.id)) &&
    typeof envelope.type === 'string' &&
    Number.isSafeInteger(envelope.sequence) &&
    Number(envelope.sequence) > 0;
  if (!sound) throw problem(422, 'envelope-unreadable');
  return { envelope: envelope as Envelope, aggregate: { type: type as AggregateType, id }, key: `${type}/${id}` };
}

/** What a handler is told besides the data. */
export const metaOf = ({ envelope, aggregate }: Pick<Received, 'envelope' | 'aggregate'>): EventMeta => ({
  id: envelope.id,
  type: envelope.type,
  aggregate,
  sequence: envelope.sequence,
  time: new Date(envelope.time),
  correlationId: envelope.correlationid,
  ...(envelope.causationid ? { causationId: envelope.causationid } : {}),
});

/** The event classes by CloudEvents type. */
export const classesByType = (): Map<string, EventClass> =>
  new Map(eventClasses().map((event) => [publicationOf(event).type, event]));
