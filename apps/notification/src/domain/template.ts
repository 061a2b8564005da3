import type { AggregateData, EventClass } from '@biaozhi/contracts';
import type { SmsTemplate } from './sms.js';

/** Who is told. Bureaus and CONAC have no telephone here: they are told where they work. */
export type Audience = 'handler' | 'bureau' | 'conac';

/** What is known of a bureau. */
export interface BureauCopy {
  name: string;
  paperAddress: string;
  paperHours: string;
  copiesWanted: number;
}

/** What a text is made of. */
export interface Facts<E> {
  event: E;
  /** Name of the unit, or 贵单位 while it is not known. */
  unitName: string;
  bureau?: BureauCopy;
  /** Of reviews of domains, which do not carry the name themselves. */
  domainApplication?: { number: string; uLabel: string };
  /** Address of the portal, without a slash at its end. */
  publicUrl: string;
}

/** A text message of a template: its registered text and the values of its variables. */
export interface SmsPart<E> {
  template: SmsTemplate;
  values: (facts: Facts<E>) => Record<string, string>;
}

/**
 * What one kind of event makes us say to one audience. Everything is shown in the portal; mail and text message are added.
 * A text that is changed gets the next version, so that it can be told later what somebody was sent.
 */
export interface Template<E> {
  /** Stable, e.g. `badge-issued`. */
  key: string;
  version: number;
  audience: Audience;
  /** Said only when this holds. */
  when?: (event: E) => boolean;
  title: (facts: Facts<E>) => string;
  /** What the portal shows, and the mail says when it has no text of its own. */
  text: (facts: Facts<E>) => string;
  /** True: a mail with `text`; a function: a mail with a text of its own. */
  mail?: true | ((facts: Facts<E>) => string);
  sms?: SmsPart<E>;
  /** The text is of no use without the bureau's particulars: wait until they have arrived. */
  needsBureau?: true;
  /** The mail holds a secret: its text is forgotten as soon as it is sent. */
  confidential?: true;
}

/** The templates of some events. */
export interface Telling {
  events: EventClass[];
  templates: Template<AggregateData>[];
}

/** Declares what is said about events that share their data. */
export const telling = <E extends AggregateData>(events: EventClass<E>[], ...templates: Template<E>[]): Telling => ({
  events: events as EventClass[],
  // A template is only ever given events of the classes that it was declared with.
  templates: templates as unknown as Template<AggregateData>[],
});
