import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';

/**
 * What became of a notice of the provider: `settled` had its effect; the others had none and, but for `unknown-order`, mean
 * that finance has money to look into (`not-open`: paid twice or too late; `reused`: the transaction settled another order).
 */
export const OUTCOMES = ['settled', 'wrong-amount', 'not-open', 'reused', 'unknown-order'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface PaymentNotice {
  /** The provider's number of the payment. */
  transaction: string;
  order: string;
  amountFen: number;
}

export type KeptNotice = PaymentNotice & { outcome: Outcome; receivedAt: Date };

/** Every notice of the provider, also the refused ones. A transaction settles one order, once. */
@Injectable()
export class PaymentNotices {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Has `settle` decide about a notice that was not seen before, and keeps what it decided; gives the kept outcome of one that
   * was. Notices of one transaction wait for each other.
   */
  once({ transaction, order, amountFen }: PaymentNotice, receivedAt: Date, settle: () => Promise<Outcome>): Promise<Outcome> {
    return this.transactions.run(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [transaction]);
      const kept: { order_id: string; amount: number; outcome: Outcome }[] = await manager.query(
        'SELECT order_id, amount_fen::float8 AS amount, outcome FROM payment_notice WHERE transaction = $1',
        [transaction],
      );
      const same = kept.find((one) => one.order_id === order && one.amount === amountFen);
      if (same) return same.outcome;
      const outcome = kept.some((one) => one.outcome === 'settled') ? 'reused' : await settle();
      await manager.query(
        'INSERT INTO payment_notice (transaction, order_id, amount_fen, outcome, received_at) VALUES ($1, $2, $3, $4, $5)',
        [transaction, order, amountFen, outcome, receivedAt],
      );
      return outcome;
    });
  }

  /** Newest first, before an instant. */
  list({ outcome, before, limit }: { outcome?: Outcome; before?: string; limit: number }): Promise<KeptNotice[]> {
    return this.transactions.manager.query(
      `SELECT transaction, order_id AS "order", amount_fen::float8 AS "amountFen", outcome, received_at AS "receivedAt"
         FROM payment_notice WHERE ($1::text IS NULL OR outcome = $1) AND ($2::timestamptz IS NULL OR received_at < $2)
        ORDER BY received_at DESC LIMIT $3`,
      [outcome ?? null, before ?? null, limit],
    );
  }
}
