import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import type { UnitState } from '@biaozhi/contracts';
import type { DomainApplication } from '../domain/domain-application.js';
import { Copies } from '../store/copies.js';
import { DomainApplications } from '../store/domain-applications.js';
import { FeeOrders } from '../store/fee-orders.js';

/** An application ends before anything was paid: its handler withdraws it, or its unit is merged or abolished. */
@Injectable()
export class ApplicationEnds {
  constructor(
    private readonly applications: DomainApplications,
    private readonly orders: FeeOrders,
    private readonly copies: Copies,
    private readonly transactions: Transactions,
  ) {}

  byHandler(me: Principal, id: string): Promise<DomainApplication> {
    return this.run(id, me, 'domain-application.withdraw');
  }

  /** What the unit says of itself is kept; with the unit its open applications end. A claimed payment is for finance to settle. */
  async unitChanges(unit: UnitState): Promise<void> {
    await this.copies.keepUnit(unit);
    if (unit.state === 'ACTIVE') return;
    for (const id of await this.applications.openOf(unit.id)) await this.run(id, 'system', 'domain-application.unit-ends');
  }

  private run(id: string, by: Principal | 'system', action: string): Promise<DomainApplication> {
    return this.transactions.run(async () => {
      // The order is locked before the application, as by who pays it: else the two could wait for each other.
      await this.orders.cancelUnsettledOf(id);
      return this.applications.change(id, { by, action }, async (one) => {
        const events = one.withdraw(by === 'system' ? by : by.roles);
        // The fee may have fallen due until we had the application.
        await this.orders.cancelUnsettledOf(id);
        await this.applications.release(id);
        return events;
      });
    });
  }
}
