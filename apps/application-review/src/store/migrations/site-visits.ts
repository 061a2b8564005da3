import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits to the sites that are applied for: the queue, and what was seen. */
export class SiteVisits1764000500000 implements MigrationInterface {
  readonly name = 'SiteVisits1764000500000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE site_visit (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL REFERENCES site_application,
        round int NOT NULL,
        url text NOT NULL,
        asked_by text NOT NULL CHECK (asked_by IN ('person', 'submission')),
        asked_at timestamptz(3) NOT NULL,
        state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE')),
        started_at timestamptz(3),
        finished_at timestamptz(3),
        title text,
        status int,
        final_url text,
        address text,
        failure text
      )`);
    await run.query('CREATE INDEX site_visit_application ON site_visit (application_id, round, id DESC)');
    // A site stands on the queue once. One that is being visited may be asked for again: it may have changed since.
    await run.query(`CREATE UNIQUE INDEX site_visit_queued ON site_visit (application_id) WHERE state = 'QUEUED'`);
    await run.query(`CREATE INDEX site_visit_open ON site_visit (asked_by, asked_at) WHERE state <> 'DONE'`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE site_visit');
  }
}
