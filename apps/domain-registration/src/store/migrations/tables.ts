import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications, fee orders, domains, prices, and the copies of units and calendars. */
export class DomainRegistration1764000020000 implements MigrationInterface {
  readonly name = 'DomainRegistration1764000020000';

  async up(run: QueryRunner): Promise<void> {
    for (const statement of UP) await run.query(statement);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE payment_notice, price, fee_order, domain, name_held, domain_application, unit_copy, calendar_copy');
  }
}

const UP = [
  `CREATE TABLE domain_application (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL,
     number text NOT NULL UNIQUE,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     label text NOT NULL,
     suffix text NOT NULL,
     u_label text NOT NULL,
     a_label text NOT NULL,
     years int NOT NULL CHECK (years BETWEEN 1 AND 10),
     agreement boolean NOT NULL,
     round int NOT NULL,
     fee jsonb,
     created_at timestamptz NOT NULL
   )`,
  `CREATE INDEX domain_application_unit ON domain_application (unit_id, id)`,
  // Who holds a name, by its folded form: 历下区 and 歷下區 are one name. The primary key lets one of two racers win.
  `CREATE TABLE name_held (
     folded text PRIMARY KEY,
     application_id uuid NOT NULL UNIQUE REFERENCES domain_application
   )`,
  `CREATE TABLE domain (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL,
     application_id uuid NOT NULL UNIQUE REFERENCES domain_application,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     u_label text NOT NULL,
     a_label text NOT NULL,
     suffix text NOT NULL,
     registered_on date NOT NULL,
     expires_on date NOT NULL,
     reminded int NOT NULL,
     reason text
   )`,
  `CREATE UNIQUE INDEX domain_a_label ON domain (a_label) WHERE state <> 'CANCELLED'`,
  `CREATE INDEX domain_unit ON domain (unit_id, id)`,
  `CREATE INDEX domain_bureau ON domain (bureau_id, id)`,
  `CREATE INDEX domain_end ON domain (expires_on) WHERE state = 'ACTIVE'`,
  `CREATE TABLE fee_order (
     id uuid PRIMARY KEY,
     version int NOT NULL,
     state text NOT NULL,
     number text NOT NULL UNIQUE,
     purpose text NOT NULL,
     subject_id uuid NOT NULL,
     unit_id uuid NOT NULL,
     region char(6) NOT NULL,
     bureau_id uuid,
     u_label text NOT NULL,
     years int NOT NULL,
     amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
     due_day date NOT NULL,
     due_provisional boolean NOT NULL,
     opened_on date NOT NULL,
     claim jsonb,
     pay_url text,
     paid_by text,
     paid_at timestamptz
   )`,
  // A subject has one order that is not settled.
  `CREATE UNIQUE INDEX fee_order_open ON fee_order (subject_id) WHERE state IN ('OPEN', 'CLAIMED')`,
  `CREATE INDEX fee_order_unit ON fee_order (unit_id, id)`,
  `CREATE INDEX fee_order_due ON fee_order (due_day) WHERE state = 'OPEN'`,
  `CREATE TABLE price (
     suffix text NOT NULL,
     valid_from date NOT NULL,
     yearly_fen bigint NOT NULL CHECK (yearly_fen >= 0),
     source text NOT NULL,
     PRIMARY KEY (suffix, valid_from)
   )`,
  `INSERT INTO price (suffix, valid_from, yearly_fen, source) VALUES
     ('政务', '2020-01-01', 20000, '注册管理机构公布的收费标准，200元/年'),
     ('政务.cn', '2020-01-01', 20000, '按政务域名标准'),
     ('公益', '2020-01-01', 20000, '暂按政务域名标准，以注册管理机构公布为准'),
     ('公益.cn', '2020-01-01', 20000, '暂按政务域名标准，以注册管理机构公布为准')`,
  // Every notice of the provider, also the refused ones. A transaction settles one order, once.
  `CREATE TABLE payment_notice (
     transaction text PRIMARY KEY,
     order_id uuid NOT NULL,
     amount_fen bigint NOT NULL,
     outcome text NOT NULL,
     received_at timestamptz NOT NULL
   )`,
  `CREATE TABLE unit_copy (id uuid PRIMARY KEY, data jsonb NOT NULL)`,
  `CREATE TABLE calendar_copy (year int PRIMARY KEY, data jsonb NOT NULL)`,
];
