import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What nobody has read, however little it is, and messages by state, channel and unit, from indexes in the order of the lists. */
export class FastLists1764000201000 implements MigrationInterface {
  readonly name = 'FastLists1764000201000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP INDEX notice_unread_of_bureau, notice_unread_of_conac, notice_unit, delivery_in_state, delivery_by_channel');
    await run.query(`CREATE INDEX delivery_failed ON delivery (id DESC) WHERE state = 'FAILED'`);
  }
}

const UP = [
  `CREATE INDEX notice_unread_of_bureau ON notice (bureau_id, id DESC) WHERE audience = 'bureau' AND read_at IS NULL`,
  `CREATE INDEX notice_unread_of_conac ON notice (id DESC) WHERE audience = 'conac' AND read_at IS NULL`,
  'CREATE INDEX notice_unit ON notice (unit_id)',
  'CREATE INDEX delivery_in_state ON delivery (state, id DESC)',
  'CREATE INDEX delivery_by_channel ON delivery (channel, id DESC)',
  'DROP INDEX delivery_failed',
];
