import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables that every service has: audit trail, counters, idempotency keys. */
export class ServiceKit1764000001000 implements MigrationInterface {
  readonly name = 'ServiceKit1764000001000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE audit_record (
        subject text NOT NULL,
        position int NOT NULL,
        at timestamptz(3) NOT NULL,
        actor text NOT NULL,
        actor_name text NOT NULL,
        action text NOT NULL,
        details jsonb NOT NULL,
        previous char(64) NOT NULL,
        hash char(64) NOT NULL,
        PRIMARY KEY (subject, position)
      )`);
    await run.query('CREATE INDEX audit_record_at ON audit_record (at DESC)');
    // The trail only grows: not even the service itself may change or remove a line.
    await run.query(`
      CREATE FUNCTION audit_record_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'audit records are final'; END $$`);
    await run.query(`
      CREATE TRIGGER audit_record_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
      EXECUTE FUNCTION audit_record_is_final()`);
    await run.query('CREATE TABLE counter (name text PRIMARY KEY, value bigint NOT NULL)');
    await run.query(`
      CREATE TABLE idempotency_key (
        account text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        body_hash char(64) NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (account, route, key)
      )`);
    await run.query('CREATE INDEX idempotency_key_age ON idempotency_key (created_at)');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE idempotency_key, counter, audit_record');
    await run.query('DROP FUNCTION audit_record_is_final');
  }
}

/** The trail is also read by what was done and by whom, newest first; with so many lines that only an index answers at once. */
export class TrailFilters1764000001100 implements MigrationInterface {
  readonly name = 'TrailFilters1764000001100';

  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE INDEX audit_record_action ON audit_record (action, at DESC, subject DESC, position DESC)');
    await run.query('CREATE INDEX audit_record_person ON audit_record (actor_name, at DESC, subject DESC, position DESC)');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP INDEX audit_record_action, audit_record_person');
  }
}
