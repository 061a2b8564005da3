import { finding, type Finding } from '@biaozhi/problem';
import { CENTRE } from '@biaozhi/standards';
import { workflow, type Role } from '@biaozhi/workflow';
import type { FeeOrder, TransferClaim } from './fee-order.js';
import './messages.js';

export type SettlementState = 'CLAIMED' | 'CONFIRMED' | 'DISPUTED';

/** Most orders that are settled at once. */
export const MOST_ORDERS = 500;

/** A settlement (集中结算单): it begins with the claim of the bureau, and finance decides on it once. */
export const settlementWorkflow = workflow<SettlementState, Settlement>()({
  name: 'settlement',
  initial: 'CLAIMED',
  steps: {
    confirm: { by: ['conac-finance'], from: ['CLAIMED'], to: 'CONFIRMED' },
    /** The money did not arrive. */
    dispute: { by: ['conac-finance'], from: ['CLAIMED'], to: 'DISPUTED' },
  },
});

/**
 * What became of an order by the decision on its settlement. `SKIPPED`: it was not waiting any more, because it was paid online or
 * cancelled meanwhile, and stayed as it was.
 */
export type Outcome = 'PAID' | 'REOPENED' | 'SKIPPED';

/** What became of an order, or will: `WAITING` for the decision. */
export const outcomeOf = (settlement: Settlement, order: FeeOrder, decided: Outcome | null): Outcome | 'WAITING' =>
  decided ?? (order.waitsIn(settlement.id) ? 'WAITING' : 'SKIPPED');

/** The fees of many units, which their bureau has paid by one transfer. */
export class Settlement {
  id!: string;
  version!: number;
  state!: SettlementState;
  number!: string;
  bureauId!: string;
  /** GB/T 2260 code of the smallest division that all its units belong to. */
  region!: string;
  /** How many orders. */
  count!: number;
  /** fen, of all its orders */
  totalFen!: number;
  /** The one transfer. */
  claim!: TransferClaim;
  /** Name of who claimed it at the bureau. */
  claimedBy!: string;
  claimedAt!: Date;
  /** Name of who confirmed or disputed it at CONAC. */
  decidedBy?: string | null;
  decidedAt?: Date | null;

  confirm(by: string, now: Date, role: Role | readonly Role[]): void {
    this.decide('confirm', by, now, role);
  }

  dispute(by: string, now: Date, role: Role | readonly Role[]): void {
    this.decide('dispute', by, now, role);
  }

  private decide(step: 'confirm' | 'dispute', by: string, now: Date, role: Role | readonly Role[]): void {
    this.state = settlementWorkflow.fire(step, this, role);
    Object.assign(this, { decidedBy: by, decidedAt: now });
  }
}

/** What keeps orders from being settled: each refused one is named where its id stands in the request. */
export function refusalsOf(ids: readonly string[], orders: readonly FeeOrder[]): Finding[] {
  const known = new Map(orders.map((order) => [order.id, order]));
  return ids.flatMap((id, index) => {
    const [order, pointer] = [known.get(id), `/ids/${index}`];
    if (!order) return finding('settlement-order-unknown', pointer);
    return order.state === 'OPEN' ? [] : finding('settlement-order-not-open', pointer, { number: order.number, name: order.uLabel });
  });
}

/** The smallest division that all of some belong to: a county, its prefecture, its province, or the country. */
export function commonRegion(regions: readonly string[]): string {
  const [first = ''] = regions;
  const digits = [6, 4, 2].find((length) => regions.every((one) => one.startsWith(first.slice(0, length))));
  return digits && first ? first.slice(0, digits).padEnd(6, '0') : CENTRE;
}
