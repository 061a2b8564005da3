/** What badge-issuance answers; see its `ReportView`. */

export const REPORT_STATES = ['OPEN', 'CLOSED'] as const;
export const REPORT_RESULTS = ['fake', 'genuine', 'unclear'] as const;
export type ReportResult = (typeof REPORT_RESULTS)[number];

/** A report of a fake site by the public; moments RFC 3339. */
export interface Report {
  id: string;
  number: string;
  /** As a stranger typed it: shown as text, never as a link. */
  address: string;
  host: string;
  description: string;
  /** Public id of the badge that the site shows. */
  badgePublicId?: string;
  /** Forgotten when the report is closed. */
  contact?: string;
  state: (typeof REPORT_STATES)[number];
  result?: ReportResult;
  note?: string;
  reportedAt: string;
  closedAt?: string;
  /** How many other reports tell of the same host. */
  sameHost?: number;
  version: number;
  offers: string[];
}
