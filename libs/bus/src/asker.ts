import { pause } from './link.js';
import type { NatsConnection } from '@nats-io/transport-node';
import { v7 } from 'uuid';

/** What each answer names. */
interface Answered {
  request: string;
}

/**
 * Asks other services over core NATS. The answers come on a subject of ours, not on a reply subject: to let services
 * answer on those, the broker would have to remember one for each message that it delivers, or to let everybody write
 * to all inboxes.
 */
export class Asker<Answer extends Answered> {
  private readonly awaited = new Map<string, (answer: Answer) => void>();
  private connection?: NatsConnection;
  /** Of the current connection: nobody answers on a lost one. */
  private lost: AbortSignal = AbortSignal.abort();

  /** @param patience milliseconds that an answer may take */
  constructor(private readonly patience = 5000) {}

  /** Listens for answers on a new connection. */
  listen(connection: NatsConnection, lost: AbortSignal, subject: string): void {
    this.connection = connection;
    this.lost = lost;
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) return;
        const answer = message.json<Answer>();
        this.awaited.get(answer.request)?.(answer);
      },
    });
  }

  /** @returns the answer; nothing when none comes in time */
  async ask(subject: string, question: object): Promise<Answer | undefined> {
    const request = v7();
    const enough = new AbortController();
    try {
      if (this.lost.aborted) return undefined;
      const heard = new Promise<Answer>((resolve) => this.awaited.set(request, resolve));
      this.connection?.publish(subject, JSON.stringify({ ...question, request }));
      const answer = await Promise.race([heard, pause(this.patience, AbortSignal.any([enough.signal, this.lost]))]);
      return answer ?? undefined;
    } finally {
      enough.abort();
      this.awaited.delete(request);
    }
  }
}
