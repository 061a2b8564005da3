import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A notice is a transaction, an order and an amount: the same transaction told of another order, or with another amount,
 * is another notice, is recorded beside the first and must not be answered with the first one's success.
 */
export class PaymentNotices1764000022000 implements MigrationInterface {
  readonly name = 'PaymentNotices1764000022000';

  async up(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE payment_notice DROP CONSTRAINT payment_notice_pkey');
    await run.query('ALTER TABLE payment_notice ADD PRIMARY KEY (transaction, order_id, amount_fen)');
    await run.query(`CREATE UNIQUE INDEX payment_notice_settled ON payment_notice (transaction) WHERE outcome = 'settled'`);
    await run.query('CREATE INDEX payment_notice_order ON payment_notice (order_id)');
    await run.query('CREATE INDEX payment_notice_received ON payment_notice (received_at)');
    await run.query(`CREATE INDEX fee_order_online ON fee_order (id) WHERE state IN ('OPEN', 'CLAIMED') AND pay_url IS NOT NULL`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP INDEX fee_order_online, payment_notice_received, payment_notice_order, payment_notice_settled');
    await run.query('ALTER TABLE payment_notice DROP CONSTRAINT payment_notice_pkey');
    // The older key knows one notice a transaction: the one that had an effect, else the first.
    await run.query(`
      DELETE FROM payment_notice a USING payment_notice b
       WHERE a.transaction = b.transaction AND a.ctid <> b.ctid
         AND (b.outcome = 'settled' OR (a.outcome <> 'settled' AND (b.received_at, b.ctid) < (a.received_at, a.ctid)))`);
    await run.query('ALTER TABLE payment_notice ADD PRIMARY KEY (transaction)');
  }
}
