import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import { Deliveries, type DeliveryRow } from '../store/deliveries.js';
import { SendDue } from './send-due.js';

/** An administrator has a failed message sent again, after what was wrong has been mended. */
@Injectable()
export class TryAgain {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly sendDue: SendDue,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem as {@link Deliveries.again} */
  run(actor: Principal, id: string, version: number): Promise<DeliveryRow> {
    return this.transactions.run(async () => {
      const row = await this.deliveries.again(id, version);
      await this.audit.record({ actor, action: 'delivery.retry', subject: `notice/${id}` });
      this.transactions.afterCommit(() => this.sendDue.wake());
      return row;
    });
  }
}
