import type { AggregateData, EventClass } from '@biaozhi/contracts';
import type { Telling, Template } from '../template.js';
import { accountTellings } from './account.js';
import { badgeTellings } from './badge.js';
import { domainApplicationTellings } from './domain.js';
import { filingTellings } from './filing.js';
import { redPageTellings } from './red-page.js';
import { domainTellings } from './registered-domain.js';
import { siteTellings } from './site.js';

/** Everything that is ever said, by event. */
export const TELLINGS: readonly Telling[] = [
  ...domainApplicationTellings,
  ...domainTellings,
  ...accountTellings,
  ...siteTellings,
  ...filingTellings,
  ...badgeTellings,
  ...redPageTellings,
];

/** The events about which something is said. */
export const toldEvents = (): EventClass[] => TELLINGS.flatMap(({ events }) => events);

/** What is said about an event: one template for each audience at most. */
export function templatesFor(event: AggregateData): Template<AggregateData>[] {
  const telling = TELLINGS.find(({ events }) => events.includes(event.constructor as EventClass));
  return (telling?.templates ?? []).filter(({ when }) => !when || when(event));
}
