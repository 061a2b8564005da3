import { finding, problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import { reportWorkflow, type ReportDecision, type ReportResult, type ReportState } from './report.workflow.js';

/** What somebody of the public tells. */
export interface Reported {
  /** Address of the suspicious site as it was typed. */
  address: string;
  /** What is suspicious about it. */
  description: string;
  /** Public id of the badge that it shows. */
  badgePublicId?: string;
  /** Telephone or mail of the reporter, if given; forgotten when the report is closed. */
  contact?: string;
}

/** 举报: a site that somebody takes for a fake. */
export interface Report extends Reported {
  id: string;
  /** `JB<year>-<6 digits>`; the reporter keeps it. */
  number: string;
  /** Host of the address, A-labels, lower case. */
  host: string;
  state: ReportState;
  result?: ReportResult;
  note?: string;
  reportedAt: Date;
  closedAt?: Date;
  /** +1 on every change; staff send the version that they saw. */
  version: number;
}

/**
 * The host that an address leads to; `http://` may be left out.
 * @throws Problem 422 `report-address` when it leads nowhere in the web
 */
export function hostOfReported(address: string): string {
  const text = address.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const host = parsed?.hostname.replace(/\.$/, '') ?? '';
  const web = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (!web || !/[.:]/.test(host)) throw problem(422, 'validation', { findings: [finding('report-address', '/address')] });
  return host;
}

/** Closes a report with what it turned out to be. @throws Problem 403, 409, 422 */
export function closeReport(report: Report, by: readonly Role[], decision: ReportDecision, at: Date): void {
  report.state = reportWorkflow.fire('close', report, by, decision);
  Object.assign(report, { result: decision.result, note: decision.note.trim(), closedAt: at, contact: undefined });
}
