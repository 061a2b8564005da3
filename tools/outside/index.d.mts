import type { PaymentProviderSimulator } from './payment.mjs';

/** A message that somebody on the outside received. */
export interface OutsideMessage {
  id: string;
  /** RFC 3339 */
  at: string;
  channel: 'mail' | 'sms';
  /** Mail address or mobile number. */
  to: string;
  /** Sender's address, or the provider of text messages. */
  from: string;
  /** Of a mail; empty for a text message. */
  subject: string;
  text: string;
  /** Of a mail: its Message-ID; of a text message: what the sender gave along to recognise it. */
  reference: string;
}

export interface SmsTemplateAtProviders {
  aliyun: string;
  tencent: string;
  /** Text with `{name}` for each variable, in the order in which Tencent numbers them. */
  text: string;
}

/** What can be made to go wrong at a provider; `undefined` heals it. */
export type Fault = { status: number } | { code: string } | { hang: true } | undefined;

export interface Outside {
  mailboxUrl: string;
  mailbox: { list(filter?: { to?: string; channel?: 'mail' | 'sms' }): OutsideMessage[] };
  mail: {
    url: string;
    /** Refuses the recipient for good (550), or for the moment (451). */
    refuse(to: string, status: number | undefined): void;
    /** Closes the port; `up` opens the same one again. */
    down(): Promise<void>;
    up(): Promise<void>;
  };
  sms: { url: string; fault(provider: 'aliyun' | 'tencent', fault: Fault): void };
  payment: PaymentProviderSimulator;
  /** What services must know to reach it, as environment variables. */
  settings: Record<string, Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts it.
 * `dir` keeps messages between starts; `portOf(name, wanted)` gives a port for `smtp`, `sms`, `payment`, `mailbox`; `secret(name)` a password.
 */
export function startOutside(options: {
  dir?: string;
  portOf: (name: string, wanted?: number) => number | Promise<number>;
  secret: (name: string) => string;
  /** Address to listen on; 127.0.0.1. */
  host?: string;
  /** The templates registered at the providers; those of the built notification service by default. */
  templates?: () => Promise<SmsTemplateAtProviders[]>;
  signature?: string;
  serviceUrls?: Record<string, string>;
  gatewayUrl?: string;
}): Promise<Outside>;
