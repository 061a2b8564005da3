import { Injectable } from '@nestjs/common';
import type { AggregateData, DomainReviewState } from '@biaozhi/contracts';
import { Transactions, type EventMeta } from '@biaozhi/bus';
import { NotificationConfig } from '../config.js';
import { mailBody } from '../domain/mail.js';
import { valuesFor } from '../domain/sms.js';
import type { Facts, Template } from '../domain/template.js';
import { templatesFor } from '../domain/templates/index.js';
import { Copies } from '../store/copies.js';
import { Notices } from '../store/notices.js';
import { SendDue } from './send-due.js';

/** Says about an event what there is to say: a notice for each audience, and its messages. */
@Injectable()
export class Tell {
  constructor(
    private readonly copies: Copies,
    private readonly notices: Notices,
    private readonly sendDue: SendDue,
    private readonly transactions: Transactions,
    private readonly config: NotificationConfig,
  ) {}

  /** @throws Error while particulars are missing without which the text is of no use; the bus tries again */
  async run(event: AggregateData, meta: EventMeta): Promise<void> {
    const templates = templatesFor(event);
    if (!templates.length) return;
    const facts = await this.factsOf(event);
    let added = false;
    for (const template of templates) {
      if (template.audience === 'handler' && event.unitId === undefined) continue;
      if (template.audience === 'bureau' && event.bureauId === undefined) continue;
      if (template.needsBureau && event.bureauId !== undefined && !facts.bureau) {
        throw new Error(`The bureau ${event.bureauId} is not known here yet`);
      }
      added = (await this.add(template, facts, meta)) || added;
    }
    if (added) this.transactions.afterCommit(() => this.sendDue.wake());
  }

  private add(template: Template<AggregateData>, facts: Facts<AggregateData>, meta: EventMeta): Promise<boolean> {
    const { event, unitName } = facts;
    const title = template.title(facts);
    const text = template.text(facts);
    const mailed = template.mail === true ? text : template.mail?.(facts);
    return this.notices.add({
      audience: template.audience,
      unitId: event.unitId,
      bureauId: event.bureauId,
      region: event.region,
      cause: meta.id,
      causeType: meta.type,
      about: `${meta.aggregate.type}/${meta.aggregate.id}`,
      correlationId: meta.correlationId,
      template: template.key,
      templateVersion: template.version,
      title,
      text,
      ...(mailed === undefined
        ? {}
        : { mail: { subject: title, body: mailBody(unitName, mailed), confidential: template.confidential ?? false } }),
      ...(template.sms
        ? { sms: { template: template.sms.template.key, values: valuesFor(template.sms.template, template.sms.values(facts)) } }
        : {}),
    });
  }

  private async factsOf(event: AggregateData): Promise<Facts<AggregateData>> {
    const { domainApplicationId } = event as Partial<DomainReviewState>;
    const unitName = event.unitId === undefined ? undefined : await this.copies.unitName(event.unitId);
    const bureau = event.bureauId === undefined ? undefined : await this.copies.bureau(event.bureauId);
    const domainApplication = domainApplicationId === undefined ? undefined : await this.copies.domainApplication(domainApplicationId);
    const { publicUrl } = this.config;
    return {
      event,
      unitName: unitName ?? '贵单位',
      bureau,
      domainApplication,
      publicUrl: publicUrl.replace(/\/+$/, ''),
    };
  }
}
