/** What archival-filing answers; see its `FilingView`. */

export const FILING_STATES = ['EXPECTED', 'RECEIVED', 'CONFIRMED', 'FAILED', 'CLOSED'] as const;
export type FilingStateName = (typeof FILING_STATES)[number];

export const ITEMS = ['letter', 'form', 'id-copy', 'others'] as const;
export type Item = (typeof ITEMS)[number];
export const RESULTS = ['ok', 'missing', 'unstamped', 'differs', 'illegible'] as const;
export type Result = (typeof RESULTS)[number];

/** A line of the checklist. */
export interface Check {
  item: Item;
  name: string;
  result: Result;
  resultName: string;
  copies: number;
}

/** A filing; days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface Filing {
  id: string;
  number: string;
  state: FilingStateName;
  applicationId: string;
  applicationNumber: string;
  place: 'own-site' | 'red-page';
  siteName: string;
  unitName?: string;
  domains: { uLabel: string; aLabel: string }[];
  englishDomain?: string;
  homePage?: string;
  bureau?: { name: string; paperAddress: string; paperHours: string; copiesWanted: number };
  checklist: Check[];
  /** Sixteen hex digits in groups of four, as letter and form print them. */
  checkCode: string;
  comment?: string;
  openedAt: string;
  receivedOn?: string;
  decidedOn?: string;
  dueDay?: string;
  dueProvisional: boolean;
  daysLeft?: number;
  overdue: boolean;
  receivedBy?: string;
  decidedBy?: string;
  /** Paths below the service. */
  documents?: { letter: string; form: string };
  version: number;
  /** Of `receive`, `confirm`, `fail`. */
  offers: string[];
}

export interface FilingCounts {
  expected: number;
  received: number;
  overdue: number;
}
