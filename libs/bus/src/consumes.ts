import { publicationOf, type AggregateData, type AggregateType, type EventClass } from '@biaozhi/contracts';
import { Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

/** Nest's name for our transport: handlers of other transports are not ours. */
export const JETSTREAM = Symbol('JETSTREAM');

/** What is known of an event besides its data. */
export interface EventMeta {
  /** UUIDv7 of the event; the same whenever it is sent again. */
  id: string;
  /** CloudEvents type, e.g. `cn.biaozhi.badge.issued.v1`. */
  type: string;
  aggregate: { type: AggregateType; id: string };
  /** 1, 2, 3 … within the aggregate. */
  sequence: number;
  /** When the cause was recorded at its producer. */
  time: Date;
  correlationId: string;
  causationId?: string;
}

/** Lets errors through to the transport: Nest would make `Internal server error` of them all. */
@Catch()
class LetThrough implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a controller's method handle events: each once, in the order of its aggregate, inside of one transaction with
 * whatever it does.
 * A method that takes another event than the given ones does not compile.
 * Throw a Problem (status < 500) to send the event to the dead letters at once; any other error is retried with growing
 * pauses.
 */
export const Consumes =
  <C extends EventClass<AggregateData>[]>(...events: C) =>
  <M extends (event: InstanceType<C[number]>, meta: EventMeta) => Promise<unknown>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const types = events.map((event) => publicationOf(event).type);
    EventPattern<string[]>(types, JETSTREAM)(target, key, descriptor as TypedPropertyDescriptor<unknown> as never);
    UseFilters(new LetThrough())(target, key, descriptor);
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
