import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { Account } from '../domain/account.js';
import { Bureau } from '../domain/bureau.js';
import { Unit } from '../domain/unit.js';

const text = (name?: string): EntitySchemaColumnOptions => ({ type: 'text', ...(name ? { name } : {}) });
const maybe = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({ ...column, nullable: true });
const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
const uuid = (name: string): EntitySchemaColumnOptions => ({ type: 'uuid', name });

export const UnitSchema = new EntitySchema<Unit>({
  name: 'Unit',
  tableName: 'unit',
  target: Unit,
  columns: {
    id,
    version: { type: 'int' },
    state: text(),
    name: text(),
    uscc: text(),
    kind: text(),
    administrativeFunctions: { type: 'boolean', name: 'administrative_functions' },
    affiliation: text(),
    region: text(),
    address: text(),
    postcode: text(),
    functions: text(),
    superior: maybe(text()),
    bureauId: uuid('bureau_id'),
    mergedInto: maybe(uuid('merged_into')),
  },
});

export const BureauSchema = new EntitySchema<Bureau>({
  name: 'Bureau',
  tableName: 'bureau',
  target: Bureau,
  columns: {
    id,
    version: { type: 'int' },
    state: text(),
    name: text(),
    level: text(),
    region: text(),
    parentId: maybe(uuid('parent_id')),
    paperAddress: text('paper_address'),
    paperHours: text('paper_hours'),
    copiesWanted: { type: 'int', name: 'copies_wanted' },
    paperForInstitutions: { type: 'boolean', name: 'paper_for_institutions' },
  },
});

export const AccountSchema = new EntitySchema<Account>({
  name: 'Account',
  tableName: 'account',
  target: Account,
  columns: {
    id,
    version: { type: 'int' },
    displayName: text('display_name'),
    roles: { type: 'text', array: true },
    unitId: maybe(uuid('unit_id')),
    bureauId: maybe(uuid('bureau_id')),
    passwordHash: maybe(text('password_hash')),
    disabled: { type: 'boolean' },
  },
});
