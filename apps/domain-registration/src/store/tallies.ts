import { Tally } from '@biaozhi/service-kit';

/** How many fee orders are in each state. */
export const FEE_ORDER_TALLY = new Tally('fee_order', { state: (row) => `${row}.state` });

/** How many settlements are in each state. */
export const SETTLEMENT_TALLY = new Tally('settlement', { state: (row) => `${row}.state` });
