import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second factor of staff. */
export class SecondFactor1764064000000 implements MigrationInterface {
  readonly name = 'SecondFactor1764064000000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`CREATE TABLE second_factor (
      account_id uuid PRIMARY KEY REFERENCES account,
      -- Sealed with SECOND_FACTOR_KEYS, which the database does not know.
      secret text NOT NULL,
      -- A code of this time step or an older one is good no more.
      last_step bigint NOT NULL,
      -- SHA-256 of the recovery codes that are left.
      recovery text[] NOT NULL,
      set_up_at timestamptz NOT NULL
    )`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE second_factor');
  }
}
