import type { MigrationInterface, QueryRunner } from 'typeorm';
import { variantFold } from '@biaozhi/standards';
import { RESERVED_SEED } from '../../domain/reserved.js';

/** The table of reserved names, with its first content; what stands in it is changed by administrators from then on. */
export class ReservedNames1764000021000 implements MigrationInterface {
  readonly name = 'ReservedNames1764000021000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE reserved_name (
        kind text NOT NULL,
        -- The word with its traditional characters simplified: one row for 歷城區 and 历城区.
        folded text NOT NULL,
        owner text NOT NULL DEFAULT '',
        word text NOT NULL,
        reserved boolean NOT NULL,
        source text NOT NULL,
        PRIMARY KEY (kind, folded, owner),
        CHECK ((kind = 'division') = (owner <> ''))
      )`);
    for (const { kind, word, reserved, source } of RESERVED_SEED) {
      await run.query(
        `INSERT INTO reserved_name (kind, folded, word, reserved, source) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [kind, variantFold(word), word, reserved, source],
      );
    }
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE reserved_name');
  }
}
