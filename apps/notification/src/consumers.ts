import { Controller } from '@nestjs/common';
import {
  BureauAdded,
  BureauChanged,
  BureauClosed,
  ContactChanged,
  DomainApplicationResubmitted,
  DomainApplicationSubmitted,
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
  type AggregateData,
} from '@biaozhi/contracts';
import { Consumes, Transactions, type EventMeta } from '@biaozhi/bus';
import { toldEvents } from './domain/templates/index.js';
import { Copies } from './store/copies.js';
import { SendDue } from './use-cases/send-due.js';
import { Tell } from './use-cases/tell.js';

/** What the bus makes this service do. */
@Controller()
export class Consumers {
  constructor(
    private readonly copies: Copies,
    private readonly tell: Tell,
    private readonly sendDue: SendDue,
    private readonly transactions: Transactions,
  ) {}

  @Consumes(ContactChanged)
  async onContact(event: ContactChanged): Promise<void> {
    await this.copies.keepContact(event);
    this.transactions.afterCommit(() => this.sendDue.wake());
  }

  @Consumes(UnitRegistered, UnitChanged, UnitMerged, UnitAbolished)
  onUnit(event: UnitRegistered): Promise<void> {
    return this.copies.keepUnit(event);
  }

  @Consumes(BureauAdded, BureauChanged, BureauClosed)
  onBureau(event: BureauAdded): Promise<void> {
    return this.copies.keepBureau(event);
  }

  /** Reviews of domains do not carry the name that they are about. */
  @Consumes(DomainApplicationSubmitted, DomainApplicationResubmitted)
  onDomainApplication(event: DomainApplicationSubmitted): Promise<void> {
    return this.copies.keepDomainApplication(event);
  }

  @Consumes(...toldEvents())
  onTold(event: AggregateData, meta: EventMeta): Promise<void> {
    return this.tell.run(event, meta);
  }
}
