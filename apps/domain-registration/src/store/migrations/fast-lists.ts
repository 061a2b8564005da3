import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FEE_ORDER_TALLY } from '../tallies.js';

const TABLES = ['domain_application', 'domain', 'fee_order'];

/**
 * A bureau and CONAC look at these lists as a whole and by state: each way has an index in the order of the list; and the figures
 * beside the fees.
 */
export class FastLists1764000023000 implements MigrationInterface {
  readonly name = 'FastLists1764000023000';

  async up(run: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      if (table !== 'domain') await run.query(`CREATE INDEX ${table}_bureau ON ${table} (bureau_id, id)`);
      await run.query(`CREATE INDEX ${table}_in_state ON ${table} (state, id)`);
      await run.query(`CREATE INDEX ${table}_in_state_at_bureau ON ${table} (bureau_id, state, id)`);
    }
    await run.query('CREATE INDEX payment_notice_outcome ON payment_notice (outcome, received_at)');
    for (const statement of FEE_ORDER_TALLY.up) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of FEE_ORDER_TALLY.down) await run.query(statement);
    await run.query('DROP INDEX payment_notice_outcome');
    for (const table of TABLES) {
      if (table !== 'domain') await run.query(`DROP INDEX ${table}_bureau`);
      await run.query(`DROP INDEX ${table}_in_state, ${table}_in_state_at_bureau`);
    }
  }
}
