import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FastLists1764000201000 } from './fast-lists.js';

/** The tables of notification. */
export class Notices1764000200000 implements MigrationInterface {
  readonly name = 'Notices1764000200000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE delivery, notice, domain_application, bureau, unit, contact');
  }
}

const UP = [
  // Copies of what identity owns. The contact is restricted: it is kept here and shown to nobody.
  `CREATE TABLE contact (
     unit_id uuid PRIMARY KEY,
     handler_name text NOT NULL,
     mobile text NOT NULL,
     mail text NOT NULL
   )`,
  `CREATE TABLE unit (id uuid PRIMARY KEY, name text NOT NULL)`,
  `CREATE TABLE bureau (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     paper_address text NOT NULL,
     paper_hours text NOT NULL,
     copies_wanted int NOT NULL
   )`,
  `CREATE TABLE domain_application (id uuid PRIMARY KEY, number text NOT NULL, u_label text NOT NULL)`,

  // What was said to whom about which event.
  `CREATE TABLE notice (
     id uuid PRIMARY KEY,
     audience text NOT NULL CHECK (audience IN ('handler', 'bureau', 'conac')),
     unit_id uuid,
     bureau_id uuid,
     region char(6) NOT NULL,
     cause uuid NOT NULL,
     cause_type text NOT NULL,
     about text NOT NULL,
     correlation_id text NOT NULL,
     template text NOT NULL,
     template_version int NOT NULL,
     title text NOT NULL,
     text text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     read_at timestamptz,
     UNIQUE (cause, template)
   )`,
  `CREATE INDEX notice_of_unit ON notice (unit_id, id DESC) WHERE audience = 'handler'`,
  `CREATE INDEX notice_of_bureau ON notice (bureau_id, id DESC) WHERE audience = 'bureau'`,
  `CREATE INDEX notice_of_conac ON notice (id DESC) WHERE audience = 'conac'`,

  // The same by SMS or mail. The address is looked up when it is sent, so it follows a change of handler.
  `CREATE TABLE delivery (
     id uuid PRIMARY KEY,
     notice_id uuid NOT NULL REFERENCES notice,
     channel text NOT NULL CHECK (channel IN ('sms', 'mail')),
     subject text,
     body text,
     confidential boolean NOT NULL DEFAULT false,
     sms_template text,
     sms_values jsonb,
     state text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'DELIVERED', 'FAILED')),
     attempts int NOT NULL DEFAULT 0,
     next_attempt_at timestamptz NOT NULL DEFAULT now(),
     claim uuid,
     claimed_until timestamptz,
     sent_to text,
     provider text,
     receipt text,
     last_error text,
     created_at timestamptz NOT NULL DEFAULT now(),
     settled_at timestamptz,
     version int NOT NULL DEFAULT 1,
     UNIQUE (notice_id, channel)
   )`,
  `CREATE INDEX delivery_due ON delivery (next_attempt_at) WHERE state = 'QUEUED'`,
  `CREATE INDEX delivery_failed ON delivery (id DESC) WHERE state = 'FAILED'`,
];

export const notificationMigrations = [Notices1764000200000, FastLists1764000201000];
