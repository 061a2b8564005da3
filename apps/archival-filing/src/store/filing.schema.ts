import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { Filing } from '../domain/filing.js';

/** Nothing is `undefined` in the domain and NULL in the table. */
const orNothing = {
  from: (value: unknown): unknown => value ?? undefined,
  to: (value: unknown): unknown => value ?? null,
};

const column = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({ name, type });
const optional = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({
  ...column(name, type),
  nullable: true,
  transformer: orNothing,
});

export const FilingSchema = new EntitySchema<Filing>({
  name: 'filing',
  target: Filing,
  columns: {
    id: { type: 'uuid', primary: true },
    number: column('number', 'text'),
    applicationId: column('application_id', 'uuid'),
    applicationNumber: column('application_number', 'text'),
    unitId: column('unit_id', 'uuid'),
    region: column('region', 'char'),
    bureauId: optional('bureau_id', 'uuid'),
    place: column('place', 'text'),
    siteName: column('site_name', 'text'),
    domains: column('domains', 'jsonb'),
    englishDomain: optional('english_domain', 'text'),
    homePage: optional('home_page', 'text'),
    dataHash: column('data_hash', 'char'),
    state: column('state', 'text'),
    checklist: column('checklist', 'jsonb'),
    comment: optional('comment', 'text'),
    openedAt: column('opened_at', 'timestamptz'),
    receivedOn: optional('received_on', 'date'),
    receivedBy: optional('received_by', 'text'),
    receivedByName: optional('received_by_name', 'text'),
    dueDay: optional('due_day', 'date'),
    dueProvisional: column('due_provisional', 'boolean'),
    decidedOn: optional('decided_on', 'date'),
    decidedByName: optional('decided_by_name', 'text'),
    version: column('version', 'int'),
  },
});
