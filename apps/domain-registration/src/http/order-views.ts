import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Clock } from '@biaozhi/service-kit';
import type { FeeOrder } from '../domain/fee-order.js';
import { Copies } from '../store/copies.js';

/** A fee order as its reader sees it. */
export type OrderView = FeeOrder & {
  /** The public name of its unit. */
  unitName?: string;
  /** The steps that the reader may take on it alone. */
  offers: string[];
  /** Working days until the due day, negative when it has passed; of an order that is to be paid. */
  daysLeft?: number;
};

/** Adds to fee orders what their readers see besides. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly copies: Copies,
    private readonly clock: Clock,
  ) {}

  async one(order: FeeOrder, me: Principal): Promise<OrderView> {
    return (await this.all([order], me))[0]!;
  }

  async all(orders: FeeOrder[], me: Principal): Promise<OrderView[]> {
    const [calendar, names, today] = [await this.copies.calendar(), await this.copies.namesOf(orders.map(({ unitId }) => unitId)), this.clock.today()];
    return orders.map((order) => {
      const daysLeft = order.state === 'OPEN' ? { daysLeft: calendar.workingDaysBetween(today, order.dueDay) } : {};
      return Object.assign(order, { unitName: names.get(order.unitId), offers: order.offers(me.roles), ...daysLeft });
    });
  }
}
