import { finding, problem } from '@biaozhi/problem';
import type { Deadline } from '@biaozhi/standards';
import { workflow, type Role } from '@biaozhi/workflow';
import './messages.js';

export type FeeOrderState = 'OPEN' | 'CLAIMED' | 'PAID' | 'LAPSED' | 'CANCELLED';

/** A bank transfer that the unit says it has made. */
export interface TransferClaim {
  /** Name on the paying account. */
  payer: string;
  /** The bank's reference of the transfer. */
  reference: string;
  /** `YYYY-MM-DD` */
  paidOn: string;
}

/** A fee order (缴费单). */
export const feeOrderWorkflow = workflow<FeeOrderState, FeeOrder>()({
  name: 'fee-order',
  initial: 'OPEN',
  steps: {
    claim: { by: ['handler'], from: ['OPEN'], to: 'CLAIMED' },
    /** Its unit's bureau has paid it with others (集中结算). */
    settle: { by: ['bureau-reviewer', 'bureau-archivist'], from: ['OPEN'], to: 'CLAIMED' },
    dispute: { by: ['conac-finance'], from: ['CLAIMED'], to: 'OPEN' },
    confirm: { by: ['conac-finance'], from: ['OPEN', 'CLAIMED'], to: 'PAID' },
    payOnline: { by: ['system'], from: ['OPEN', 'CLAIMED'], to: 'PAID' },
    lapse: { by: ['system'], from: ['OPEN'], to: 'LAPSED' },
    cancel: { by: ['system'], from: ['OPEN', 'CLAIMED'], to: 'CANCELLED' },
  },
});

type FeeOrderStep = (typeof feeOrderWorkflow.steps)[number];

/** @throws Problem 422 for a transfer that is yet to be made */
export function checkTransfer({ paidOn }: TransferClaim, today: string): void {
  if (paidOn > today) throw problem(422, 'validation', { findings: [finding('paid-on-in-future', '/paidOn')] });
}

/** What is to be paid, for a registration or a renewal. */
export class FeeOrder {
  id!: string;
  version!: number;
  state!: FeeOrderState;
  number!: string;
  purpose!: 'registration' | 'renewal';
  /** Of the application, or of the domain that is renewed. */
  subjectId!: string;
  unitId!: string;
  region!: string;
  bureauId?: string | null;
  uLabel!: string;
  years!: number;
  /** fen, 0.01 yuan */
  amountFen!: number;
  dueDay!: string;
  dueProvisional!: boolean;
  /** The working day that the due day was counted from. */
  openedOn!: string;
  claim?: TransferClaim | null;
  /** The settlement that it was last claimed with, unless that was disputed. */
  settlementId?: string | null;
  /** Set when the order was handed to the online provider. */
  payUrl?: string | null;
  /** The provider's transaction, or the bank's reference. */
  paidBy?: string | null;
  paidAt?: Date | null;

  claimTransfer(claim: TransferClaim, today: string, role: Role | readonly Role[]): void {
    checkTransfer(claim, today);
    this.take('claim', role);
    this.claim = claim;
  }

  /** Its bureau has paid it with others, by one transfer. */
  settle({ id, claim }: { id: string; claim: TransferClaim }, role: Role | readonly Role[]): void {
    this.take('settle', role);
    this.claim = claim;
    this.settlementId = id;
  }

  /** Waits for finance to decide on the settlement that it is in. */
  waitsIn(settlementId: string | null | undefined): boolean {
    return this.state === 'CLAIMED' && Boolean(settlementId) && this.settlementId === settlementId;
  }

  /**
   * What was paid with others is decided with them.
   * @param settlementId the settlement that is decided on; absent when the order is decided on alone
   * @throws Problem 409 `order-in-settlement`
   */
  checkDecidedIn(settlementId?: string): void {
    if (!this.waitsIn(this.settlementId) || this.settlementId === settlementId) return;
    throw problem(409, 'order-in-settlement', { params: { number: this.number }, extensions: { order: this.id, settlement: this.settlementId } });
  }

  /** The steps that somebody may take on this order alone. */
  offers(role: Role | readonly Role[]): FeeOrderStep[] {
    const offered = feeOrderWorkflow.offers(this, role);
    return this.waitsIn(this.settlementId) ? offered.filter((step) => step !== 'confirm' && step !== 'dispute') : offered;
  }

  /** The money did not arrive; the unit gets the whole time again, from today. */
  dispute(due: Deadline, today: string, role: Role | readonly Role[]): void {
    this.take('dispute', role);
    this.claim = null;
    this.settlementId = null;
    this.openedOn = today;
    this.fallsDue(due);
  }

  fallsDue({ day, provisional }: Deadline): void {
    Object.assign(this, { dueDay: day, dueProvisional: provisional });
  }

  /** @throws Problem 409 when it was settled while the provider was asked */
  beginOnline(payUrl: string): void {
    if (this.state !== 'OPEN') throw problem(409, 'order-not-open', { params: { state: this.state } });
    this.payUrl = payUrl;
  }

  confirm(now: Date, role: Role | readonly Role[]): void {
    this.take('confirm', role);
    this.paidAt = now;
    this.paidBy = this.claim?.reference ?? 'bank transfer';
  }

  paidOnline(transaction: string, now: Date): void {
    this.take('payOnline', 'system');
    this.paidAt = now;
    this.paidBy = transaction;
  }

  lapse(): void {
    this.take('lapse', 'system');
  }

  /** What it was for is not wanted any more. One that is settled stays as it is. */
  cancel(role: Role | readonly Role[]): void {
    if (this.state === 'OPEN' || this.state === 'CLAIMED') this.take('cancel', role);
  }

  private take(step: FeeOrderStep, role: Role | readonly Role[]): void {
    this.state = feeOrderWorkflow.fire(step, this, role);
  }
}
