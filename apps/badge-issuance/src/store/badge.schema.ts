import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { Badge } from '../domain/badge.js';

/** Nothing is `undefined` in the domain and NULL in the table. */
const orNothing = {
  from: (value: unknown): unknown => value ?? undefined,
  to: (value: unknown): unknown => value ?? null,
};

export const column = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({ name, type });
export const optional = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({
  ...column(name, type),
  nullable: true,
  transformer: orNothing,
});

export const BadgeSchema = new EntitySchema<Badge>({
  name: 'badge',
  target: Badge,
  columns: {
    id: { type: 'uuid', primary: true },
    applicationId: column('application_id', 'uuid'),
    unitId: column('unit_id', 'uuid'),
    region: column('region', 'char'),
    bureauId: optional('bureau_id', 'uuid'),
    issuer: column('issuer', 'text'),
    code: column('code', 'char'),
    publicId: column('public_id', 'char'),
    colour: column('colour', 'text'),
    place: column('place', 'text'),
    unitName: column('unit_name', 'text'),
    unitKind: column('unit_kind', 'text'),
    address: column('address', 'text'),
    functions: column('functions', 'text'),
    siteName: column('site_name', 'text'),
    domains: column('domains', 'jsonb'),
    englishDomain: optional('english_domain', 'text'),
    homePage: optional('home_page', 'text'),
    issuedOn: column('issued_on', 'date'),
    replacesId: optional('replaces_id', 'uuid'),
    state: column('state', 'text'),
    holds: { ...column('holds', 'text'), array: true },
    resumes: column('resumes', 'text'),
    notifiedOn: optional('notified_on', 'date'),
    deadline: column('deadline', 'date'),
    deadlineProvisional: column('deadline_provisional', 'boolean'),
    reminded: column('reminded', 'boolean'),
    lastCheckedAt: optional('last_checked_at', 'timestamptz'),
    lastOutcome: optional('last_outcome', 'text'),
    unknownInARow: column('unknown_in_a_row', 'int'),
    nextCheckAt: optional('next_check_at', 'timestamptz'),
    reason: optional('reason', 'text'),
    version: column('version', 'int'),
  },
});
