import { createHash } from 'node:crypto';
import { NotTaken, TextMessages, Undeliverable, type SmsProvider, type TextMessage } from './ports.js';

export interface Weighted {
  provider: SmsProvider;
  weight: number;
}

/** After so many failures in a row a provider is only asked when the others cannot. */
const FAILURES_UNTIL_REST = 3;
const REST_MS = 30_000;

/**
 * Spreads text messages over the providers by weight; when one does not take a message, the next one is asked at once.
 * A provider that did not answer in time may have sent it all the same: the handler then gets it twice rather than never.
 */
export class WeightedTextMessages extends TextMessages {
  private readonly health = new Map<string, { failures: number; restsUntil: number }>();

  constructor(
    private readonly providers: readonly Weighted[],
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  async send(message: TextMessage): Promise<{ by: string; receipt: string }> {
    const codes: string[] = [];
    for (const provider of this.order(message.id)) {
      try {
        const receipt = await provider.send(message);
        this.health.delete(provider.name);
        return { by: provider.name, receipt };
      } catch (error) {
        if (error instanceof Undeliverable) throw error;
        if (!(error instanceof NotTaken)) throw error;
        this.failed(provider.name);
        codes.push(`${provider.name}:${error.code}`);
      }
    }
    throw new NotTaken(codes.join(' ') || 'no-provider');
  }

  /** The same message asks in the same order, as long as nobody rests. */
  order(id: string): SmsProvider[] {
    const rest = this.providers.filter(({ weight }) => weight > 0);
    const order: SmsProvider[] = [];
    let point = createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32;
    while (rest.length) {
      const total = rest.reduce((sum, { weight }) => sum + weight, 0);
      let left = point * total;
      let place = rest.findIndex(({ weight }) => (left -= weight) < 0);
      if (place < 0) place = rest.length - 1;
      order.push(rest.splice(place, 1)[0]!.provider);
      point = 0;
    }
    return [...order.filter((one) => !this.rests(one)), ...order.filter((one) => this.rests(one))];
  }

  private rests({ name }: SmsProvider): boolean {
    return (this.health.get(name)?.restsUntil ?? 0) > this.now();
  }

  private failed(name: string): void {
    const failures = (this.health.get(name)?.failures ?? 0) + 1;
    this.health.set(name, { failures, restsUntil: failures >= FAILURES_UNTIL_REST ? this.now() + REST_MS : 0 });
  }
}
