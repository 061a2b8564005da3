import { DROP_SEARCH_FUNCTIONS, SEARCH_FUNCTIONS, searchIndex } from '@biaozhi/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units are found by a part of their name among all of the country. */
export class UnitSearch1764066000000 implements MigrationInterface {
  readonly name = 'UnitSearch1764066000000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of [...SEARCH_FUNCTIONS, ...searchIndex('unit', 'name')]) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP INDEX unit_found');
    await run.query(DROP_SEARCH_FUNCTIONS);
  }
}
