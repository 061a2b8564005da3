import type { SmsTemplate } from '../domain/sms.js';
/** Trying again cannot help: number or mailbox do not exist, or may not be written to. */
export class Undeliverable extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'Undeliverable';
  }
}

/** The provider or server could not take it now. */
export class NotTaken extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'NotTaken';
  }
}

export interface TextMessage {
  /** Id of the delivery: providers give it back with their reports, so that one message can be recognised. */
  id: string;
  /** Eleven digits. */
  mobile: string;
  template: Pick<SmsTemplate, 'key' | 'number' | 'text'>;
  /** A value for each variable of the text; their order means nothing. */
  values: Record<string, string>;
}

/** One provider of text messages. */
export interface SmsProvider {
  readonly name: string;
  /**
   * @returns the provider's receipt
   * @throws Undeliverable, or NotTaken with the provider's own code
   */
  send(message: TextMessage): Promise<string>;
}

export interface MailMessage {
  /** Id of the delivery; becomes the Message-ID, so that a mail that was sent twice is recognised as one. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** The way out for text messages. */
export abstract class TextMessages {
  /** @throws Undeliverable or NotTaken */
  abstract send(message: TextMessage): Promise<{ by: string; receipt: string }>;
}

/** The way out for mail. */
export abstract class Mails {
  /** @throws Undeliverable or NotTaken */
  abstract send(message: MailMessage): Promise<{ by: string; receipt: string }>;
}
