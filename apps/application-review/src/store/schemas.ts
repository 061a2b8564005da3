import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { DomainReview } from '../domain/domain-review.js';
import type { ReviewCase } from '../domain/review-case.js';
import { SiteApplication } from '../domain/site-application.js';

/** Absent is `undefined` in the domain and NULL in the table. */
const absent = { from: (value: unknown) => value ?? undefined, to: (value: unknown) => value ?? null };
/** Instants are RFC 3339 text in the domain. */
const instant = {
  from: (value: Date | null) => value?.toISOString(),
  to: (value: string | undefined) => value ?? null,
};

const text = (name: string): EntitySchemaColumnOptions => ({ name, type: 'text' });
const maybe = (name: string, type: 'text' | 'uuid' | 'date' | 'jsonb'): EntitySchemaColumnOptions => ({
  name,
  type,
  nullable: true,
  transformer: absent,
});
const moment = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'timestamptz',
  nullable: true,
  transformer: instant,
});

/** Columns that the review of every subject has. */
const reviewColumns: Record<
  keyof Pick<
    ReviewCase<string, unknown>,
    | 'id'
    | 'state'
    | 'version'
    | 'unitId'
    | 'unitName'
    | 'region'
    | 'bureauId'
    | 'route'
    | 'stage'
    | 'rounds'
    | 'claim'
    | 'clockDay'
    | 'dueDay'
    | 'dueProvisional'
    | 'overdueAt'
    | 'submittedAt'
  >,
  EntitySchemaColumnOptions
> = {
  id: { type: 'uuid', primary: true },
  state: text('state'),
  version: { type: 'int' },
  unitId: { name: 'unit_id', type: 'uuid' },
  unitName: text('unit_name'),
  region: text('region'),
  bureauId: maybe('bureau_id', 'uuid'),
  route: text('route'),
  stage: maybe('stage', 'text'),
  rounds: { type: 'jsonb' },
  claim: maybe('claim', 'jsonb'),
  clockDay: maybe('clock_day', 'date'),
  dueDay: maybe('due_day', 'date'),
  dueProvisional: { name: 'due_provisional', type: 'boolean' },
  overdueAt: moment('overdue_at'),
  submittedAt: moment('submitted_at'),
};

export const SiteApplicationSchema = new EntitySchema<SiteApplication>({
  name: 'SiteApplication',
  target: SiteApplication,
  tableName: 'site_application',
  columns: {
    ...reviewColumns,
    number: maybe('number', 'text'),
    kind: text('kind'),
    form: { type: 'jsonb' },
    paperRequired: { name: 'paper_required', type: 'boolean' },
    siteKey: maybe('site_key', 'text'),
    dataHash: maybe('data_hash', 'text'),
    passedJson: maybe('passed_json', 'text'),
    passedOn: maybe('passed_on', 'date'),
    predecessorId: maybe('predecessor_id', 'uuid'),
    paper: maybe('paper', 'jsonb'),
    createdAt: moment('created_at'),
  },
});

export const DomainReviewSchema = new EntitySchema<DomainReview>({
  name: 'DomainReview',
  target: DomainReview,
  tableName: 'domain_review',
  columns: {
    ...reviewColumns,
    domainApplicationId: { name: 'domain_application_id', type: 'uuid' },
  },
});
