import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TALLIES } from '../tallies.js';

/** The figures beside the queue, without counting two million cases each time. */
export class ReviewTallies1764000401000 implements MigrationInterface {
  readonly name = 'ReviewTallies1764000401000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of TALLIES.flatMap((tally) => tally.up)) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of TALLIES.flatMap((tally) => tally.down)) await run.query(statement);
  }
}
