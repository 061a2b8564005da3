import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a link to set a password was made: who asks for many gets no more of them. */
export class PasswordLinks1764065000000 implements MigrationInterface {
  readonly name = 'PasswordLinks1764065000000';

  async up(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE first_login ADD COLUMN made_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE first_login DROP COLUMN made_at');
  }
}
