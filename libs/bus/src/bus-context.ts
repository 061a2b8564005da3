import { AsyncLocalStorage } from 'node:async_hooks';

/** Where the work at hand comes from. Every event that is appended in it carries these on. */
export interface Cause {
  /** The same through the whole chain of causes; of the request, or of the event being handled. */
  correlationId: string;
  /** Id of the request or of the event that directly causes what happens now. */
  causationId?: string;
  /** W3C Trace Context, as received. */
  traceparent?: string;
}

const causes = new AsyncLocalStorage<Cause>();

/** The ambient cause: HTTP sets it for each request, the consumer sets it for each event. */
export const BusContext = {
  /** Runs `fn`, and all that it awaits, because of `cause`. */
  run: <T>(cause: Cause, fn: () => T): T => causes.run(cause, fn),
  /** The cause of the work at hand; nothing outside of a request or an event. */
  current: (): Cause | undefined => causes.getStore(),
};
