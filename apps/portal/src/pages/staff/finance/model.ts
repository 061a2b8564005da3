/** What domain-registration answers about money and domains. */

export const ORDER_STATES = ['OPEN', 'CLAIMED', 'PAID', 'LAPSED', 'CANCELLED'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** A fee order (缴费单). */
export interface FeeOrder {
  id: string;
  version: number;
  state: OrderState;
  number: string;
  purpose: 'registration' | 'renewal';
  /** The public name of its unit. */
  unitName?: string;
  uLabel: string;
  region: string;
  years: number;
  /** fen, 0.01 yuan */
  amountFen: number;
  /** `YYYY-MM-DD` */
  dueDay: string;
  dueProvisional: boolean;
  openedOn: string;
  /** Working days, negative when overdue; while it is to be paid. */
  daysLeft?: number;
  /** The transfer that the unit says it has made. */
  claim?: { payer: string; reference: string; paidOn: string } | null;
  /** The settlement that it is claimed with. */
  settlementId?: string | null;
  paidBy?: string | null;
  paidAt?: string | null;
  /** Of `confirm`, `dispute`, `settle`. */
  offers: string[];
}

/** How fees can be paid; no `transfer`: no account is published. */
export interface PaymentWays { online: boolean; transfer?: { name: string; bank: string; account: string } }

/** A row of the price table; rows are added, never changed. */
export interface Price {
  suffix: string;
  validFrom: string;
  /** fen a year */
  yearlyFen: number;
  source: string;
}

export const DOMAIN_STATES = ['ACTIVE', 'EXPIRED', 'FROZEN', 'CANCELLED'] as const;

/** A registered domain. */
export interface Domain {
  id: string;
  version: number;
  state: (typeof DOMAIN_STATES)[number];
  unitId: string;
  region: string;
  uLabel: string;
  aLabel: string;
  registeredOn: string;
  expiresOn: string;
  offers: string[];
}

/** Fen as yuan, with two decimals. */
export const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
