import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the bus, in each service's own database. */
export class Bus1764000000000 implements MigrationInterface {
  readonly name = 'Bus1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE bus_dead_letter, bus_inbox, bus_cursor, bus_stream, bus_outbox, bus_aggregate');
  }
}

const UP = [
  // The row that is locked to give an aggregate's next event its number.
  `CREATE TABLE bus_aggregate (
     aggregate_type text NOT NULL,
     aggregate_id uuid NOT NULL,
     sequence bigint NOT NULL,
     PRIMARY KEY (aggregate_type, aggregate_id)
   )`,
  // What was said, byte for byte. Where the stream keeps it is known once it is published; null means: to be published.
  `CREATE TABLE bus_outbox (
     event_id uuid PRIMARY KEY,
     position bigint GENERATED ALWAYS AS IDENTITY,
     aggregate_type text NOT NULL,
     aggregate_id uuid NOT NULL,
     sequence bigint NOT NULL,
     stream text NOT NULL,
     subject text NOT NULL,
     envelope text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     stream_epoch text,
     stream_sequence bigint,
     resends integer NOT NULL DEFAULT 0,
     UNIQUE (aggregate_type, aggregate_id, sequence)
   )`,
  `CREATE INDEX bus_outbox_due ON bus_outbox (position) WHERE stream_sequence IS NULL`,
  `CREATE INDEX bus_outbox_kept ON bus_outbox (stream, stream_epoch, stream_sequence) WHERE stream_sequence IS NOT NULL`,
  // Rows leave the partial index as fast as they come: let vacuum follow.
  `ALTER TABLE bus_outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000)`,
  // The stream's birth as we know it: another birth is another stream, whatever its name.
  `CREATE TABLE bus_stream (
     stream text PRIMARY KEY,
     epoch text NOT NULL,
     proven_at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE TABLE bus_inbox (
     event_id uuid PRIMARY KEY,
     aggregate_type text NOT NULL,
     aggregate_id uuid NOT NULL,
     sequence bigint NOT NULL,
     handled_at timestamptz NOT NULL DEFAULT clock_timestamp()
   )`,
  // How far we have read each aggregate; parked: an event of it failed, its later ones wait in bus_dead_letter.
  `CREATE TABLE bus_cursor (
     aggregate_type text NOT NULL,
     aggregate_id uuid NOT NULL,
     sequence bigint NOT NULL,
     parked boolean NOT NULL DEFAULT false,
     PRIMARY KEY (aggregate_type, aggregate_id)
   ) WITH (fillfactor = 70)`,
  `CREATE TABLE bus_dead_letter (
     event_id uuid PRIMARY KEY,
     aggregate_type text,
     aggregate_id uuid,
     sequence bigint,
     event_type text NOT NULL,
     subject text NOT NULL,
     envelope text NOT NULL,
     state text NOT NULL CHECK (state IN ('retrying', 'dead', 'waiting')),
     reason text NOT NULL,
     error text NOT NULL,
     attempts integer NOT NULL,
     next_at timestamptz,
     stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     failed_at timestamptz
   )`,
  `CREATE UNIQUE INDEX bus_dead_letter_order ON bus_dead_letter (aggregate_type, aggregate_id, sequence)`,
  `CREATE INDEX bus_dead_letter_due ON bus_dead_letter (next_at) WHERE state = 'retrying'`,
];

/** How far each reader is known to have everything: what the comparison of outbox and inbox goes on from. */
export class BusReaders1764000000500 implements MigrationInterface {
  readonly name = 'BusReaders1764000000500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE bus_reader (
         reader text NOT NULL,
         aggregate_type text NOT NULL,
         epoch text NOT NULL,
         sequence bigint NOT NULL,
         begun_at timestamptz NOT NULL DEFAULT now(),
         PRIMARY KEY (reader, aggregate_type)
       )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE bus_reader');
  }
}

/** By these, what has grown old is found; rows come in the order of time, so the smallest of indexes will do. */
export class BusAge1764000000700 implements MigrationInterface {
  readonly name = 'BusAge1764000000700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX bus_outbox_age ON bus_outbox USING brin (recorded_at) WITH (autosummarize = on)');
    await queryRunner.query('CREATE INDEX bus_inbox_age ON bus_inbox USING brin (handled_at) WITH (autosummarize = on)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX bus_outbox_age, bus_inbox_age');
  }
}

/** Dead letters are listed by state too; a reader that was away for long may leave very many. */
export class BusLetterStates1764000000800 implements MigrationInterface {
  readonly name = 'BusLetterStates1764000000800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX bus_dead_letter_state ON bus_dead_letter (state, event_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX bus_dead_letter_state');
  }
}

/** For TypeORM's `migrations`. */
export const busMigrations = [Bus1764000000000, BusReaders1764000000500, BusAge1764000000700, BusLetterStates1764000000800];
