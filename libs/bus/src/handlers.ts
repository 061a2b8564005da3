import { readEvent, type EventClass } from '@biaozhi/contracts';
import { Injectable } from '@nestjs/common';
import { BusContext } from './bus-context.js';
import type { EventMeta } from './consumes.js';
import { classesByType, metaOf, type Received } from './received.js';

/** A consumer's method, as Nest hands it over. */
export type Handler = (event: object, meta: EventMeta) => Promise<void>;

/** From this many milliseconds on a handler does not share its transaction with other events. */
const SLOW = 50;

/** Who handles which type of event. */
@Injectable()
export class Handlers {
  private readonly handlers = new Map<string, { event: EventClass; handle: Handler; mean: number }>();

  /** Registers the method for a CloudEvents type. */
  set(type: string, handle: Handler): void {
    const event = classesByType().get(type);
    if (!event) throw new Error(`${type} is not an event of the contracts`);
    this.handlers.set(type, { event, handle, mean: 0 });
  }

  /** Whether its handler takes so long that other events must not wait in the same transaction. */
  slow({ envelope }: Received): boolean {
    return (this.handlers.get(envelope.type)?.mean ?? 0) > SLOW;
  }

  /**
   * Has the event handled in the ambient transaction. A type that nobody here cares for is handled by doing nothing.
   * @throws Problem 422 `validation` when the data is not what the contract says; whatever the handler throws
   */
  async handle(received: Pick<Received, 'envelope' | 'aggregate'>): Promise<void> {
    const { envelope } = received;
    const handler = this.handlers.get(envelope.type);
    if (!handler) return;
    const event = readEvent(handler.event, envelope.data);
    const begun = performance.now();
    const cause = {
      correlationId: envelope.correlationid,
      causationId: envelope.id,
      traceparent: envelope.traceparent,
    };
    try {
      await BusContext.run(cause, () => handler.handle(event, metaOf(received)));
    } finally {
      handler.mean = handler.mean * 0.9 + (performance.now() - begun) * 0.1;
    }
  }
}
