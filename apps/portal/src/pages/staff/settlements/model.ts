import type { FeeOrder } from '../finance/model.js';

export const SETTLEMENTS = '/api/domain-registration/settlements';
export const SETTLEMENT_STATES = ['CLAIMED', 'CONFIRMED', 'DISPUTED'] as const;
/** Most orders that are settled at once. */
export const MOST_ORDERS = 500;

/** A settlement (集中结算单): what a bureau has paid for many of its units by one transfer. */
export interface Settlement {
  id: string;
  version: number;
  state: (typeof SETTLEMENT_STATES)[number];
  number: string;
  bureauId: string;
  region: string;
  /** How many orders. */
  count: number;
  /** fen, 0.01 yuan */
  totalFen: number;
  claim: { payer: string; reference: string; paidOn: string };
  claimedBy: string;
  claimedAt: string;
  decidedBy?: string | null;
  decidedAt?: string | null;
  /** Of `confirm`, `dispute`. */
  offers: string[];
}

/** An order as it is now, and what became of it by the decision; `SKIPPED`: it was paid online or cancelled meanwhile. */
export interface SettledOrder extends FeeOrder {
  outcome: 'WAITING' | 'PAID' | 'REOPENED' | 'SKIPPED';
}
export type SettlementDetail = Settlement & { orders: SettledOrder[] };
