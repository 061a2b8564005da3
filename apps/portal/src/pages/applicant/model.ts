import type { Finding } from '../../api/problem.js';

/** Shapes of the services' answers, as far as the applicant's pages read them. Days `YYYY-MM-DD`, moments RFC 3339. */

export interface Unit { name: string; kind: 'organ' | 'institution'; administrativeFunctions: boolean }

export interface Due { day: string; provisional: boolean; daysLeft: number; overdue: boolean }

export interface Verdict { point: string; pointName: string; result: 'passed' | 'refused'; reasonTexts: string[]; comment?: string }

export interface Decision { stage: 'bureau' | 'conac' | 'third'; result: string; at: string; verdicts: Verdict[] }

export interface Round { number: number; submittedAt: string; decisions: Decision[] }

export interface Review { id: string; state: string; round: number; rounds: Round[]; due?: Due; holder?: string }

export interface DomainApplication {
  id: string;
  number: string;
  state: string;
  label: string;
  suffix: string;
  uLabel: string;
  aLabel: string;
  years: number;
  agreement: boolean;
  round: number;
  fee?: { id: string; number: string; amountFen: number; dueDay: string } | null;
  offers: string[];
}

export interface Domain {
  id: string;
  version: number;
  state: string;
  applicationId: string;
  uLabel: string;
  aLabel: string;
  registeredOn: string;
  expiresOn: string;
  reason?: string | null;
  offers: string[];
}

export interface FeeOrder {
  id: string;
  state: string;
  number: string;
  purpose: 'registration' | 'renewal';
  subjectId: string;
  uLabel: string;
  years: number;
  amountFen: number;
  dueDay: string;
  dueProvisional: boolean;
  /** Working days, negative when overdue; while it is to be paid. */
  daysLeft?: number;
  claim?: { payer: string; reference: string; paidOn: string } | null;
  /** Set when its bureau has paid it with others. */
  settlementId?: string | null;
  offers: string[];
}

/** How fees can be paid; no `transfer`: no account is published. */
export interface PaymentWays { online: boolean; transfer?: { name: string; bank: string; account: string } }

export interface SiteForm {
  place?: 'own-site' | 'red-page';
  siteName?: string;
  domainIds: string[];
  englishDomain?: string;
  serverIps: string[];
  icpNumber?: string;
  siteCode?: string;
  introduction?: string;
  homePage?: string;
  address?: string;
  postcode?: string;
  functions?: string;
  responsiblePerson?: string;
  handlerName?: string;
  mobile?: string;
  phone?: string;
  mail?: string;
  commitment?: boolean;
}

export interface SiteApplication extends Review {
  number?: string | null;
  version: number;
  kind: 'opening' | 're-review';
  route: string;
  unitName: string;
  paperRequired: boolean;
  form: SiteForm;
  offers: string[];
  findings: Finding[];
  passedOn?: string;
  /** Its paper at the bureau. */
  filing?: { state: string } | null;
  predecessorId?: string;
  successorId?: string;
  /** To pick from while it can be changed, with state and last day; afterwards those that were submitted. */
  domains?: { id: string; uLabel: string; state?: string; expiresOn?: string }[];
  createdAt: string;
}

export interface SiteRow { id: string; number: string | null; kind: string; state: string; siteName: string | null; place: string | null; createdAt: string }

export interface Badge {
  id: string;
  applicationId: string;
  code: string;
  publicId: string;
  verificationUrl: string;
  state: string;
  colour: 'red' | 'blue';
  place: 'own-site' | 'red-page';
  siteName: string;
  issuedOn: string;
  deadline: string;
  deadlineProvisional: boolean;
  /** Working days, negative when overdue; while it is to be hung. */
  daysLeft?: number;
  reason?: string;
}

export interface RedPage { id: string; badgeId: string; siteName: string; state: string; version: number; host: { uLabel: string; aLabel: string }; draft: Content; holds: string[]; publications: number; offers: string[] }

export type Block = { type: string } & Record<string, unknown>;

export interface Content { title: string; blocks: Block[]; footer?: { badge: boolean; lines: string[] } }

export interface Notice { id: string; title: string; text: string; createdAt: string; readAt?: string; sent: { channel: string; state: string }[] }
