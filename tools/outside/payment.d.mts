/** An order as the provider keeps it. */
export interface SimulatedOrder {
  order: string;
  /** fen */
  amountFen: number;
  state: 'OPEN' | 'PAID';
  /** The provider's number of the payment, once paid. */
  transaction?: string;
}
export interface PaymentProviderSimulator {
  url: string;
  orders: Map<string, SimulatedOrder>;
  /** Payments are made but nobody is told, as when notices are lost. */
  beSilent(yes?: boolean): void;
  /** Tells of a payment again, as providers do. */
  repeat(order: string): void;
  stop(): Promise<void>;
}
export interface PaymentProviderOptions {
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Shared with the merchant; signs every message. */
  key: string;
  /** Waits before the attempts of a notice, in ms; the last one is repeated until it is answered 2xx. */
  retryMs?: number[];
  /** Where notices go for orders that name no place. */
  callbackUrl?: string;
  /** The provider's clock. */
  now?: () => Date;
}
export function startPaymentProvider(options: PaymentProviderOptions): Promise<PaymentProviderSimulator>;
/** Headers of a signed message; `target` is method and path. */
export function signed(key: string, target: string, body: unknown, at?: Date): Record<string, string>;
