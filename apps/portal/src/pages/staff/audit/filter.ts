import type { LocationQuery } from 'vue-router';
import { SERVICES } from '../admin/model.js';

/** What the auditor looks for; every part is text, as in the address. */
export interface AuditFilter {
  service: (typeof SERVICES)[number];
  /** `<type>/<id>`: its whole chain is shown and verified, whatever the rest says. */
  subject: string;
  action: string;
  person: string;
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

/** The filter that an address holds. */
export function filterOf(query: LocationQuery): AuditFilter {
  const text = (name: string): string => String(query[name] ?? '');
  const service = SERVICES.find((one) => one === query['service']) ?? SERVICES[0];
  return { service, subject: text('subject'), action: text('action'), person: text('person'), from: text('from'), to: text('to') };
}
