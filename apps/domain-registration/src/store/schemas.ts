import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { DomainApplication } from '../domain/domain-application.js';
import { Domain } from '../domain/domain.js';
import { FeeOrder } from '../domain/fee-order.js';
import { Settlement } from '../domain/settlement.js';

type Column = EntitySchemaColumnOptions;
const of = (type: Column['type'], name?: string): Column => ({ type, ...(name ? { name } : {}) });
const text = (name?: string): Column => of('text', name);
const int = (name?: string): Column => of('int', name);
const uuid = (name?: string): Column => of('uuid', name);
const maybe = (column: Column): Column => ({ ...column, nullable: true });
const id: Column = { type: 'uuid', primary: true };
/** PostgreSQL's bigint comes as text; amounts are far below 2^53. */
const fen = (name: string): Column => ({ type: 'bigint', name, transformer: { to: (value: number) => value, from: Number } });
const holder = { unitId: uuid('unit_id'), region: text(), bureauId: maybe(uuid('bureau_id')) };

export const DomainApplicationSchema = new EntitySchema<DomainApplication>({
  name: 'DomainApplication',
  tableName: 'domain_application',
  target: DomainApplication,
  columns: {
    id,
    version: int(),
    state: text(),
    number: text(),
    ...holder,
    label: text(),
    suffix: text(),
    uLabel: text('u_label'),
    aLabel: text('a_label'),
    years: int(),
    agreement: of('boolean'),
    round: int(),
    fee: maybe(of('jsonb')),
    createdAt: of('timestamptz', 'created_at'),
  },
});

export const DomainSchema = new EntitySchema<Domain>({
  name: 'Domain',
  tableName: 'domain',
  target: Domain,
  columns: {
    id,
    version: int(),
    state: text(),
    applicationId: uuid('application_id'),
    ...holder,
    uLabel: text('u_label'),
    aLabel: text('a_label'),
    suffix: text(),
    registeredOn: of('date', 'registered_on'),
    expiresOn: of('date', 'expires_on'),
    reminded: int(),
    reason: maybe(text()),
  },
});

export const FeeOrderSchema = new EntitySchema<FeeOrder>({
  name: 'FeeOrder',
  tableName: 'fee_order',
  target: FeeOrder,
  columns: {
    id,
    version: int(),
    state: text(),
    number: text(),
    purpose: text(),
    subjectId: uuid('subject_id'),
    ...holder,
    uLabel: text('u_label'),
    years: int(),
    amountFen: fen('amount_fen'),
    dueDay: of('date', 'due_day'),
    dueProvisional: of('boolean', 'due_provisional'),
    openedOn: of('date', 'opened_on'),
    claim: maybe(of('jsonb')),
    settlementId: maybe(uuid('settlement_id')),
    payUrl: maybe(text('pay_url')),
    paidBy: maybe(text('paid_by')),
    paidAt: maybe(of('timestamptz', 'paid_at')),
  },
});

export const SettlementSchema = new EntitySchema<Settlement>({
  name: 'Settlement',
  tableName: 'settlement',
  target: Settlement,
  columns: {
    id,
    version: int(),
    state: text(),
    number: text(),
    bureauId: uuid('bureau_id'),
    region: text(),
    count: int(),
    totalFen: fen('total_fen'),
    claim: of('jsonb'),
    claimedBy: text('claimed_by'),
    claimedAt: of('timestamptz', 'claimed_at'),
    decidedBy: maybe(text('decided_by')),
    decidedAt: maybe(of('timestamptz', 'decided_at')),
  },
});
