import { DROP_SEARCH_FUNCTIONS, SEARCH_FUNCTIONS, searchIndex } from '@biaozhi/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropPairSearch, layPairSearch, selectFrom, TABLES, WORDS } from './queue.js';

/** Besides `queue`, all that has been submitted, and `of_bureau`, of a bureau and state: name, columns, condition. */
const INDEXES = [
  ['at_bureau', '(bureau_id, submitted_at, id) WHERE submitted_at IS NOT NULL'],
  ['in_state', '(state, submitted_at, id) WHERE submitted_at IS NOT NULL'],
  ['open', '(submitted_at, id) WHERE clock_day IS NOT NULL'],
  ['open_at_bureau', '(bureau_id, submitted_at, id) WHERE clock_day IS NOT NULL'],
  ['overdue', '(submitted_at, id) WHERE overdue_at IS NOT NULL'],
  ['claimed', `((claim ->> 'accountId'), submitted_at, id) WHERE claim IS NOT NULL`],
] as const;

/**
 * Each way to look at the queue has an index in the queue's own order, so that a page costs the same wherever it lies and however
 * many cases there are. The view has no condition of its own any more: PostgreSQL reads a union in the order of the indexes of its
 * tables only if the parts have none. Who reads the view says `submitted_at IS NOT NULL`.
 */
export class FastQueue1764000400000 implements MigrationInterface {
  readonly name = 'FastQueue1764000400000';

  async up(run: QueryRunner): Promise<void> {
    await dropPairSearch(run);
    for (const statement of SEARCH_FUNCTIONS) await run.query(statement);
    for (const table of TABLES) {
      for (const [name, columns] of INDEXES) await run.query(`CREATE INDEX ${table}_${name} ON ${table} ${columns}`);
      for (const statement of searchIndex(table, WORDS)) await run.query(statement);
    }
    await run.query(`CREATE VIEW review_queue AS ${TABLES.map((table) => selectFrom(table, `, findable(${WORDS}, bureau_id) AS findable`)).join(' UNION ALL ')}`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP VIEW review_queue');
    for (const table of TABLES) {
      await run.query(`DROP INDEX ${table}_found, ${INDEXES.map(([name]) => `${table}_${name}`).join(', ')}`);
    }
    await run.query(DROP_SEARCH_FUNCTIONS);
    await layPairSearch(run);
  }
}
