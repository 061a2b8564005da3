/** What application-review answers about cases; see its `Presenter` and `QueueRow`. */

export type Subject = 'site' | 'domain';
export type Stage = 'bureau' | 'conac' | 'third';

/** Somebody has taken the case up, until an instant (RFC 3339). */
export interface Claim {
  accountId: string;
  name: string;
  until: string;
}

/** A row of `GET /cases`. */
export interface QueueRow {
  id: string;
  subject: Subject;
  number: string;
  /** Site name or domain. */
  title: string;
  unitName: string;
  region: string;
  route: string;
  state: string;
  stage: Stage;
  round: number;
  claim: Claim | null;
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  dueDay: string | null;
  dueProvisional: boolean;
  overdue: boolean;
  /** Working days; negative: late by so many. */
  daysLeft: number | null;
  /** RFC 3339 */
  submittedAt: string;
  version: number;
}

/** `GET /cases/counts` */
export interface QueueCounts {
  states: { subject: Subject; state: string; count: number }[];
  mine: number;
  open: number;
  overdue: number;
}

/** One point as somebody judged it. */
export interface JudgedPoint {
  point: string;
  pointName: string;
  result: 'passed' | 'refused';
  reasons: string[];
  reasonTexts: string[];
  comment?: string;
}

/** What a stage decided. */
export interface Decision {
  stage: Stage;
  result: 'approved' | 'refused';
  at: string;
  by?: { accountId: string; name: string };
  verdicts: JudgedPoint[];
}

export interface Round {
  number: number;
  submittedAt: string;
  data: unknown;
  decisions: Decision[];
}

/** A field that the unit changed since the last round; the pointer leads into `data`. */
export interface Change {
  pointer: string;
  before?: unknown;
  after?: unknown;
}

export interface PreCheck {
  code: string;
  /** `waiting`: it is being looked at. */
  result: 'ok' | 'advice' | 'problem' | 'waiting';
  message: string;
}

/** The last visit to the site; see `SiteVisit` of application-review. */
export interface Visit {
  id: string;
  state: 'QUEUED' | 'RUNNING' | 'DONE';
  /** RFC 3339 */
  finishedAt?: string;
  title?: string;
}

/** A point to judge, with the reasons that fit it. */
export interface Point {
  point: string;
  name: string;
  reasons: { code: string; text: string }[];
}

/** The last day of the stage at work; `daysLeft` is negative when it is past. */
export interface Due {
  day: string;
  provisional: boolean;
  daysLeft: number;
  overdue: boolean;
}

/** `GET /cases/:id` */
export interface CaseView {
  id: string;
  subject: Subject;
  number: string;
  version: number;
  state: string;
  route: string;
  stage: Stage;
  round: number;
  unit?: Record<string, unknown>;
  /** Name of the unit's division with those above it. */
  regionName?: string;
  kind?: string;
  paperRequired?: boolean;
  predecessorId?: string;
  contact?: Record<string, unknown>;
  data: Record<string, unknown>;
  rounds: Round[];
  difference: Change[];
  preChecks: PreCheck[];
  visit?: Visit | undefined;
  /** Whether the person may have the site looked at again. */
  mayAskForVisit: boolean;
  points: Point[];
  claim?: Claim;
  due?: Due;
  holder?: string;
  /** Of `claim`, `release`, `decide`. */
  offers: string[];
  submittedAt: string;
}
