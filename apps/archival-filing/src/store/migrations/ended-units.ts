import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units that were merged or abolished are known as such. */
export class EndedUnits1764000101000 implements MigrationInterface {
  readonly name = 'EndedUnits1764000101000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`ALTER TABLE unit ADD COLUMN state text NOT NULL DEFAULT 'ACTIVE'`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE unit DROP COLUMN state');
  }
}
