import { createTransport } from 'nodemailer';
import { Mails, NotTaken, Undeliverable, type MailMessage } from './ports.js';

export interface SmtpSettings {
  url: string;
  from: string;
  timeoutSeconds: number;
}

/** Answers of a mail server that will be the same tomorrow (RFC 3463): no such mailbox, not allowed, too large. */
const HOPELESS = new Set([550, 551, 552, 553, 554]);

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  /** The SMTP command that failed. */
  command?: string;
}

/** Mail by SMTP. */
export class Smtp extends Mails {
  private readonly transport;
  private readonly domain: string;

  constructor(private readonly settings: SmtpSettings) {
    super();
    const milliseconds = settings.timeoutSeconds * 1000;
    this.domain = /@([^>\s]+)>?\s*$/.exec(settings.from)?.[1] ?? 'localhost';
    this.transport = createTransport({
      url: settings.url,
      connectionTimeout: milliseconds,
      greetingTimeout: milliseconds,
      socketTimeout: milliseconds,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, to, subject, text }: MailMessage): Promise<{ by: string; receipt: string }> {
    const messageId = `<${id}@${this.domain}>`;
    try {
      await this.transport.sendMail({ messageId, from: this.settings.from, to: { name: '', address: to }, subject, text });
      return { by: 'smtp', receipt: messageId };
    } catch (cause) {
      const { code, responseCode, command } = cause as SmtpError;
      // A refusal of the sender or of the log-in is our trouble, which somebody will mend; one of the recipient is final.
      const final = responseCode !== undefined && HOPELESS.has(responseCode) && command === 'RCPT TO';
      if (final) throw new Undeliverable(`smtp-${responseCode}`);
      throw new NotTaken(responseCode ? `smtp-${responseCode}` : (code ?? 'unreachable'), { cause });
    }
  }
}
