import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { NoticeDelivered, NoticeFailed, type NoticeState } from '@biaozhi/contracts';
import { BusContext, Outbox, Transactions } from '@biaozhi/bus';
import { Jobs } from '@biaozhi/service-kit';
import { NotificationConfig } from '../config.js';
import { maskedAddress, nextAfter, type Outcome } from '../domain/delivery.js';
import { smsTemplate } from '../domain/sms.js';
import { Mails, NotTaken, TextMessages, Undeliverable } from '../outside/ports.js';
import { Copies } from '../store/copies.js';
import { Deliveries, type Claimed } from '../store/deliveries.js';

/** Messages that one replica sends at the same time. */
const AT_ONCE = 16;
/** A claim outlasts the slowest send: both providers one after the other, with some time to record it. */
const CLAIM_MARGIN_SECONDS = 15;

/** Sends what is due. Replicas share the work; a message that was claimed by one that died is sent by another. */
@Injectable()
export class SendDue implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(SendDue.name);
  private running?: Promise<void>;
  private again = false;
  private ended = false;

  constructor(
    private readonly deliveries: Deliveries,
    private readonly copies: Copies,
    private readonly mails: Mails,
    private readonly textMessages: TextMessages,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly config: NotificationConfig,
  ) {}

  onModuleInit(): void {
    // New messages wake their own replica; this finds the ones whose pause is over, and those of a replica that died.
    this.jobs.every('send-due', 1, () => this.run());
  }

  /** Starts sending, without waiting for it. */
  wake(): void {
    this.again = true;
    this.running ??= this.transactions
      .apart(() => this.rounds())
      .catch((error: unknown) => this.log.error(`Sending failed: ${String(error)}`))
      .finally(() => {
        this.running = undefined;
        // Somebody may have called between the last look and here.
        if (this.again && !this.ended) this.wake();
      });
  }

  /** Sends everything that is due now, and waits until that is done. */
  async run(): Promise<void> {
    this.wake();
    while (this.running) await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.ended) {
      this.again = false;
      const claimed = await this.deliveries.claim(AT_ONCE, 3 * this.config.sendTimeoutSeconds + CLAIM_MARGIN_SECONDS);
      const results = await Promise.allSettled(claimed.map((one) => this.attempt(one)));
      for (const result of results) if (result.status === 'rejected') this.log.error(`Recording failed: ${String(result.reason)}`);
      if (claimed.length === AT_ONCE) this.again = true;
    }
  }

  private async attempt(claimed: Claimed): Promise<void> {
    const outcome = await this.send(claimed);
    const patience = { firstPauseSeconds: this.config.retryFirstSeconds, attempts: this.config.retryAttempts };
    const next = nextAfter(outcome, claimed.attempts, patience);
    if (outcome.kind !== 'accepted') this.log.warn(`Delivery ${claimed.id} (${claimed.channel}), attempt ${claimed.attempts}: ${outcome.code}`);
    await BusContext.run({ correlationId: claimed.correlationId, causationId: claimed.cause }, () =>
      this.transactions.run(async () => {
        if (!(await this.deliveries.settle(claimed, outcome, next))) return;
        if (next.state === 'DELIVERED') await this.outbox.append(NoticeDelivered.of(stateOf(claimed, 'DELIVERED')));
        if (next.state === 'FAILED') await this.outbox.append(NoticeFailed.of(stateOf(claimed, 'FAILED')));
      }),
    );
  }

  private async send(claimed: Claimed): Promise<Outcome> {
    const contact = await this.copies.contact(claimed.unitId);
    if (!contact) return { kind: 'again', code: 'contact-unknown' };
    const address = claimed.channel === 'mail' ? contact.mail : contact.mobile;
    const sentTo = maskedAddress(address);
    try {
      const taken = claimed.channel === 'mail' ? await this.mail(claimed, address) : await this.text(claimed, address);
      return { kind: 'accepted', ...taken, sentTo };
    } catch (error) {
      if (error instanceof Undeliverable) return { kind: 'hopeless', code: error.code, sentTo };
      const code = error instanceof NotTaken ? error.code : 'internal';
      if (code === 'internal') this.log.error(`Delivery ${claimed.id}: ${String(error)}`);
      return { kind: 'again', code, sentTo };
    }
  }

  private mail({ id, subject, body }: Claimed, to: string): Promise<{ by: string; receipt: string }> {
    // A secret that was sent is forgotten; whoever asks for it again must have a new one made.
    if (body === null) throw new Undeliverable('text-forgotten');
    return this.mails.send({ id, to, subject: subject ?? '', text: body });
  }

  private text({ id, smsTemplate: key, smsValues }: Claimed, mobile: string): Promise<{ by: string; receipt: string }> {
    const template = smsTemplate(key ?? '');
    if (!template) throw new Undeliverable('template-gone');
    return this.textMessages.send({ id, mobile, template, values: smsValues ?? {} });
  }
}

function stateOf(claimed: Claimed, state: NoticeState['state']): NoticeState {
  const { id, unitId, bureauId, region, cause, causeType, about, channel } = claimed;
  return { id, unitId, ...(bureauId === null ? {} : { bureauId }), region, cause, causeType, about, channel, state };
}
