import { Injectable } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { DomainRegistrationConfig } from '../config.js';
import { signed } from './signature.js';

export interface ProviderOrder {
  state: 'OPEN' | 'PAID';
  amountFen: number;
  /** The provider's own number of the payment, once paid. */
  transaction?: string;
}

/** Takes money online. The port; {@link HttpPaymentProvider} speaks to a provider. */
export abstract class PaymentProvider {
  /** Announces an order; asking twice for the same order gives the same page. @returns the page to pay at */
  abstract announce(order: { id: string; amountFen: number; subject: string }): Promise<string>;
  /** What became of an order, for when no notice came. Nothing for an order that it does not know. */
  abstract look(orderId: string): Promise<ProviderOrder | undefined>;
}

/** Path of the provider's notices at this service; part of what is signed. */
export const CALLBACK = '/payments/callback';

/** Speaks JSON over HTTP, every request signed (signature.ts). */
@Injectable()
export class HttpPaymentProvider extends PaymentProvider {
  constructor(
    private readonly config: DomainRegistrationConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  async announce(order: { id: string; amountFen: number; subject: string }): Promise<string> {
    const { paymentMerchant: merchant, paymentCallbackUrl, publicUrl } = this.config;
    const notifyUrl = paymentCallbackUrl ?? `${publicUrl}/api/domain-registration${CALLBACK}`;
    const body = { merchant, order: order.id, amountFen: order.amountFen, subject: order.subject, notifyUrl };
    const { payUrl } = (await this.ask('POST', '/orders', body)) as { payUrl: string };
    return payUrl;
  }

  async look(orderId: string): Promise<ProviderOrder | undefined> {
    return (await this.ask('GET', `/orders/${orderId}`)) as ProviderOrder | undefined;
  }

  private async ask(method: string, path: string, body?: object): Promise<unknown> {
    const { paymentUrl, paymentKey } = this.config;
    if (!paymentUrl || !paymentKey) throw problem(503, 'unavailable');
    let answer: Response;
    try {
      answer = await fetch(paymentUrl + path, {
        method,
        headers: { 'content-type': 'application/json', ...signed(paymentKey, `${method} ${path}`, body, this.clock.now()) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(5_000),
      });
    } catch (cause) {
      throw problem(503, 'unavailable', { cause });
    }
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw problem(503, 'unavailable', { cause: new Error(`payment provider answered ${answer.status}`) });
    return answer.json();
  }
}
