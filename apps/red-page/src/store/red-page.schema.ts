import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { RedPage } from '../domain/red-page.js';

const column = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({ name, type });
/** Nothing is `undefined` in the domain and NULL in the table. */
const optional = (name: string, type: EntitySchemaColumnOptions['type']): EntitySchemaColumnOptions => ({
  ...column(name, type),
  nullable: true,
  transformer: { from: (value: unknown) => value ?? undefined, to: (value: unknown) => value ?? null },
});

export const RedPageSchema = new EntitySchema<RedPage>({
  name: 'red_page',
  target: RedPage,
  columns: {
    id: { type: 'uuid', primary: true },
    badgeId: column('badge_id', 'uuid'),
    unitId: column('unit_id', 'uuid'),
    region: column('region', 'char'),
    bureauId: optional('bureau_id', 'uuid'),
    unitName: column('unit_name', 'text'),
    siteName: column('site_name', 'text'),
    host: column('host', 'jsonb'),
    badge: column('badge', 'jsonb'),
    state: column('state', 'text'),
    draft: column('draft', 'jsonb'),
    holds: { ...column('holds', 'text'), array: true },
    resumes: optional('resumes', 'text'),
    publications: column('publications', 'int'),
    version: column('version', 'int'),
  },
});
