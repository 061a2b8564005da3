import { EntitySchema } from 'typeorm';
import type { Report } from '../domain/report.js';
import { column, optional } from './badge.schema.js';

export const ReportSchema = new EntitySchema<Report>({
  name: 'report',
  columns: {
    id: { ...column('id', 'uuid'), primary: true },
    number: column('number', 'text'),
    address: column('address', 'text'),
    host: column('host', 'text'),
    description: column('description', 'text'),
    badgePublicId: optional('badge_public_id', 'text'),
    contact: optional('contact', 'text'),
    state: column('state', 'text'),
    result: optional('result', 'text'),
    note: optional('note', 'text'),
    reportedAt: column('reported_at', 'timestamptz'),
    closedAt: optional('closed_at', 'timestamptz'),
    version: column('version', 'int'),
  },
});
