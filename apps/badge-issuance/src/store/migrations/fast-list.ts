import { DROP_SEARCH_FUNCTIONS, SEARCH_FUNCTIONS, searchIndex } from '@biaozhi/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BADGE_TALLY } from '../tallies.js';
import { SEARCH_BY_PAIRS } from './search-and-reports.js';

/**
 * Badges of one state, however few they are among how many, from an index in the order of the list; the search by triples;
 * and the figures beside the list.
 */
export class FastBadges1764000600000 implements MigrationInterface {
  readonly name = 'FastBadges1764000600000';

  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE INDEX badge_in_state ON badge (state, id DESC)');
    await run.query('CREATE INDEX badge_in_state_at_bureau ON badge (bureau_id, state, id DESC)');
    for (const statement of [...SEARCH_FUNCTIONS, ...searchIndex('badge', 'search_text')]) await run.query(statement);
    await run.query('DROP INDEX badge_search');
    await run.query('DROP FUNCTION grams');
    for (const statement of BADGE_TALLY.up) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    for (const statement of BADGE_TALLY.down) await run.query(statement);
    for (const statement of SEARCH_BY_PAIRS) await run.query(statement);
    await run.query('DROP INDEX badge_in_state, badge_in_state_at_bureau, badge_found');
    await run.query(DROP_SEARCH_FUNCTIONS);
  }
}
