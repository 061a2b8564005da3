import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SETTLEMENT_TALLY } from '../tallies.js';

/** Settlements, the orders of each, and of an order the settlement that it was claimed with. */
export class Settlements1764000024000 implements MigrationInterface {
  readonly name = 'Settlements1764000024000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of [...UP, ...SETTLEMENT_TALLY.up]) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of SETTLEMENT_TALLY.down) await run.query(statement);
    await run.query('ALTER TABLE fee_order DROP COLUMN settlement_id');
    await run.query('DROP TABLE settlement_order, settlement');
  }
}

const UP = [
  `CREATE TABLE settlement (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL,
     number text NOT NULL UNIQUE,
     bureau_id uuid NOT NULL,
     region char(6) NOT NULL,
     count int NOT NULL CHECK (count > 0),
     total_fen bigint NOT NULL CHECK (total_fen >= 0),
     claim jsonb NOT NULL,
     claimed_by text NOT NULL,
     claimed_at timestamptz NOT NULL,
     decided_by text,
     decided_at timestamptz
   )`,
  `CREATE INDEX settlement_bureau ON settlement (bureau_id, id)`,
  `CREATE INDEX settlement_in_state ON settlement (state, id)`,
  `CREATE INDEX settlement_in_state_at_bureau ON settlement (bureau_id, state, id)`,
  // An order that was disputed is free for another settlement; what it once belonged to stays here.
  `CREATE TABLE settlement_order (
     settlement_id uuid NOT NULL REFERENCES settlement,
     order_id uuid NOT NULL REFERENCES fee_order,
     outcome text CHECK (outcome IN ('PAID', 'REOPENED', 'SKIPPED')),
     PRIMARY KEY (settlement_id, order_id)
   )`,
  // Deferred: the settlement is numbered and kept when its orders are, so that takers of numbers do not wait for each other's orders.
  `ALTER TABLE fee_order ADD COLUMN settlement_id uuid REFERENCES settlement DEFERRABLE INITIALLY DEFERRED`,
];
